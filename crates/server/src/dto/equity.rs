//! What moved customer equity between two days.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;
use super::margin::Margin;

/// Customer equity on two days, and what moved it.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EquityReport {
    /// The earlier day; absent when there is no order at all.
    pub from: Option<Date>,
    /// The later day, at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// The model, the same for both days.
    pub model: String,
    /// Its kind.
    pub model_kind: String,
    /// Its version.
    pub model_version: i64,
    /// How far a customer's value reaches.
    pub months: u32,
    /// What part of the revenue stays.
    pub margin: Margin,
    /// What is taken off in a year.
    pub yearly_discount: f64,
    /// Days without an order after which a customer counts as lost.
    pub lost_after_days: u32,
    /// Customers with an order by the earlier day.
    pub customers_before: u64,
    /// Customers with an order by the later day.
    pub customers_after: u64,
    /// The sum of their values on the earlier day.
    pub equity_before_minor: i64,
    /// The sum of their values on the later day.
    pub equity_after_minor: i64,
    /// The later sum less the earlier one.
    pub change_minor: i64,
    /// What moved it; the pieces add up to the change to the minor unit.
    pub pieces: Vec<EquityPiece>,
}

/// Customers who moved the equity in the same way.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EquityPiece {
    /// What became of them.
    pub name: PieceName,
    /// How many they are.
    pub customers: u64,
    /// What they were worth on the earlier day.
    pub before_minor: i64,
    /// What they are worth on the later day.
    pub after_minor: i64,
    /// The difference.
    pub change_minor: i64,
}

/// What became of a customer between two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PieceName {
    /// Came after the earlier day.
    Acquired,
    /// Was not in the base on the earlier day, and is on the later one.
    WonBack,
    /// Neither lost nor won back, and worth more.
    Grown,
    /// Neither lost nor won back, and not worth more; also who was gone on both days.
    Shrunk,
    /// Was in the base on the earlier day, and is not on the later one.
    Lost,
}

impl From<PieceName> for insight::PieceName {
    fn from(it: PieceName) -> Self {
        match it {
            PieceName::Acquired => Self::Acquired,
            PieceName::WonBack => Self::WonBack,
            PieceName::Grown => Self::Grown,
            PieceName::Shrunk => Self::Shrunk,
            PieceName::Lost => Self::Lost,
        }
    }
}
