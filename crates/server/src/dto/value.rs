//! What the customers are worth.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;
use super::margin::Margin;
use super::model::{Model, Range};
use super::rfm::MoneyKind;

/// What the customers are worth on a day, where the value sits, and how far the model can be trusted.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValueReport {
    /// The last business day that counts, inclusive; null without orders.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The snapshot of the lake that was read.
    pub snapshot: i64,
    /// Which money an order's worth is.
    pub money: MoneyKind,
    /// What part of the revenue stays; values are after it.
    pub margin: Margin,
    /// What is taken off in a year.
    pub yearly_discount: f64,
    /// Customers with an order by the day.
    pub customers: u64,
    /// How many of them are still customers, as the model expects.
    pub alive: f64,
    /// The probability with which the truth lies within an interval, when the model is right.
    pub level: f64,
    /// What all customers together are worth over 12, 24 and 36 months.
    pub equity: Vec<Equity>,
    /// One customer's value over 12, 24 and 36 months.
    pub clv: Vec<HorizonValue>,
    /// By RFM segment, best first.
    pub by_segment: Vec<ValueGroup>,
    /// By country, the most valuable first; customers whose country is not known are `unknown`.
    pub by_country: Vec<ValueGroup>,
    /// By month of the first order.
    pub by_month: Vec<ValueGroup>,
    /// How the value over 36 months is spread over customers.
    pub concentration: Concentration,
    /// The model in force, with what its choice was based on.
    pub model: Model,
    /// What models forecast, and what came true; latest first.
    pub past_forecasts: Vec<PastForecast>,
}

/// What all customers together are worth.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Equity {
    /// The horizon.
    pub months: u32,
    /// The sum, in minor units, with its interval: chance and uncertain parameters together.
    pub value_minor: Range,
}

/// A group of customers.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValueGroup {
    /// Its name: a segment, a country, a month.
    pub name: String,
    /// How many customers it has.
    pub customers: u64,
    /// Their share of all customers.
    pub customers_share: f64,
    /// Their value over 12, 24 and 36 months.
    pub clv: Vec<HorizonValue>,
}

/// The value of customers over a horizon.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HorizonValue {
    /// The horizon.
    pub months: u32,
    /// Of all of them together, in minor units.
    pub sum_minor: f64,
    /// Of one of them, in minor units; null without customers.
    pub mean_minor: Option<f64>,
    /// Half of them are worth more than this, in minor units; null without customers.
    pub median_minor: Option<f64>,
    /// Their share of the value of all; null when that is 0.
    pub share: Option<f64>,
}

/// How the value is spread over the customers.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Concentration {
    /// Share of the value that the best 20 % of the customers have; null when there is none.
    pub top20_share: Option<f64>,
    /// The Lorenz curve from the best customer on, in steps of 5 % of the customers; empty when there is no value.
    pub curve: Vec<LorenzPoint>,
}

/// A point of the Lorenz curve.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LorenzPoint {
    /// The best part of the customers.
    pub customers_share: f64,
    /// Its share of the value.
    pub value_share: f64,
}

/// A forecast of all customers' orders together, and what came true.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PastForecast {
    /// The id of the model that made it.
    #[schema(example = "mdl_0000000000000")]
    pub model: String,
    /// Its version.
    pub version: i64,
    /// The last day that it knew.
    pub as_of: Date,
    /// The last day that it is for.
    pub until: Date,
    /// Customers known then; orders of later ones do not count.
    pub customers: u64,
    /// Orders (days with one) forecast for them, with the interval.
    pub orders: Range,
    /// The probability with which the truth was to lie in the interval.
    pub level: f64,
    /// Orders that they made; null until the history reaches the last day.
    pub actual_orders: Option<u64>,
    /// Forecast / actual − 1; null until then, and when they made none.
    pub error: Option<f64>,
    /// Whether the truth lay in the interval; null until then.
    pub is_within: Option<bool>,
}
