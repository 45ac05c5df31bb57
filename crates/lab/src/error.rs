//! What can be wrong with the numbers that a caller hands over.

use thiserror::Error;

/// A reason why a statistic can not be computed.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum LabError {
    /// There is nothing to compute from.
    #[error("{what} needs at least one value, none was given")]
    Empty {
        /// The statistic that was asked for.
        what: &'static str,
    },
    /// A value is infinite or not a number.
    #[error("{what} needs finite values, value number {position} is {value}")]
    NotFinite {
        /// The statistic that was asked for.
        what: &'static str,
        /// Where the value stands, from 0.
        position: usize,
        /// The value.
        value: f64,
    },
    /// A share or a probability lies outside 0 to 1.
    #[error("{what} lies between 0 and 1, {value} was given")]
    NotAShare {
        /// What was given.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// Bounds between classes do not rise.
    #[error("bounds must rise, but {second} follows {first}")]
    NotAscending {
        /// The bound before.
        first: f64,
        /// The bound after, not larger.
        second: f64,
    },
    /// A duration is negative.
    #[error("a duration can not be negative, {time} was given")]
    NegativeTime {
        /// The duration.
        time: f64,
    },
    /// The last purchase lies outside the time in which the customer was observed.
    #[error(
        "the last purchase must lie between the first purchase and the end of the observation, and at the first \
         without a repeat purchase: recency {recency}, age {age}"
    )]
    RecencyOutside {
        /// Time from the first to the last purchase.
        recency: f64,
        /// Time from the first purchase to the end of the observation.
        age: f64,
    },
    /// A parameter is not finite and above 0.
    #[error("{what} must be above 0, {value} was given")]
    NotPositive {
        /// What was given.
        what: &'static str,
        /// Its value.
        value: f64,
    },
    /// A model has another number of parameters.
    #[error("the model has {expected} parameters, {given} were given")]
    ParameterCount {
        /// How many it has.
        expected: usize,
        /// How many were given.
        given: usize,
    },
    /// How sure the parameters are is not known.
    #[error(
        "an interval needs the covariance of the parameters, which this model does not have: fit it again"
    )]
    NoCovariance,
    /// A history by period does not fit into its periods.
    #[error(
        "purchases {purchases}, last in period {last_purchase} of {periods}: purchases can not be more than the period of \
         the last one, that not more than all periods, and without purchases it is 0"
    )]
    PeriodOutside {
        /// Periods with a purchase.
        purchases: u32,
        /// The last of them.
        last_purchase: u32,
        /// All periods.
        periods: u32,
    },
    /// More customers are left than a period before.
    #[error("survivors can not become more, but period {period} has more than the one before")]
    SurvivorsRise {
        /// The period, from 1.
        period: usize,
    },
    /// Days and customers were counted from different purchases.
    #[error("the days have {counted} repeat purchases, the customers {known}")]
    PurchasesDiffer {
        /// Repeat purchases of all days.
        counted: u64,
        /// Repeat purchases of all customers.
        known: u64,
    },
    /// Two lists that belong together are not equally long.
    #[error("{what} is needed: {wanted} wanted, {given} given")]
    LengthsDiffer {
        /// What was given.
        what: String,
        /// The number that fits the rest.
        wanted: usize,
        /// The number that was given.
        given: usize,
    },
    /// A value of a covariate is infinite or not a number.
    #[error(
        "covariate `{name}` needs finite numbers, value number {position} is {value}: fill it in or leave the row out"
    )]
    CovariateNotFinite {
        /// The covariate.
        name: String,
        /// Where the value stands, from 0.
        position: usize,
        /// The value.
        value: f64,
    },
    /// A covariate does not vary.
    #[error(
        "covariate `{name}` is the same for all, so that nothing can be told of it: leave it out"
    )]
    CovariateConstant {
        /// The covariate.
        name: String,
    },
    /// A covariate follows from others.
    #[error(
        "covariate `{name}` follows from the others, so that their effects can not be told apart: leave it out"
    )]
    CovariateDependent {
        /// The covariate.
        name: String,
    },
    /// A covariate foretells the events without exception.
    #[error(
        "the effect of covariate `{name}` has no bound, as it parts those with the event from those without: leave it out, \
         join it with a neighbouring level, or take more subjects"
    )]
    CovariateUnbounded {
        /// The covariate.
        name: String,
    },
    /// A category has a level that was not among those it was made from.
    #[error("category `{name}` has no level `{level}`: take one that it was made from")]
    UnknownLevel {
        /// The category.
        name: String,
        /// The level.
        level: String,
    },
    /// Nothing happened while the subjects were observed.
    #[error(
        "none of {subjects} durations ended with the event: observe for longer, or take more subjects"
    )]
    NoEvents {
        /// How many there are.
        subjects: usize,
    },
    /// A curve is asked for where nobody was observed.
    #[error(
        "durations were observed up to {last}, nothing is known at {time}: take a shorter time, or a Weibull model"
    )]
    BeyondObserved {
        /// The time asked for.
        time: f64,
        /// The longest duration.
        last: f64,
    },
    /// A discount rate is negative or not finite.
    #[error("a discount rate can not be negative, {rate} was given")]
    NegativeRate {
        /// The rate.
        rate: f64,
    },
    /// A customer under contract is known from after the end only.
    #[error(
        "a customer is known from at most the periods stayed, and leaves in period 1 at the earliest: periods {periods}, known \
         from {known_from}"
    )]
    TenureOutside {
        /// Periods stayed, or the period of leaving.
        periods: u32,
        /// Periods that lay behind when the records begin.
        known_from: u32,
    },
    /// A search for the best parameters did not reach a maximum.
    #[error(
        "the fit did not converge after {iterations} steps (gradient {gradient_norm}): the data may not tell the parameters \
         apart; fit to more customers or a longer time, or use a model with fewer parameters"
    )]
    NotConverged {
        /// Steps taken.
        iterations: usize,
        /// Largest component of the gradient where the search ended.
        gradient_norm: f64,
    },
}

/// Refuses the first value that is infinite or not a number.
pub(crate) fn check_finite(what: &'static str, values: &[f64]) -> Result<(), LabError> {
    match values.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(position) => Err(LabError::NotFinite {
            what,
            position,
            value: values[position],
        }),
    }
}
