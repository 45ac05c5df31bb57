//! What lost customers cost.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;

/// What more or fewer lost customers bring over years.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LostCustomersReport {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// Days without an order after which a customer counts as lost.
    pub lost_after_days: u32,
    /// How many more customers are lost, as a share: −0.05 is 5 % fewer.
    pub change: f64,
    /// The months from which the base's own figures were taken; absent when there was none.
    pub window: Option<LostWindow>,
    /// What is computed with, and where each figure comes from.
    pub inputs: LostAssumptions,
    /// The share of the customers who are lost in a month now.
    pub monthly_churn: f64,
    /// The same after the change.
    pub changed_monthly_churn: f64,
    /// The share who are lost in a year after the change.
    pub changed_yearly_churn: f64,
    /// The years to come; empty while an input is missing.
    pub years: Vec<LostYear>,
    /// What the future of one customer is worth, at the retention of today, after the change, and 1, 2 and 5
    /// points higher.
    pub values: Vec<CustomerValue>,
    /// What should be given to make the report better, or possible at all.
    pub advice: Option<String>,
}

/// The months that the base's own figures come from.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LostWindow {
    /// The first month, `2010-12`.
    pub from: String,
    /// The last month.
    pub until: String,
    /// How many they are, at most 12.
    pub months: u64,
}

/// What is computed with.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LostAssumptions {
    /// Customers now.
    pub customers: Assumption,
    /// The share of the customers who are lost in a year.
    pub yearly_churn: Assumption,
    /// Customers who come in a year: new ones and those who come back.
    pub inflow: Assumption,
    /// How the inflow changes from year to year, as a share.
    pub inflow_growth: Assumption,
    /// Net revenue from one customer in a year, minor units.
    pub revenue_per_customer_minor: Assumption,
    /// The share of revenue that is left after costs that grow with it.
    pub margin: Assumption,
    /// Discount a year.
    pub discount: Assumption,
}

/// A figure, and where it comes from.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assumption {
    /// The figure; absent when nobody knows it.
    pub value: Option<f64>,
    /// Where it comes from.
    pub origin: AssumptionOrigin,
}

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AssumptionOrigin {
    /// The caller.
    Given,
    /// The base's own figures.
    Base,
    /// Nobody knows: a usual value.
    Usual,
    /// Nobody knows, and there is no usual value.
    Missing,
}

/// One year to come, as expected: the present course and the changed one.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LostYear {
    /// The year, 1 is the next.
    pub year: u32,
    /// Customers who come, in both courses.
    pub inflow: f64,
    /// Customers at the year's end, if all goes on as it is.
    pub customers: f64,
    /// Customers lost in the year.
    pub lost: f64,
    /// What the customers bring, after costs.
    pub margin_minor: f64,
    /// Customers at the year's end after the change.
    pub changed_customers: f64,
    /// Customers lost after the change.
    pub changed_lost: f64,
    /// What the customers bring after the change.
    pub changed_margin_minor: f64,
    /// What the change brings in the year; negative when it costs.
    pub difference_minor: f64,
    /// The same up to the year's end.
    pub cumulative_minor: f64,
    /// What the change brings in the year, at its value today.
    pub present_minor: f64,
    /// The same up to the year's end.
    pub cumulative_present_minor: f64,
}

/// What the future of one customer is worth at a retention.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerValue {
    /// The share of the customers who stay for a year.
    pub retention: f64,
    /// m·r / (1 + d − r) for all years to come; absent when it has no bound.
    pub value_minor: Option<f64>,
    /// How much more that is than at the retention of today, as a share.
    pub change: Option<f64>,
}
