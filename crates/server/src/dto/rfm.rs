//! Customers by recency, frequency and money.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;

/// Customers by recency, frequency and money: scores, the map of 25 cells, named segments.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RfmReport {
    /// The last business day that counts, inclusive; null without orders.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The snapshot of the lake that was read.
    pub snapshot: i64,
    /// Customers with an order.
    pub customers: u64,
    /// What money means here.
    pub money: MoneyKind,
    /// How the scores are cut.
    pub method: RfmMethod,
    /// Averages over all customers; null without customers.
    pub means: Option<RfmMeans>,
    /// The four cuts of each score; null without customers.
    pub cuts: Option<RfmCuts>,
    /// Share of customers with more than one order.
    pub repeat_rate: Option<f64>,
    /// Share of revenue from the best fifth of customers.
    pub top20_share: Option<f64>,
    /// The map: 25 cells of recency and frequency.
    pub grid: Vec<RfmCell>,
    /// The named segments.
    pub segments: Vec<RfmSegment>,
    /// Who moved between segments since the compared day; null without comparison.
    pub migration: Option<RfmMigration>,
}

/// Which money counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MoneyKind {
    /// Orders less returns.
    Net,
    /// Orders only.
    Gross,
}

/// How scores are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RfmMethod {
    /// At the quintiles of the base.
    Quintiles,
    /// At bounds that were given.
    Bounds,
}

/// Averages over all customers.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RfmMeans {
    /// Days since the last order.
    pub recency_days: f64,
    /// Orders.
    pub frequency: f64,
    /// Money, in minor units.
    pub monetary_minor: f64,
}

/// The cuts of the scores: a score is one more than the cuts strictly below the value (reversed for recency).
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RfmCuts {
    /// Days since the last order.
    #[schema(min_items = 4, max_items = 4)]
    pub recency_days: Vec<f64>,
    /// Orders.
    #[schema(min_items = 4, max_items = 4)]
    pub frequency: Vec<f64>,
    /// Money, in minor units.
    #[schema(min_items = 4, max_items = 4)]
    pub monetary_minor: Vec<f64>,
}

/// One cell of the map.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RfmCell {
    /// Score of recency, 5 is most recent.
    #[schema(minimum = 1, maximum = 5)]
    pub r: u8,
    /// Score of frequency, 5 is most often.
    #[schema(minimum = 1, maximum = 5)]
    pub f: u8,
    /// Customers in the cell.
    pub customers: u64,
    /// Their money, in minor units.
    pub revenue_minor: i64,
    /// Their money by customer, in minor units.
    pub mean_monetary_minor: Option<f64>,
}

/// A named segment: a set of cells.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RfmSegment {
    /// Its name.
    #[schema(example = "champions")]
    pub name: String,
    /// Customers in it.
    pub customers: u64,
    /// Their share of all customers.
    pub share: Option<f64>,
    /// Their money, in minor units.
    pub revenue_minor: i64,
    /// Their share of all money.
    pub revenue_share: Option<f64>,
    /// Days since the last order, on average.
    pub mean_recency_days: Option<f64>,
    /// Orders, on average.
    pub mean_frequency: Option<f64>,
    /// Money, on average, in minor units.
    pub mean_monetary_minor: Option<f64>,
}

/// Movements between segments.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RfmMigration {
    /// The compared day.
    pub from: Date,
    /// The day of the report.
    pub to: Date,
    /// Each pair of segments with customers.
    pub flows: Vec<RfmFlow>,
}

/// Customers who were in one segment and are in another. The segment `none` is: not yet a customer.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RfmFlow {
    /// Where they were.
    pub from: String,
    /// Where they are.
    pub to: String,
    /// How many.
    pub customers: u64,
}

impl From<MoneyKind> for insight::MoneyKind {
    fn from(money: MoneyKind) -> Self {
        match money {
            MoneyKind::Net => Self::Net,
            MoneyKind::Gross => Self::Gross,
        }
    }
}

impl From<insight::MoneyKind> for MoneyKind {
    fn from(kind: insight::MoneyKind) -> Self {
        match kind {
            insight::MoneyKind::Net => Self::Net,
            insight::MoneyKind::Gross => Self::Gross,
        }
    }
}
