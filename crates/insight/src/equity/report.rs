//! The bridge of customer equity as it is handed out.

use std::str::FromStr;

use jiff::civil::Date;
use serde::Serialize;

use crate::value::{Margin, ModelId};
use crate::{CurrencyUnit, InsightError};

/// Customer equity on two days, and what moved it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EquityReport {
    /// The earlier day; absent when there is no order at all.
    pub from: Option<Date>,
    /// The later day, at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: CurrencyUnit,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// The model, the same for both days.
    pub model: ModelId,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EquityPiece {
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceName {
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

impl PieceName {
    /// Every piece, in the order of the report.
    pub const ALL: [Self; 5] = [
        Self::Acquired,
        Self::WonBack,
        Self::Grown,
        Self::Shrunk,
        Self::Lost,
    ];

    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Acquired => "acquired",
            Self::WonBack => "won_back",
            Self::Grown => "grown",
            Self::Shrunk => "shrunk",
            Self::Lost => "lost",
        }
    }
}

impl FromStr for PieceName {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        let known = Self::ALL.into_iter().find(|piece| piece.name() == text);
        known.ok_or_else(|| InsightError::NameUnknown {
            what: "piece of the bridge",
            given: text.to_owned(),
            expected: "acquired, won_back, grown, shrunk or lost",
        })
    }
}
