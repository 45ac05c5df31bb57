//! Customers by value and risk of loss.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;
use super::margin::Margin;

/// Customers by value and by risk of loss.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatrixReport {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// The model.
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
    /// What the risk is.
    pub risk: RiskMeasure,
    /// In so many days, when the risk is that of no order.
    pub days: u32,
    /// Days without an order after which a customer counts as lost.
    pub lost_after_days: u32,
    /// The bounds between low, middle and high value, minor units; absent without customers.
    pub value_bounds_minor: Option<[f64; 2]>,
    /// The bounds between low, middle and high risk.
    pub risk_bounds: [f64; 2],
    /// Customers with an order by the day.
    pub customers: u64,
    /// What they are worth together, expected.
    pub clv_minor: f64,
    /// What of it is at stake: each value times its risk.
    pub at_stake_minor: f64,
    /// The nine cells, by value and then risk, low first.
    pub cells: Vec<MatrixCell>,
    /// Lost customers who were among the third that brought most; they are in their cells too.
    pub win_back: WinBack,
}

/// The customers with one level of value and one of risk.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatrixCell {
    /// Level of value.
    pub value: Level,
    /// Level of risk.
    pub risk: Level,
    /// How many they are.
    pub customers: u64,
    /// Their share of all customers; absent without customers.
    pub share: Option<f64>,
    /// What they are worth together, expected.
    pub clv_minor: f64,
    /// What of it is at stake.
    pub at_stake_minor: f64,
    /// Mean probability that they have not left; absent for an empty cell.
    pub mean_p_alive: Option<f64>,
    /// Mean risk; absent for an empty cell.
    pub mean_risk: Option<f64>,
    /// What they brought in the last 365 days.
    pub last_year_minor: i64,
    /// What to do.
    pub treatment: Treatment,
    /// The same in a sentence.
    pub sentence: String,
}

/// Lost customers who were valuable.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WinBack {
    /// How many they are.
    pub customers: u64,
    /// All that they ever brought.
    pub revenue_minor: i64,
    /// What they brought in the last 365 days.
    pub last_year_minor: i64,
    /// What is still expected of them.
    pub clv_minor: f64,
    /// What to do.
    pub treatment: Treatment,
    /// The same in a sentence.
    pub sentence: String,
}

/// A page of the customers of a cell, of those to win back or of all.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatrixPage {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// What to do about them; absent for all of the matrix.
    pub treatment: Option<Treatment>,
    /// The same in a sentence.
    pub sentence: Option<String>,
    /// How many customers there are: the figure.
    pub matching: u64,
    /// The customers of whom most is at stake first; of those to win back, who brought most.
    pub items: Vec<MatrixCustomer>,
    /// What to ask for the next page with; absent at the end.
    pub next_cursor: Option<String>,
}

/// One customer of the matrix.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatrixCustomer {
    /// The key that the company's own systems use.
    pub customer_key: String,
    /// What the customer is worth, expected.
    pub clv_minor: f64,
    /// The risk of loss.
    pub risk: f64,
    /// What is at stake.
    pub at_stake_minor: f64,
    /// Probability that the customer has not left.
    pub p_alive: f64,
    /// Orders so far.
    pub orders: u32,
    /// The day of the last one.
    pub last_order: Date,
    /// All that the customer brought.
    pub revenue_minor: i64,
    /// The same in the last 365 days.
    pub last_year_minor: i64,
}

/// A third of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Level {
    /// Up to the first bound.
    Low,
    /// Up to the second.
    Middle,
    /// Above it.
    High,
}

/// What is done to keep customers, or to win them back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Treatment {
    /// As little as possible.
    Minimal,
    /// An incentive now and then.
    Incentives,
    /// One personal offer.
    PersonalOffer,
    /// Several personal offers, by expensive channels too.
    PersonalOffers,
    /// A programme to win back who is lost.
    WinBack,
}

/// What the risk of losing a customer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RiskMeasure {
    /// The probability that nothing is ordered in some days: that the customer will count as lost.
    NoOrder,
    /// The probability that the customer has left already, as the model sees it.
    Left,
}

impl From<Level> for insight::Level {
    fn from(level: Level) -> Self {
        match level {
            Level::Low => Self::Low,
            Level::Middle => Self::Middle,
            Level::High => Self::High,
        }
    }
}

impl From<RiskMeasure> for insight::RiskMeasure {
    fn from(risk: RiskMeasure) -> Self {
        match risk {
            RiskMeasure::NoOrder => Self::NoOrder,
            RiskMeasure::Left => Self::Left,
        }
    }
}
