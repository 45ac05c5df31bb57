//! How the candidates did on the held-out part of the history; kept with the model.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The share of intervals that hold the truth when the model is right.
pub const LEVEL: f64 = 0.95;

/// A figure that is known to lie within bounds, with the probability that the report tells.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// What is expected.
    pub mean: f64,
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// A parameter of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name in `docs/models`.
    pub name: String,
    /// Its value; times in days, money in minor units.
    pub value: f64,
    /// Its standard error; absent where the data do not tell it.
    pub standard_error: Option<f64>,
}

/// The pace of the calendar, in which a model's days are counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeasonPace {
    /// How much the orders speak for a season: the logarithm of the odds against none. Above 0 it is taken.
    pub evidence: f64,
    /// The first month that was seen.
    pub first_month: String,
    /// The pace of each month from then on; 1 is usual.
    pub months: Vec<f64>,
    /// The pace of the customers who came in each three months, from the first month on; 1 is usual.
    pub quarters: Vec<f64>,
}

/// What is known of customers from their first order on, and how it changes the rate at which they buy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Covariate {
    /// `country`, `channel` or `first_product`.
    pub name: String,
    /// The levels with an effect, the base first, then the most frequent; the gathered ones last.
    pub levels: Vec<CovariateLevel>,
    /// How many other levels were seen: rare ones, which are gathered or count as the average customer.
    pub gathered: u64,
}

/// One level of a covariate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CovariateLevel {
    /// Its name, `unknown` for customers of whom nothing is known; absent for the gathered ones.
    pub level: Option<String>,
    /// Customers who have it.
    pub customers: u64,
    /// Effect on the logarithm of the purchase rate, against the base, whose is 0.
    pub effect: f64,
    /// Its standard error; absent for the base.
    pub standard_error: Option<f64>,
    /// By what factor these customers buy more often than those of the base, with the interval of [`LEVEL`].
    pub rate_ratio: Range,
}

/// A covariate that was asked for and can not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// Candidates fitted on the first part of the history, held against the rest of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The first day with an order.
    pub from: Date,
    /// The last day that the candidates were fitted on; absent when the history is too short to hold a part out.
    pub fitted_until: Option<Date>,
    /// The last day of the held-out part.
    pub until: Date,
    /// Days held out.
    pub holdout_days: u32,
    /// Customers compared, whose first order lies in the fitted part.
    pub customers: u64,
    /// How many there are, when some of many were compared; absent when all were.
    #[serde(default)]
    pub customers_known: Option<u64>,
    /// Their orders (days with one) in the held-out part.
    pub actual_orders: u64,
    /// The candidates, in a fixed order.
    pub candidates: Vec<Candidate>,
    /// The name of the one that was taken.
    pub chosen: String,
    /// The covariates that it has; empty for one without.
    #[serde(default)]
    pub chosen_covariates: Vec<String>,
    /// The covariates that were asked for.
    #[serde(default)]
    pub covariates_asked: Vec<String>,
    /// Those of them that can not be used, and why.
    #[serde(default)]
    pub covariates_left_out: Vec<LeftOut>,
    /// Why.
    pub reason: String,
}

impl Comparison {
    /// The candidate that was taken.
    pub fn taken(&self) -> Option<&Candidate> {
        self.choosable(&self.chosen, &self.chosen_covariates)
    }

    /// The candidate of a name and with these covariates, if it could be taken.
    pub(crate) fn choosable(&self, kind: &str, covariates: &[String]) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| {
            candidate.choosable
                && candidate.kind == kind
                && candidate.covariate_names().eq(covariates)
        })
    }
}

impl Candidate {
    /// The names of its covariates.
    pub fn covariate_names(&self) -> impl Iterator<Item = &str> {
        self.covariates.iter().map(|one| one.name.as_str())
    }
}

/// One candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Its name.
    pub kind: String,
    /// Whether its days follow the pace of the calendar.
    pub seasonal: bool,
    /// Whether it can be taken: where the orders speak for a season, models without one stand here for comparison.
    pub choosable: bool,
    /// Why it can not be used; absent when it can.
    pub refusal: Option<String>,
    /// Its parameters on the fitted part; empty when it was refused.
    pub parameters: Vec<Parameter>,
    /// Its covariates with their effects on the fitted part, without levels when it was refused; empty for one without.
    #[serde(default)]
    pub covariates: Vec<Covariate>,
    /// Logarithm of the likelihood of the fitted part.
    pub log_likelihood: Option<f64>,
    /// How it did on the held-out part.
    pub holdout: Option<Holdout>,
}

/// Forecasts of one candidate against the held-out part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Holdout {
    /// Orders forecast for all customers together.
    pub orders: Range,
    /// Forecast / actual − 1; absent when nobody ordered.
    pub error: Option<f64>,
    /// Mean absolute error of a customer's orders.
    pub mae: f64,
    /// Root of the mean squared error of a customer's orders.
    pub rmse: f64,
    /// Correlation of forecast and actual orders over customers; absent when either does not vary.
    pub correlation: Option<f64>,
    /// What the choice goes by: |error| + how much the RMSE lies above the best candidate's, as a share.
    pub loss: f64,
    /// By number of repeat orders in the fitted part.
    pub by_past_orders: Vec<PastOrders>,
    /// Cumulative orders through the held-out part.
    pub tracking: Vec<Tracking>,
}

/// Customers with the same number of repeat orders in the fitted part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PastOrders {
    /// Repeat orders: `0` to `6`, then `7+`.
    pub repeat_orders: String,
    /// How many customers they are.
    pub customers: u64,
    /// Mean orders forecast for one of them; absent without customers.
    pub forecast: Option<f64>,
    /// Mean orders that one of them made; absent without customers.
    pub actual: Option<f64>,
}

/// The end of a period of the held-out part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tracking {
    /// The period: a week or a month.
    pub period: String,
    /// Its last day, within the held-out part.
    pub until: Date,
    /// Orders forecast from the beginning of the held-out part.
    pub forecast: f64,
    /// Orders that were made.
    pub actual: u64,
}
