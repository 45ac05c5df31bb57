//! The shapes that travel over HTTP, as the OpenAPI document describes them.
//!
//! A request's body ends in `Input`; everything else is an answer, whose fields are always present (absent values are
//! `null`). Reports serialise themselves; their shapes here are mirrors, and a test holds the mirror against the report.

pub(crate) mod access;
pub(crate) mod acquisition;
pub(crate) mod audit;
pub(crate) mod base;
pub(crate) mod card;
pub(crate) mod catalogue;
pub(crate) mod cohorts;
pub(crate) mod contract;
pub(crate) mod customer;
pub(crate) mod customer_note;
pub(crate) mod dashboard;
pub(crate) mod equity;
pub(crate) mod event;
pub(crate) mod exchange;
pub(crate) mod form;
pub(crate) mod goal;
pub(crate) mod import;
pub(crate) mod incoming;
pub(crate) mod intake;
pub(crate) mod log;
pub(crate) mod look;
pub(crate) mod lost;
pub(crate) mod mapping;
pub(crate) mod margin;
pub(crate) mod matrix;
pub(crate) mod member;
pub(crate) mod model;
pub(crate) mod notification;
pub(crate) mod products;
pub(crate) mod profit;
pub(crate) mod quality;
pub(crate) mod query;
pub(crate) mod reason;
pub(crate) mod rfm;
pub(crate) mod saved_query;
pub(crate) mod schedule;
pub(crate) mod score;
pub(crate) mod session;
pub(crate) mod source;
pub(crate) mod spend;
pub(crate) mod standing;
pub(crate) mod system;
pub(crate) mod value;
pub(crate) mod webhook;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A currency (ISO 4217).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Currency {
    /// Three letters.
    #[schema(example = "GBP")]
    pub code: String,
    /// Decimal digits of the minor unit: an amount in minor units is divided by ten to this power.
    #[schema(example = 2)]
    pub digits: u8,
}

impl From<kernel::Currency> for Currency {
    fn from(currency: kernel::Currency) -> Self {
        Self {
            code: currency.to_string(),
            digits: currency.digits(),
        }
    }
}

/// A file's bytes.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "a description: files are streamed")]
pub(crate) struct Bytes(Vec<u8>);
