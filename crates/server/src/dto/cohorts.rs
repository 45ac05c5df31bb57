//! Customers by the period of their first order.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;
use super::rfm::MoneyKind;

/// Customers by the period of their first order, and how each group goes on.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CohortReport {
    /// The last business day that counts, inclusive; null without orders.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The snapshot of the lake that was read.
    pub snapshot: i64,
    /// The length of a period.
    pub by: CohortBy,
    /// Which money counts.
    pub money: MoneyKind,
    /// The cohorts, oldest first.
    pub cohorts: Vec<Cohort>,
    /// Retention by period over all cohorts, weighted by size, where the period is complete.
    pub average: Vec<CohortAverage>,
}

/// The length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CohortBy {
    /// Monday to Sunday (ISO 8601).
    Week,
    /// Calendar month.
    Month,
    /// Calendar quarter.
    Quarter,
    /// Calendar year.
    Year,
}

/// Customers whose first order is in one period.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_field_names,
    reason = "the report calls a cohort's name so"
)]
pub(crate) struct Cohort {
    /// Its name.
    #[schema(example = "2010-12")]
    pub cohort: String,
    /// Its first day.
    pub start: Date,
    /// Its customers.
    pub size: u64,
    /// The periods since, 0 is the cohort's own.
    pub cells: Vec<CohortCell>,
}

/// A cohort in one period of its life.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CohortCell {
    /// Periods since the first order's.
    pub period: u32,
    /// Whether the period had ended by `as_of`.
    pub complete: bool,
    /// Customers who ordered in the period.
    pub customers: u64,
    /// Their share of the cohort.
    pub retention: f64,
    /// Orders.
    pub orders: u64,
    /// Money, in minor units.
    pub revenue_minor: i64,
    /// Money by customer of the cohort, in minor units.
    pub revenue_per_customer_minor: f64,
    /// Orders from the start to this period.
    pub cumulative_orders: u64,
    /// Money from the start to this period, in minor units.
    pub cumulative_revenue_minor: i64,
    /// The same by customer of the cohort, in minor units.
    pub cumulative_revenue_per_customer_minor: f64,
}

/// The average of one period over the cohorts that have completed it.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CohortAverage {
    /// Periods since the first order's.
    pub period: u32,
    /// Retention, weighted by size.
    pub retention: f64,
    /// How many cohorts.
    pub cohorts: u64,
}

impl From<CohortBy> for insight::Unit {
    fn from(by: CohortBy) -> Self {
        match by {
            CohortBy::Week => Self::Week,
            CohortBy::Month => Self::Month,
            CohortBy::Quarter => Self::Quarter,
            CohortBy::Year => Self::Year,
        }
    }
}

impl From<insight::Unit> for CohortBy {
    fn from(by: insight::Unit) -> Self {
        match by {
            insight::Unit::Week => Self::Week,
            insight::Unit::Month => Self::Month,
            insight::Unit::Quarter => Self::Quarter,
            insight::Unit::Year => Self::Year,
        }
    }
}
