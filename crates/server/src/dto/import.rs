//! Imports: one file, one transaction.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reason::{FaultCode, RefusalCode};
use crate::state::AppState;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Order lines.
    Orders,
    /// Customers' attributes.
    Customers,
    /// Products.
    Products,
    /// Subscriptions.
    Subscriptions,
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ImportState {
    /// The file is being read; nothing of it is visible.
    Running,
    /// The file is read and is being made visible; it can no longer be cancelled.
    Committing,
    /// Everything good in the file is in the workspace.
    Done,
    /// Nothing of the file is in the workspace; `error` says why.
    Failed,
    /// It was done and was taken back.
    Undone,
}

/// What to do with lines that can not be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnError {
    /// Leave them out, and refuse the file when they are more than one in a hundred.
    Limit,
    /// Leave them out, however many.
    Reject,
    /// Refuse the file at the first.
    Stop,
}

/// An import.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Import {
    /// Its id.
    #[schema(example = "imp_0000000000000")]
    pub id: String,
    /// What the file holds.
    pub kind: ImportKind,
    /// The file's name.
    #[schema(example = "orders-2011.csv")]
    pub file_name: String,
    /// The file's size, bytes.
    pub file_bytes: u64,
    /// Where it stands.
    pub state: ImportState,
    /// How far it is; null unless it runs in this process.
    pub progress: Option<Progress>,
    /// What was found in the file.
    pub counts: ImportCounts,
    /// Why it failed, as a sentence; null unless it did.
    pub error: Option<String>,
    /// The name of that sentence; null when it has none, and when an earlier version noted it.
    pub error_code: Option<FaultCode>,
    /// The values in the sentence, by name.
    #[schema(example = json!({"refused": "14", "read": "40"}))]
    pub error_args: BTreeMap<String, String>,
    /// The whole mapping that the file was read under (TOML); empty while it is not known.
    pub mapping: String,
    /// Who handed it over: the id of a user or key, or `machine`.
    pub started_by: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; null while it runs.
    pub finished_at: Option<Timestamp>,
}

/// How far an import is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Progress {
    /// What it is doing: waiting, reading (counted in bytes), matching (customers), writing (lines) or committing.
    #[schema(example = "reading")]
    pub stage: String,
    /// How much of the stage is done, in the stage's unit.
    pub done: u64,
    /// How much there is; null when that is not known.
    pub total: Option<u64>,
    /// Lines read so far.
    pub lines: u64,
    /// How much of the stage is done in a second.
    pub per_second: f64,
    /// How long the stage will still take, seconds; null when that is not known.
    pub remaining_seconds: Option<f64>,
}

/// What was found in a file. A count that the kind of file has not is 0.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ImportCounts {
    /// Lines read, blank ones not among them.
    pub read: u64,
    /// Lines, customers, products or subscriptions that came to be.
    pub added: u64,
    /// Those that were known already, as they are.
    pub known: u64,
    /// Customers, products or subscriptions about which more is known now.
    pub changed: u64,
    /// Lines refused.
    pub refused: u64,
    /// Added lines that are returns or cancellations.
    pub returns: u64,
    /// Added lines without a customer.
    pub anonymous: u64,
    /// Orders added.
    pub orders: u64,
    /// Orders that were there and gained lines.
    pub orders_changed: u64,
    /// Customers seen for the first time.
    pub customers_new: u64,
    /// Products seen for the first time.
    pub products_new: u64,
    /// Lines whose amount had more digits than the currency and was rounded.
    pub rounded: u64,
    /// Lines whose local time the clock showed twice; the earlier was taken.
    pub ambiguous_times: u64,
    /// The first of those lines.
    pub ambiguous_lines: Vec<u64>,
}

/// A page of imports, latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportPage {
    /// The imports.
    pub items: Vec<Import>,
    /// Where the next page begins; null on the last.
    pub next_cursor: Option<String>,
}

