//! What winning customers costs.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;
use super::lost::Assumption;

/// What winning customers cost, by the month in which they came.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcquisitionReport {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// The share of revenue that is left after costs that grow with it.
    pub margin: Assumption,
    /// The model in force, which tells what is still expected; absent without one.
    pub model: Option<String>,
    /// How far ahead that reaches.
    pub horizon_months: u32,
    /// All months with a spend together.
    pub totals: AcquisitionTotals,
    /// The months in which somebody came or something was spent, earliest first.
    pub months: Vec<AcquisitionMonth>,
    /// What should be given to make the report better.
    pub advice: Option<String>,
}

/// The customers who came in one month, and what they cost.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcquisitionMonth {
    /// The month, `2010-12`.
    pub month: String,
    /// Customers whose first order is in it.
    pub customers: u64,
    /// Whether the month has come to its last day.
    pub complete: bool,
    /// What was spent; absent when that is not known.
    pub spend_minor: Option<i64>,
    /// Spend by customer; absent without a spend, or when nobody came.
    pub cac_minor: Option<f64>,
    /// How many months of theirs are over, that of the first order included.
    pub months_seen: u64,
    /// What they brought so far, after returns.
    pub revenue_minor: i64,
    /// What one of them brought so far after costs; absent when nobody came.
    pub margin_per_customer_minor: Option<f64>,
    /// That by what the customer cost: 1 and above is paid back.
    pub paid_back: Option<f64>,
    /// Months after that of the first order until it was paid back, 0 in the same; absent when it has not been.
    pub payback_months: Option<u32>,
    /// What one of them is still expected to bring after costs, discounted; absent without a model, or when nobody
    /// came.
    pub future_minor: Option<f64>,
    /// What one of them brought so far and is still expected to bring, by what the customer cost.
    pub value_to_cac: Option<f64>,
}

/// All months with a spend together.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcquisitionTotals {
    /// How many months have a spend.
    pub months: u64,
    /// Customers who came in them.
    pub customers: u64,
    /// What was spent.
    pub spend_minor: i64,
    /// Spend by customer; absent without a spend, or when nobody came.
    pub cac_minor: Option<f64>,
    /// What these customers brought so far after costs.
    pub margin_minor: f64,
    /// That by the spend; absent without one.
    pub paid_back: Option<f64>,
    /// What they are still expected to bring after costs, discounted; absent without a model.
    pub future_minor: Option<f64>,
    /// What they brought so far and are still expected to bring, by the spend.
    pub value_to_cac: Option<f64>,
}
