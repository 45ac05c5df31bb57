//! The report on subscriptions as it is handed out.

use jiff::civil::Date;
use serde::Serialize;

use super::model::ContractFamily;
use crate::{CurrencyUnit, Unit};

/// A base under contract: who came and went, who renews, and what the renewals to come are worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContractReport {
    /// The day at whose end things are looked at; absent when there is no subscription at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: CurrencyUnit,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// The length of the periods of start that make a cohort.
    pub by: Unit,
    /// The share of the price that is left after costs.
    pub margin: f64,
    /// The yearly discount rate.
    pub discount: f64,
    /// What runs at the end of the day; absent when nothing had begun.
    pub current: Option<ContractCurrent>,
    /// The months from the first start to that of `as_of`.
    pub months: Vec<ContractMonth>,
    /// Contracts by the length of their period, shortest first.
    pub terms: Vec<ContractTerm>,
}

/// What runs on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContractCurrent {
    /// Customers with a running subscription.
    pub subscribers: u64,
    /// Running subscriptions.
    pub subscriptions: u64,
    /// What they bring a month.
    pub mrr_minor: i64,
    /// The same for each subscriber.
    pub mrr_per_subscriber_minor: Option<f64>,
    /// What the renewals to come of all terms are worth; absent when a running one has no model.
    pub residual_value_minor: Option<f64>,
    /// The same of those terms that have a model.
    pub residual_value_known_minor: f64,
}

/// Who came and went in a month, and with what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContractMonth {
    /// The month, `2024-01`.
    pub month: String,
    /// Its first day.
    pub start: Date,
    /// Whether `as_of` has reached its last day.
    pub complete: bool,
    /// Subscriptions that began in it.
    pub subscriptions_started: u64,
    /// Subscriptions that ended in it.
    pub subscriptions_ended: u64,
    /// Customers with a running subscription at the end of the month before.
    pub subscribers_start: u64,
    /// Customers who have one at the end, for the first time at the end of a month.
    pub new: u64,
    /// Customers who have one at the end, had none at the start, and had one at the end of an earlier month.
    pub reactivated: u64,
    /// Customers who had one at the start and have none at the end.
    pub lost: u64,
    /// Customers with a running subscription at the end: start + new + reactivated − lost.
    pub subscribers_end: u64,
    /// lost / start.
    pub churn_rate: Option<f64>,
    /// Monthly recurring revenue at the start.
    pub mrr_start_minor: i64,
    /// That of the new.
    pub mrr_new_minor: i64,
    /// That of the reactivated.
    pub mrr_reactivated_minor: i64,
    /// What those who were there at start and end pay more.
    pub mrr_expansion_minor: i64,
    /// What those who were there at start and end pay less, as a positive number.
    pub mrr_contraction_minor: i64,
    /// What the lost paid at the start, as a positive number.
    pub mrr_churned_minor: i64,
    /// Monthly recurring revenue at the end: the sum of the above.
    pub mrr_end_minor: i64,
    /// (churned + contraction) / start.
    pub revenue_churn_rate: Option<f64>,
    /// (start + expansion − contraction − churned) / start.
    pub net_revenue_retention: Option<f64>,
}

/// Contracts that are renewed after the same number of months.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContractTerm {
    /// Months of a period: 1, 3, 6 or 12.
    pub period_months: u32,
    /// Subscriptions that ever began.
    pub subscriptions: u64,
    /// Those that run at the end of the day.
    pub running: u64,
    /// What these bring a month.
    pub mrr_minor: i64,
    /// The share still there after each number of periods (Kaplan-Meier).
    pub retention: Vec<ContractRetention>,
    /// The same by the period of the start.
    pub cohorts: Vec<ContractCohort>,
    /// The same by plan.
    pub plans: Vec<ContractPlan>,
    /// The models that were fitted and compared.
    pub candidates: Vec<ContractCandidate>,
    /// The one that was taken.
    pub taken: Option<ContractFamily>,
    /// Why it was taken, or why none was.
    pub reason: String,
    /// Survival of a new contract under the model taken, to 36 periods beyond what was observed.
    pub projection: Vec<ContractProjection>,
    /// How many of the running contracts are left after 12, 24 and 36 more renewals.
    pub left: Vec<ContractsLeft>,
    /// What the renewals to come of the running contracts are worth.
    pub residual_value: Option<ContractEstimate>,
}

/// The share of contracts that is still there after some periods.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ContractRetention {
    /// Periods since the start; the k-th renewal stands at the end of the k-th.
    pub period: u32,
    /// Contracts that came up for the renewal.
    pub at_risk: u64,
    /// Those that were not renewed.
    pub lost: u64,
    /// The share still there.
    pub survival: f64,
    /// The lower end of its 95 % interval; absent where nobody is left.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// Whether all contracts of the group, had they stayed, have come up for this renewal.
    pub complete: bool,
}

/// Contracts that began in the same period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContractCohort {
    /// The period, `2024-01`, `2024-Q1` or `2024`.
    pub cohort: String,
    /// Its first day.
    pub start: Date,
    /// What is known of them.
    #[serde(flatten)]
    pub group: ContractGroup,
}

/// Contracts of the same plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContractPlan {
    /// The plan; absent for contracts without one.
    pub plan: Option<String>,
    /// What is known of them.
    #[serde(flatten)]
    pub group: ContractGroup,
}

/// What is known of some contracts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContractGroup {
    /// How many began.
    pub size: u64,
    /// How many run.
    pub running: u64,
    /// What these bring a month.
    pub mrr_minor: i64,
    /// What their renewals to come are worth; absent without a model.
    pub residual_value_minor: Option<f64>,
    /// The share still there after each number of periods.
    pub retention: Vec<ContractRetention>,
}

/// A model that was fitted, and how it did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContractCandidate {
    /// The model.
    pub family: ContractFamily,
    /// Its parameters, fitted to everything; empty when it can not be fitted.
    pub parameters: Vec<ContractParameter>,
    /// Logarithm of the likelihood at the maximum.
    pub log_likelihood: Option<f64>,
    /// Why it can not be fitted.
    pub problem: Option<String>,
    /// How it foresaw the last periods when fitted without them.
    pub holdout: Option<ContractHoldout>,
}

/// A parameter of a model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ContractParameter {
    /// Its name: alpha, beta or c.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// How a model foresaw periods that it was not fitted to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ContractHoldout {
    /// How many of the last periods were held out.
    pub periods: u32,
    /// Contracts that came up for renewal in them.
    pub contracts: u64,
    /// How many of these it expected to be renewed each time.
    pub expected: f64,
    /// How many were.
    pub actual: u64,
    /// (expected − actual) / actual.
    pub error: Option<f64>,
    /// Logarithm of the likelihood of what happened: larger is better.
    pub log_likelihood: f64,
}

/// Survival under a model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ContractProjection {
    /// Periods since the start.
    pub period: u32,
    /// The share still there.
    pub survival: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// How many contracts are left after some more periods.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ContractsLeft {
    /// How many more renewals.
    pub periods: u32,
    /// How many are left.
    #[serde(flatten)]
    pub left: ContractEstimate,
}

/// A forecast with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ContractEstimate {
    /// What is expected.
    pub mean: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Renewals of one subscriber to come, at their present value just before the next one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SubscriberRenewals {
    pub(crate) low: f64,
    pub(crate) high: f64,
}
