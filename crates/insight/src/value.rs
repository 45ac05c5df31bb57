//! Value: when each customer buys again, for how much, and what that is worth.
//!
//! A fit reads the lake once, fits the candidates on the first part of the history, holds them against the rest, and
//! keeps the best, fitted on all of it, in the store. Times are days; an order is a business day with at least one.

mod choice;
mod coding;
mod evidence;
mod fit;
mod fitted;
mod fitting;
mod forecasts;
mod functions;
mod groups;
mod histories;
mod holdout;
mod memory;
mod model;
mod parallel;
mod plain;
mod purchases;
mod query;
mod refit;
mod registry;
mod report;
mod sample;
mod scores;
mod season;
mod standing;
mod terms;
mod traits;
mod watch;
mod worth;

pub(crate) use groups::Groups;
pub(crate) use histories::{CustomerHistory, read as read_histories};
pub(crate) use parallel::in_pieces;
pub(crate) use terms::margin;
pub(crate) use worth::{Valuation, YEAR_DAYS};

pub use evidence::{
    Candidate, Comparison, Covariate, CovariateLevel, Holdout, LEVEL, LeftOut, Parameter,
    PastOrders, Range, SeasonPace, Tracking,
};
pub use fit::{FitOutcome, fit_model};
pub use forecasts::{PastForecast, past_forecasts, score_forecasts};
pub use functions::register_value;
pub use model::{Found, Model, ModelId};
pub use plain::{PlainQuery, PlainValues, plain_values};
pub use query::FitQuery;
pub use refit::{RefitFailure, forget_refit_failure, note_refit_failure, refit_failure};
pub use registry::{find_in_force, model_by_id, models};
pub use report::{
    Concentration, Equity, HorizonValue, LorenzPoint, ValueGroup, ValuePlace, ValueReport, value,
    value_customers,
};
pub(crate) use scores::orders_fingerprint;
pub use scores::{
    Score, ScoreOrder, Scored, YEARLY_DISCOUNT, publish_scores, score_of, scored, scores,
    scores_stand,
};
pub use terms::{Margin, MarginSource, ValueQuery};
pub use watch::{Step, Watch};
