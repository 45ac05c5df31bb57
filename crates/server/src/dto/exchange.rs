//! Exchange files (CommerceML 2): what was found in one, and what came of it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::import::{Progress, told};
use super::reason::{FaultCode, RefusalCode};
use crate::state::AppState;

/// Where an exchange file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExchangeState {
    /// It is being read, or its facts are being added.
    Running,
    /// All that is good in it has been added.
    Done,
    /// It was given up; `error` says why. Handing it over again adds nothing twice.
    Failed,
}

/// An exchange file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Exchange {
    /// Its id.
    #[schema(example = "exc_0000000000000")]
    pub id: String,
    /// Whose file it is: a source's id.
    pub source: String,
    /// The file's name.
    #[schema(example = "orders.xml")]
    pub file_name: String,
    /// The file's size, bytes.
    pub file_bytes: u64,
    /// Where it stands.
    pub state: ExchangeState,
    /// How far it is; null unless it runs in this process.
    pub progress: Option<Progress>,
    /// What was found in it.
    pub counts: ExchangeCounts,
    /// The first thousand parts that were refused.
    pub refusals: Vec<ExchangeRefusal>,
    /// Why it was given up, as a sentence; null unless it was.
    pub error: Option<String>,
    /// The name of that sentence; null when it has none, and when an earlier version noted it.
    pub error_code: Option<FaultCode>,
    /// The values in the sentence, by name.
    #[schema(example = json!({"line": "7", "character": "12"}))]
    pub error_args: BTreeMap<String, String>,
    /// Who handed it over.
    pub started_by: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; null while it runs.
    pub finished_at: Option<Timestamp>,
}

/// What was found in a file.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ExchangeCounts {
    /// Products, offers, customers and documents read.
    pub read: u64,
    /// Those among them that were refused.
    pub refused: u64,
    /// Groups of the classifier.
    pub groups: u64,
    /// Products of the catalogue.
    pub products: u64,
    /// Offers: prices and stock of products.
    pub offers: u64,
    /// Customers, each once.
    pub customers: u64,
    /// Orders.
    pub orders: u64,
    /// Orders that are off.
    pub cancelled: u64,
    /// Returns.
    pub returns: u64,
    /// Orders and returns without a customer.
    pub anonymous: u64,
    /// E-mail addresses and telephone numbers that are none, and were left out.
    pub contacts_invalid: u64,
    /// Documents that are no orders and no returns, by what they are.
    pub passed_over: BTreeMap<String, u64>,
    /// Facts that the file tells.
    pub facts: u64,
    /// Facts that were new.
    pub added: u64,
    /// Facts that were known.
    pub known: u64,
    /// Facts about which a later file has told already.
    pub outdated: u64,
}

/// A part of a file that was refused.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct ExchangeRefusal {
    /// The line in the file, from 1.
    pub line: u64,
    /// The character in the line, from 1.
    pub column: u64,
    /// Which part it is and what in it is to blame.
    pub path: String,
    /// What stands there, at most 60 characters of it.
    pub value: String,
    /// Why, as a sentence.
    pub reason: String,
    /// The reason's name; null when an earlier version refused it.
    pub code: Option<RefusalCode>,
    /// The values in the reason, by name.
    #[schema(example = json!({"cells": "3", "columns": "12"}))]
    pub args: BTreeMap<String, String>,
}

/// What a file would bring; nothing of it was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExchangePreview {
    /// The version of CommerceML, as the file tells it; null when it does not.
    pub version: Option<String>,
    /// When the file was written, as it tells; null when it does not.
    pub formed_at: Option<Timestamp>,
    /// What was found.
    pub counts: ExchangeCounts,
    /// The first thousand parts that would be refused.
    pub refusals: Vec<ExchangeRefusal>,
}

/// A page of exchange files, latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExchangePage {
    /// The files.
    pub items: Vec<Exchange>,
    /// Where the next page begins; null on the last.
    pub next_cursor: Option<String>,
}

/// Which source a login is for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExchangeLoginInput {
    /// The name of the source, made when there is none; `commerceml` when absent.
    #[schema(example = "1C")]
    pub source: Option<String>,
}

/// A login with its new password, which is shown here and nowhere else.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExchangeLogin {
    /// The login.
    pub login: String,
    /// The password.
    #[schema(format = Password)]
    pub password: String,
    /// The source that it stands for.
    pub source: String,
    /// Where files are handed over with it, from the server's address on.
    #[schema(example = "/exchange/commerceml")]
    pub path: String,
}

impl Exchange {
    /// An exchange file as it travels, with how far it is when it runs in this process.
    pub(crate) fn of(exchange: app::Exchange, state: &AppState) -> Self {
        let running = state.running().find(exchange.id);
        let (error, error_code, error_args) = told(exchange.error);
        Self {
            id: exchange.id.to_string(),
            source: exchange.source.to_string(),
            file_name: exchange.file_name,
            file_bytes: exchange.file_bytes,
            state: match exchange.state {
                app::ExchangeState::Running => ExchangeState::Running,
                app::ExchangeState::Done => ExchangeState::Done,
                app::ExchangeState::Failed => ExchangeState::Failed,
            },
            progress: running.map(|watched| watched.progress.read().into()),
            counts: exchange.counts.into(),
            refusals: exchange.refusals.into_iter().map(Into::into).collect(),
            error,
            error_code,
            error_args,
            started_by: exchange.started_by,
            started_at: exchange.started_at,
            finished_at: exchange.finished_at,
        }
    }
}

impl From<app::ExchangePreview> for ExchangePreview {
    fn from(preview: app::ExchangePreview) -> Self {
        Self {
            version: preview.version,
            formed_at: preview.formed_at,
            counts: preview.counts.into(),
            refusals: preview.refusals.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<customers::ExchangeRefusal> for ExchangeRefusal {
    fn from(refusal: customers::ExchangeRefusal) -> Self {
        Self {
            line: refusal.line,
            column: refusal.column,
            path: refusal.path,
            value: refusal.value,
            reason: refusal.reason,
            code: RefusalCode::known(refusal.code),
            args: refusal.args,
        }
    }
}

impl From<customers::ExchangeCounts> for ExchangeCounts {
    fn from(counts: customers::ExchangeCounts) -> Self {
        Self {
            read: counts.read,
            refused: counts.refused,
            groups: counts.groups,
            products: counts.products,
            offers: counts.offers,
            customers: counts.customers,
            orders: counts.orders,
            cancelled: counts.cancelled,
            returns: counts.returns,
            anonymous: counts.anonymous,
            contacts_invalid: counts.contacts_invalid,
            passed_over: counts.passed_over,
            facts: counts.facts,
            added: counts.added,
            known: counts.known,
            outdated: counts.outdated,
        }
    }
}
