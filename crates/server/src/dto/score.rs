//! Scores of customers.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The order of a list of scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ScoreSort {
    /// The most valuable first, over 12 months.
    Clv,
    /// Who has most probably left first.
    Risk,
}

/// What the model in force says of one customer.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Score {
    /// The customer's key in the company's own systems.
    pub customer_key: String,
    /// The model's id.
    #[schema(example = "mdl_0000000000000")]
    pub model: String,
    /// Its version.
    pub version: i64,
    /// The day at whose end the customer was looked at.
    pub as_of: Date,
    /// Probability that the customer has not left.
    pub p_alive: f64,
    /// Orders (days with one) expected in 365 days.
    pub expected_orders_12m: f64,
    /// What one is expected to be worth, in minor units.
    pub expected_spend_minor: f64,
    /// What the orders of 365 days are expected to be worth, at 10 % off a year, before costs, in minor units.
    pub clv_12m_minor: f64,
    /// The same for 730 days.
    pub clv_24m_minor: f64,
    /// The same for 1095 days.
    pub clv_36m_minor: f64,
}

/// A page of scores.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ScorePage)]
pub(crate) struct ScorePage {
    /// The scores.
    #[schema(value_type = Vec<Score>)]
    pub items: Vec<insight::Score>,
    /// Where the next page begins; null at the end.
    pub next_cursor: Option<String>,
}

impl From<ScoreSort> for insight::ScoreOrder {
    fn from(sort: ScoreSort) -> Self {
        match sort {
            ScoreSort::Clv => Self::Clv,
            ScoreSort::Risk => Self::Risk,
        }
    }
}
