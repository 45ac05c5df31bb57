//! The health of the customer base, month by month.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;
use super::goal::GoalMetric;

/// The customer base by month: who came, stayed and left, and what they bought.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BaseReport {
    /// The last business day that counts, inclusive; null without orders.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The time zone of the business days (IANA).
    #[schema(example = "Europe/London")]
    pub time_zone: String,
    /// The snapshot of the lake that was read.
    pub snapshot: i64,
    /// A customer without an order in so many days is lost.
    #[schema(example = 180)]
    pub lost_after_days: u32,
    /// The months, oldest first.
    pub months: Vec<BaseMonth>,
    /// How long customers stay (Kaplan-Meier).
    pub survival: SurvivalCurve,
    /// The month of `as_of`, as far as it has come; null without orders.
    pub current: Option<BaseMonth>,
    /// The month before, cut at the same day of the month when the current one is not complete.
    pub previous: Option<BaseMonth>,
    /// The relative change from the previous to the current month, by metric; null where the previous is 0.
    pub change: BTreeMap<String, Option<f64>>,
    /// The goals that were set, with what was reached.
    pub goals: Vec<GoalAttainment>,
}

/// One month of the customer base. Rates are null where their denominator is 0.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BaseMonth {
    /// The month.
    #[schema(example = "2010-12")]
    pub month: String,
    /// The last day that is counted in it.
    pub until: Date,
    /// Whether that is the month's last day.
    pub complete: bool,
    /// Customers of the base when the month began: ordered within `lost_after_days`.
    pub customers_start: u64,
    /// Customers whose first order is in the month.
    pub new: u64,
    /// Customers who ordered in the month.
    pub active: u64,
    /// Active customers who had ordered before.
    pub repeat: u64,
    /// Customers who left the base in the month.
    pub lost: u64,
    /// Customers who had been lost and ordered again.
    pub reactivated: u64,
    /// Customers of the base when the month ended: start + new + reactivated - lost.
    pub customers_end: u64,
    /// New customers by customers at the start.
    pub inflow_rate: Option<f64>,
    /// Share of the month's active customers who order in the next month too.
    pub survival_rate: Option<f64>,
    /// One less churn.
    pub retention_rate: Option<f64>,
    /// Lost customers by customers at the start.
    pub churn_rate: Option<f64>,
    /// Expected lifetime in months: one by churn.
    pub lifetime_months: Option<f64>,
    /// Orders, also those without a customer.
    pub orders: u64,
    /// Orders without a customer.
    pub anonymous_orders: u64,
    /// Net revenue in minor units: orders less returns.
    pub revenue_minor: i64,
    /// What returns took, in minor units; not positive.
    pub returns_minor: i64,
    /// Average value of an order, in minor units.
    pub aov_minor: Option<f64>,
    /// Average value of an order of new customers, in minor units.
    pub aov_new_minor: Option<f64>,
    /// Average value of an order of customers from before, in minor units.
    pub aov_loyal_minor: Option<f64>,
    /// Units by order.
    pub items_per_receipt: Option<f64>,
    /// Orders by active customer.
    pub orders_per_customer: Option<f64>,
    /// Net revenue by active customer, in minor units.
    pub arppu_minor: Option<f64>,
}

/// How long customers stay: the share still in the base by months since the first order.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SurvivalCurve {
    /// What `month` counts: months of 30.4375 days since the first order.
    #[schema(example = "month")]
    pub unit: String,
    /// The curve.
    pub points: Vec<SurvivalPoint>,
    /// The month by which half are lost; null when fewer are.
    pub median_months: Option<f64>,
}

/// One point of the survival curve, with its 95 % interval.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SurvivalPoint {
    /// Months since the first order.
    pub month: u32,
    /// Share of customers not lost by then.
    pub survival: f64,
    /// Lower end of the interval; null when all are lost.
    pub low: Option<f64>,
    /// Upper end of the interval; null when all are lost.
    pub high: Option<f64>,
    /// Customers observed that long.
    pub at_risk: u64,
    /// Customers lost since the point before.
    pub lost: u64,
}

/// A goal and what was reached of it.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoalAttainment {
    /// The metric.
    pub metric: GoalMetric,
    /// The month.
    #[schema(example = "2011-11")]
    pub month: String,
    /// What was set.
    pub target: f64,
    /// What is; null without data.
    pub actual: Option<f64>,
    /// Actual by target, or target by actual where less is better: 1 and above is reached.
    pub attainment: Option<f64>,
}