/// How a file would be understood; nothing has been imported.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportPreview {
    /// csv, ndjson, parquet or xlsx.
    #[schema(example = "csv")]
    pub format: String,
    /// How it is packed: none, gzip or zstd.
    #[schema(example = "none")]
    pub compression: String,
    /// The encoding of its text; null for binary forms.
    #[schema(example = "utf-8")]
    pub encoding: Option<String>,
    /// What stands between its cells; null where there is nothing.
    #[schema(example = ",")]
    pub delimiter: Option<String>,
    /// The sign between whole and fraction; null where it does not show.
    #[schema(example = ".")]
    pub decimal: Option<String>,
    /// In which order its dates stand; null where it does not show.
    pub date_format: Option<String>,
    /// Whether the first row names the columns.
    pub has_header: bool,
    /// The columns, in the file's order.
    pub columns: Vec<PreviewColumn>,
    /// The first good rows as understood, each an object with a value a meaning.
    pub rows: Vec<BTreeMap<String, serde_json::Value>>,
    /// The first lines that would be refused.
    pub refused: Vec<Refusal>,
    /// Rows that were looked at.
    pub sample_read: u64,
    /// Rows among them that would be refused.
    pub sample_refused: u64,
    /// Whether these rows are the whole file.
    pub sample_is_whole: bool,
    /// The whole mapping as a mapping file (TOML), to edit and save.
    pub mapping_toml: String,
}

/// A column of the file.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewColumn {
    /// Its name in the file.
    pub name: String,
    /// What it means; null when it is kept as an attribute.
    #[schema(example = "customer")]
    pub meaning: Option<String>,
    /// Some of its values.
    pub examples: Vec<String>,
}

/// A line that can not be understood.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refusal {
    /// Its line in the file, the first is 1.
    pub line: u64,
    /// The column at fault; null when it is the whole line.
    pub column: Option<String>,
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

/// A page of refused lines, in the file's order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefusalPage {
    /// The lines.
    pub items: Vec<Refusal>,
    /// Where the next page begins; null on the last.
    pub next_cursor: Option<String>,
}

impl From<customers::Refusal> for Refusal {
    fn from(refusal: customers::Refusal) -> Self {
        Self {
            line: refusal.line,
            column: refusal.column,
            value: refusal.value,
            reason: refusal.reason,
            code: RefusalCode::known(refusal.code),
            args: refusal.args,
        }
    }
}

/// A failure as it travels: the sentence, its name and the values in it.
pub(crate) fn told(
    failure: Option<kernel::Failure>,
) -> (Option<String>, Option<FaultCode>, BTreeMap<String, String>) {
    failure.map_or((None, None, BTreeMap::new()), |failure| {
        let code = FaultCode::known(failure.code);
        (Some(failure.sentence), code, failure.args)
    })
}

impl Import {
    /// An import as it travels, with how far it is when it runs in this process.
    pub(crate) fn of(record: app::ImportRecord, state: &AppState) -> Self {
        let running = state.running().find(record.id);
        let (error, error_code, error_args) = told(record.error);
        Self {
            id: record.id.to_string(),
            kind: record.kind.into(),
            file_name: record.file_name,
            file_bytes: record.file_bytes,
            state: record.state.into(),
            progress: running.map(|watched| watched.progress.read().into()),
            counts: serde_json::from_value(record.counts).unwrap_or_default(),
            error,
            error_code,
            error_args,
            mapping: record.mapping,
            started_by: record.started_by,
            started_at: record.started_at,
            finished_at: record.finished_at,
        }
    }
}

impl From<app::Progress> for Progress {
    fn from(progress: app::Progress) -> Self {
        Self {
            stage: progress.stage.to_owned(),
            done: progress.done,
            total: progress.total,
            lines: progress.lines,
            per_second: progress.per_second,
            remaining_seconds: progress.remaining_seconds,
        }
    }
}

impl From<app::ImportState> for ImportState {
    fn from(state: app::ImportState) -> Self {
        match state {
            app::ImportState::Running => Self::Running,
            app::ImportState::Committing => Self::Committing,
            app::ImportState::Done => Self::Done,
            app::ImportState::Failed => Self::Failed,
            app::ImportState::Undone => Self::Undone,
        }
    }
}

impl From<app::ImportKind> for ImportKind {
    fn from(kind: app::ImportKind) -> Self {
        match kind {
            app::ImportKind::Orders => Self::Orders,
            app::ImportKind::Customers => Self::Customers,
            app::ImportKind::Products => Self::Products,
            app::ImportKind::Subscriptions => Self::Subscriptions,
        }
    }
}

impl From<ImportKind> for app::ImportKind {
    fn from(kind: ImportKind) -> Self {
        match kind {
            ImportKind::Orders => Self::Orders,
            ImportKind::Customers => Self::Customers,
            ImportKind::Products => Self::Products,
            ImportKind::Subscriptions => Self::Subscriptions,
        }
    }
}

impl From<OnError> for customers::ErrorPolicy {
    fn from(on_error: OnError) -> Self {
        match on_error {
            OnError::Limit => Self::Limit,
            OnError::Reject => Self::Reject,
            OnError::Stop => Self::Stop,
        }
    }
}
