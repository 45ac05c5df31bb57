//! Models of value.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reason::FaultCode;
use super::rfm::MoneyKind;

/// How a model is to be fitted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FitInput {
    /// The last day to learn from; the last day with an order when absent.
    pub as_of: Option<Date>,
    /// Days at the end on which the candidates are compared; a third of them when absent.
    #[schema(minimum = 1)]
    pub holdout_days: Option<u32>,
    /// Which money an order's worth is, net when absent.
    pub money: Option<MoneyKind>,
    /// Names of the candidates, all when absent or empty.
    #[schema(example = json!(["bg_nbd", "pareto_nbd"]))]
    pub kinds: Option<Vec<String>>,
    /// What the candidates are tried with as well: `country`, `channel` or `first_product` of the first order; none when absent.
    #[schema(example = json!(["country"]))]
    pub covariates: Option<Vec<String>>,
}

/// A fitted model with all that is known of it.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    /// Its id.
    #[schema(example = "mdl_0000000000000")]
    pub id: String,
    /// Which purchase model was taken: `bg_nbd`, `mbg_nbd` or `pareto_nbd`.
    #[schema(example = "bg_nbd")]
    pub kind: String,
    /// 1 for the first model of the workspace.
    pub version: i64,
    /// The first day of the training window.
    pub trained_from: Date,
    /// The last day of the training window.
    pub trained_until: Date,
    /// Whether functions, scores and reports are this model's.
    pub in_force: bool,
    /// Why it is in force, or why it is not.
    pub standing: String,
    /// What identifies data and options: the same again gives the same model.
    pub fingerprint: String,
    /// The snapshot of the lake that was read.
    pub snapshot: i64,
    /// When it was fitted.
    pub created_at: Timestamp,
    /// Customers in the training window.
    pub customers: u64,
    /// Customers who ordered on more than one day.
    pub repeat_customers: u64,
    /// Which money an order's worth is.
    pub money: MoneyKind,
    /// Logarithm of the likelihood of the orders.
    pub log_likelihood: f64,
    /// The parameters of the purchase model, times in days; with covariates those of the average customer.
    pub purchases: Vec<Parameter>,
    /// The covariates with their effects; empty for a model that is the same for all.
    pub covariates: Vec<Covariate>,
    /// The covariance of the parameters and then of the effects, row by row; null where the data do not tell it.
    pub covariance: Option<Vec<Vec<f64>>>,
    /// The pace of the calendar in which its days are counted; null when a day is a day.
    pub season: Option<SeasonPace>,
    /// The parameters of the Gamma-Gamma model, money in minor units; empty when it could not be fitted.
    pub spend: Vec<Parameter>,
    /// Their covariance, row by row; null without them.
    pub spend_covariance: Option<Vec<Vec<f64>>>,
    /// Why the worth of an order could not be fitted: it is then the mean for everybody. Null when it could.
    pub spend_refusal: Option<String>,
    /// What an order is worth on average, in minor units.
    pub mean_spend_minor: f64,
    /// How the candidates compared.
    pub comparison: Comparison,
}

/// A parameter of a model.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameter {
    /// Its name.
    #[schema(example = "alpha")]
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Its standard error; null where the data do not tell it.
    pub standard_error: Option<f64>,
}

/// What is known of customers from their first order on, and how it changes the rate at which they buy.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Covariate {
    /// `country`, `channel` or `first_product`.
    #[schema(example = "country")]
    pub name: String,
    /// The levels with an effect, the base first, then the most frequent; the gathered ones last.
    pub levels: Vec<CovariateLevel>,
    /// How many other levels were seen: rare ones, which are gathered or count as the average customer.
    pub gathered: u64,
}

/// One level of a covariate.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CovariateLevel {
    /// Its name, `unknown` for customers of whom nothing is known; null for the gathered ones.
    #[schema(example = "Germany")]
    pub level: Option<String>,
    /// Customers who have it.
    pub customers: u64,
    /// Effect on the logarithm of the purchase rate, against the base, whose is 0.
    pub effect: f64,
    /// Its standard error; null for the base.
    pub standard_error: Option<f64>,
    /// By what factor these customers buy more often than those of the base, with the interval of 95 %.
    pub rate_ratio: Range,
}

/// A covariate that was asked for and can not be used.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeftOut {
    /// Its name.
    #[schema(example = "channel")]
    pub name: String,
    /// Why.
    pub reason: String,
}

/// The pace of the calendar: in a month with pace 2, customers order twice as often as usual.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeasonPace {
    /// How much the orders speak for a season: the logarithm of the odds against none.
    pub evidence: f64,
    /// The first month that was seen.
    #[schema(example = "2010-12")]
    pub first_month: String,
    /// The pace of each month from then on; 1 is usual.
    pub months: Vec<f64>,
    /// The pace of the customers who came in each three months, from the first month on; 1 is usual.
    pub quarters: Vec<f64>,
}

