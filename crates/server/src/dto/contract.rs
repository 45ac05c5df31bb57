//! Subscriptions: who came and went, who renews, what the renewals to come are worth.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;
use super::cohorts::CohortBy;

/// A base under contract: who came and went, who renews, and what the renewals to come are worth.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractReport {
    /// The day at whose end things are looked at; null when there is no subscription at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// The length of the periods of start that make a cohort.
    pub by: CohortBy,
    /// The share of the price that is left after costs.
    pub margin: f64,
    /// The yearly discount rate.
    pub discount: f64,
    /// What runs at the end of the day; null when nothing had begun.
    pub current: Option<ContractCurrent>,
    /// The months from the first start to that of `as_of`.
    pub months: Vec<ContractMonth>,
    /// Contracts by the length of their period, shortest first.
    pub terms: Vec<ContractTerm>,
}

/// What runs on a day.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractCurrent {
    /// Customers with a running subscription.
    pub subscribers: u64,
    /// Running subscriptions.
    pub subscriptions: u64,
    /// What they bring a month, in minor units.
    pub mrr_minor: i64,
    /// The same for each subscriber, in minor units.
    pub mrr_per_subscriber_minor: Option<f64>,
    /// What the renewals to come of all terms are worth; null when a running one has no model.
    pub residual_value_minor: Option<f64>,
    /// The same of those terms that have a model, in minor units.
    pub residual_value_known_minor: f64,
}

/// Who came and went in a month, and with what.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractMonth {
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
    /// Monthly recurring revenue at the start, in minor units.
    pub mrr_start_minor: i64,
    /// That of the new, in minor units.
    pub mrr_new_minor: i64,
    /// That of the reactivated, in minor units.
    pub mrr_reactivated_minor: i64,
    /// What those who were there at start and end pay more, in minor units.
    pub mrr_expansion_minor: i64,
    /// What those who were there at start and end pay less, as a positive number, in minor units.
    pub mrr_contraction_minor: i64,
    /// What the lost paid at the start, as a positive number, in minor units.
    pub mrr_churned_minor: i64,
    /// Monthly recurring revenue at the end: the sum of the above.
    pub mrr_end_minor: i64,
    /// (churned + contraction) / start.
    pub revenue_churn_rate: Option<f64>,
    /// (start + expansion − contraction − churned) / start.
    pub net_revenue_retention: Option<f64>,
}

/// Contracts that are renewed after the same number of months.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractTerm {
    /// Months of a period: 1, 3, 6 or 12.
    pub period_months: u32,
    /// Subscriptions that ever began.
    pub subscriptions: u64,
    /// Those that run at the end of the day.
    pub running: u64,
    /// What these bring a month, in minor units.
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
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractRetention {
    /// Periods since the start; the k-th renewal stands at the end of the k-th.
    pub period: u32,
    /// Contracts that came up for the renewal.
    pub at_risk: u64,
    /// Those that were not renewed.
    pub lost: u64,
    /// The share still there.
    pub survival: f64,
    /// The lower end of its 95 % interval; null where nobody is left.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// Whether all contracts of the group, had they stayed, have come up for this renewal.
    pub complete: bool,
}

/// Contracts that began in the same period.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractCohort {
    /// The period, `2024-01`, `2024-Q1` or `2024`.
    pub cohort: String,
    /// Its first day.
    pub start: Date,
    /// How many began.
    pub size: u64,
    /// How many run.
    pub running: u64,
    /// What these bring a month, in minor units.
    pub mrr_minor: i64,
    /// What their renewals to come are worth, in minor units; null without a model.
    pub residual_value_minor: Option<f64>,
    /// The share still there after each number of periods.
    pub retention: Vec<ContractRetention>,
}

/// Contracts of the same plan.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractPlan {
    /// The plan; null for contracts without one.
    pub plan: Option<String>,
    /// How many began.
    pub size: u64,
    /// How many run.
    pub running: u64,
    /// What these bring a month, in minor units.
    pub mrr_minor: i64,
    /// What their renewals to come are worth, in minor units; null without a model.
    pub residual_value_minor: Option<f64>,
    /// The share still there after each number of periods.
    pub retention: Vec<ContractRetention>,
}

/// A model that was fitted, and how it did.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractCandidate {
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
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractParameter {
    /// Its name: alpha, beta or c.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// How a model foresaw periods that it was not fitted to.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractHoldout {
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
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractProjection {
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
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractsLeft {
    /// How many more renewals.
    pub periods: u32,
    /// How many are left.
    pub mean: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A forecast with its 95 % interval.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContractEstimate {
    /// What is expected.
    pub mean: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A running subscription, and what its renewals to come are worth.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Subscriber {
    /// The customer's key.
    pub customer: String,
    /// The subscription among the customer's.
    pub subscription: String,
    /// The plan.
    pub plan: Option<String>,
    /// The day it began.
    pub start: Date,
    /// Months of a period.
    pub period_months: u32,
    /// What a period costs, in minor units.
    pub price_minor: i64,
    /// How often it was renewed.
    pub renewals: u32,
    /// The day of the next renewal.
    pub next_renewal: Date,
    /// Probability that it is renewed then; null without a model.
    pub renewal_probability: Option<f64>,
    /// What the renewals to come are worth today; null without a model.
    pub residual_value_minor: Option<f64>,
    /// The lower end of the 95 % interval: what they are worth if this customer leaves early.
    pub low_minor: Option<f64>,
    /// The upper end, in minor units.
    pub high_minor: Option<f64>,
}

/// A page of running subscriptions, the most valuable first.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubscriberPage {
    /// The subscriptions.
    pub items: Vec<Subscriber>,
    /// Where the next page begins; null on the last.
    pub next_cursor: Option<String>,
}

/// A model of how long contracts are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ContractFamily {
    /// Shifted beta-geometric.
    Sbg,
    /// Beta-discrete-Weibull.
    Bdw,
}

/// A figure of a month of subscriptions that counts customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SubscriberFigure {
    /// A subscription ran at the end of the month before.
    Start,
    /// One runs at the month's end, for the first time at the end of a month.
    New,
    /// One runs at the end, none did at the start, and one did at the end of an earlier month.
    Reactivated,
    /// One ran at the start, and none does at the end.
    Lost,
    /// A subscription runs at the month's end, or on the report's day.
    End,
}

impl From<SubscriberFigure> for insight::SubscriberFigure {
    fn from(it: SubscriberFigure) -> Self {
        match it {
            SubscriberFigure::Start => Self::Start,
            SubscriberFigure::New => Self::New,
            SubscriberFigure::Reactivated => Self::Reactivated,
            SubscriberFigure::Lost => Self::Lost,
            SubscriberFigure::End => Self::End,
        }
    }
}
