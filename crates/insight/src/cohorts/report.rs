//! The cohort report as it is handed out.

use jiff::civil::Date;
use serde::Serialize;

use crate::{CurrencyUnit, MoneyKind, Unit};

/// Customers by the period of their first order, followed through the periods after it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CohortReport {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: CurrencyUnit,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// The length of the periods.
    pub by: Unit,
    /// Which money counts.
    pub money: MoneyKind,
    /// The cohorts that have customers, oldest first.
    pub cohorts: Vec<Cohort>,
    /// Retention over all cohorts, period by period.
    pub average: Vec<AverageRetention>,
}

/// The customers who ordered for the first time in one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cohort {
    /// The period, `2010-12`, `2010-W48` or `2010-Q4`.
    pub cohort: String,
    /// Its first day.
    pub start: Date,
    /// How many customers they are.
    pub size: u64,
    /// What they did in each period, from that of the first order (0) to that of `as_of`.
    pub cells: Vec<CohortCell>,
}

/// What one cohort did in one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CohortCell {
    /// Periods since that of the first order.
    pub period: usize,
    /// Whether the period has come to its last day.
    pub complete: bool,
    /// Customers of the cohort with an order in the period.
    pub customers: u64,
    /// Their share of the cohort.
    pub retention: f64,
    /// Their orders.
    pub orders: u64,
    /// What the cohort brought in the period.
    pub revenue_minor: i64,
    /// The same for each customer of the cohort, whether active in the period or not.
    pub revenue_per_customer_minor: f64,
    /// Orders up to the end of the period.
    pub cumulative_orders: u64,
    /// What the cohort brought up to the end of the period.
    pub cumulative_revenue_minor: i64,
    /// The same for each customer of the cohort.
    pub cumulative_revenue_per_customer_minor: f64,
}

/// Retention in one period over all cohorts for which it is complete.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AverageRetention {
    /// Periods since that of the first order.
    pub period: usize,
    /// Active customers of these cohorts by all of their customers: large cohorts weigh more.
    pub retention: f64,
    /// How many cohorts these are.
    pub cohorts: usize,
}