/// Candidates fitted on the first part of the history, held against the rest of it.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Comparison {
    /// The first day with an order.
    pub from: Date,
    /// The last day that the candidates were fitted on; null when the history is too short to hold a part out.
    pub fitted_until: Option<Date>,
    /// The last day of the held-out part.
    pub until: Date,
    /// Days held out.
    pub holdout_days: u32,
    /// Customers compared, whose first order lies in the fitted part.
    pub customers: u64,
    /// How many there are, when some of many were compared; null when all were.
    pub customers_known: Option<u64>,
    /// Their orders (days with one) in the held-out part.
    pub actual_orders: u64,
    /// The candidates.
    pub candidates: Vec<Candidate>,
    /// The name of the one that was taken.
    pub chosen: String,
    /// The covariates that it has; empty for one without.
    pub chosen_covariates: Vec<String>,
    /// The covariates that were asked for.
    pub covariates_asked: Vec<String>,
    /// Those of them that can not be used, and why.
    pub covariates_left_out: Vec<LeftOut>,
    /// Why.
    pub reason: String,
}

/// One candidate.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Candidate {
    /// Its name.
    pub kind: String,
    /// Whether its days follow the pace of the calendar.
    pub seasonal: bool,
    /// Whether it can be taken; others stand here for comparison.
    pub choosable: bool,
    /// Why it can not be used; null when it can.
    pub refusal: Option<String>,
    /// Its parameters on the fitted part; empty when it was refused.
    pub parameters: Vec<Parameter>,
    /// Its covariates with their effects on the fitted part, without levels when it was refused; empty for one without.
    pub covariates: Vec<Covariate>,
    /// Logarithm of the likelihood of the fitted part; null when it was refused.
    pub log_likelihood: Option<f64>,
    /// How it did on the held-out part; null when there is none, or it was refused.
    pub holdout: Option<Holdout>,
}

/// Forecasts of one candidate against the held-out part.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holdout {
    /// Orders forecast for all customers together, with the interval of 95 %.
    pub orders: Range,
    /// Forecast / actual − 1; null when nobody ordered.
    pub error: Option<f64>,
    /// Mean absolute error of a customer's orders.
    pub mae: f64,
    /// Root of the mean squared error of a customer's orders.
    pub rmse: f64,
    /// Correlation of forecast and actual orders over customers; null when either does not vary.
    pub correlation: Option<f64>,
    /// What the choice goes by, least first: |error| + how much the RMSE lies above the best candidate's, as a share.
    pub loss: f64,
    /// By number of repeat orders in the fitted part.
    pub by_past_orders: Vec<PastOrders>,
    /// Cumulative orders through the held-out part.
    pub tracking: Vec<Tracking>,
}

/// A figure with its interval.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Range {
    /// What is expected.
    pub mean: f64,
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// Customers with the same number of repeat orders in the fitted part.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PastOrders {
    /// Repeat orders: `0` to `6`, then `7+`.
    #[schema(example = "7+")]
    pub repeat_orders: String,
    /// How many customers they are.
    pub customers: u64,
    /// Mean orders forecast for one of them; null without customers.
    pub forecast: Option<f64>,
    /// Mean orders that one of them made; null without customers.
    pub actual: Option<f64>,
}

/// The end of a period of the held-out part.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tracking {
    /// The period: a week or a month.
    #[schema(example = "2011-W40")]
    pub period: String,
    /// Its last day, within the held-out part.
    pub until: Date,
    /// Orders forecast from the beginning of the held-out part.
    pub forecast: f64,
    /// Orders that were made.
    pub actual: u64,
}

/// A model in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModelSummary {
    /// Its id.
    #[schema(example = "mdl_0000000000000")]
    pub id: String,
    /// Which purchase model was taken.
    #[schema(example = "bg_nbd")]
    pub kind: String,
    /// 1 for the first model of the workspace.
    pub version: i64,
    /// The first day of the training window.
    pub trained_from: Date,
    /// The last day of the training window.
    pub trained_until: Date,
    /// Customers in the training window.
    pub customers: u64,
    /// Whether functions, scores and reports are this model's.
    pub in_force: bool,
    /// Why it is in force, or why it is not.
    pub standing: String,
    /// When it was fitted.
    pub created_at: Timestamp,
}

/// All models.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ModelList {
    /// The models, latest first.
    pub items: Vec<ModelSummary>,
    /// The last fit by schedule, when it failed: the model in force stays. Null when it did not.
    pub refit_failure: Option<RefitFailure>,
}

/// A fit by schedule that failed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefitFailure {
    /// When it was tried; it is tried again a day later.
    pub tried_at: Timestamp,
    /// The snapshot of the lake that was read.
    pub snapshot: i64,
    /// Why it failed, as a sentence.
    pub reason: String,
    /// The name of that sentence; null when it has none, and when an earlier version tried.
    pub reason_code: Option<FaultCode>,
    /// The values in the sentence, by name.
    #[schema(example = json!({"last": "2031-01-05", "today": "2025-01-09"}))]
    pub reason_args: BTreeMap<String, String>,
}

impl From<insight::RefitFailure> for RefitFailure {
    fn from(failure: insight::RefitFailure) -> Self {
        Self {
            tried_at: failure.tried_at,
            snapshot: failure.snapshot,
            reason_code: FaultCode::known(failure.reason.code),
            reason_args: failure.reason.args,
            reason: failure.reason.sentence,
        }
    }
}

impl From<insight::Model> for ModelSummary {
    fn from(model: insight::Model) -> Self {
        Self {
            id: model.id.to_string(),
            kind: model.kind,
            version: model.version,
            trained_from: model.trained_from,
            trained_until: model.trained_until,
            customers: model.found.customers,
            in_force: model.in_force,
            standing: model.standing,
            created_at: model.created_at,
        }
    }
}
