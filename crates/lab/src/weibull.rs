//! Weibull durations: a hazard that rises or falls with time, alone or with covariates.
//!
//! # Invariants
//!
//! - Shape and scale are positive and finite; survival lies between 0 and 1 and never rises.

mod likelihood;
mod regression;

use crate::ascent::{Form, NoTop, ascend};
use crate::delta::{NORMAL_975, check_errors};
use crate::error::LabError;
use crate::history::check_time;
use crate::maximise::check_positive;
use crate::number::count_to_f64;
use crate::survival::{Estimate, ObservedAt};
use likelihood::{Accelerated, Row};

pub use regression::{WeibullRegression, fit_weibull_regression};

/// The Weibull distribution of a duration.
///
/// # Model
///
/// Survival exp(−(t/λ)^ρ): λ is the time by which 63 % have met the event; the hazard rises with time for ρ above 1,
/// falls for ρ below 1, and is constant for ρ = 1.
///
/// # Source
///
/// Kalbfleisch & Prentice (1980), The Statistical Analysis of Failure Time Data, section 2.2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weibull {
    scale: f64,
    shape: f64,
}

impl Weibull {
    /// Takes the scale λ, in the unit of time, and the shape ρ.
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] for one that is not above 0 or not finite.
    pub fn new(scale: f64, shape: f64) -> Result<Self, LabError> {
        check_positive("the scale of a Weibull distribution", scale)?;
        check_positive("the shape of a Weibull distribution", shape)?;
        Ok(Self { scale, shape })
    }

    /// The scale λ and the shape ρ.
    pub fn parameters(&self) -> [f64; 2] {
        [self.scale, self.shape]
    }

    /// Probability that the event has not happened by a time, 0 to 1.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn survival(&self, time: f64) -> Result<f64, LabError> {
        check_time(time)?;
        Ok((-(time / self.scale).powf(self.shape)).exp())
    }

    /// Events a unit of time among those to whom nothing has happened so far.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`], also at time 0 where the hazard has no bound (ρ below 1).
    pub fn hazard(&self, time: f64) -> Result<f64, LabError> {
        check_time(time)?;
        let value = self.shape / self.scale * (time / self.scale).powf(self.shape - 1.0);
        if value.is_finite() {
            return Ok(value);
        }
        Err(LabError::NotFinite {
            what: "a hazard, which may have no bound at time 0,",
            position: 0,
            value,
        })
    }

    /// The time by which the event has happened to a share of the subjects, above 0 and below 1; 0.5 for the median.
    ///
    /// # Errors
    ///
    /// [`LabError::NotAShare`].
    pub fn quantile(&self, share: f64) -> Result<f64, LabError> {
        if share > 0.0 && share < 1.0 {
            return Ok(self.scale * (-(-share).ln_1p()).powf(1.0 / self.shape));
        }
        Err(LabError::NotAShare {
            what: "the part that has met the event, the ends left out,",
            value: share,
        })
    }
}

/// A fitted [`Weibull`] distribution.
#[derive(Debug, Clone, PartialEq)]
pub struct WeibullFit {
    /// The parameters at the maximum of the likelihood.
    pub model: Weibull,
    /// Standard errors of λ and ρ.
    pub standard_errors: [f64; 2],
    /// Logarithm of the likelihood.
    pub log_likelihood: f64,
    /// Steps of the search.
    pub iterations: usize,
    /// Covariances of ln λ and ln ρ.
    covariance: [[f64; 2]; 2],
}

/// Fits a Weibull distribution to durations of which some have not ended.
///
/// # Model
///
/// That of [`Weibull`], by maximum likelihood: an event at t counts with the density, the end of an observation without it
/// with survival.
///
/// # Inputs
///
/// - `observed`: counts by duration, in any order; durations in any one unit, > 0
///
/// # Output
///
/// λ and ρ with standard errors, and the log likelihood.
///
/// # Errors
///
/// [`LabError::Empty`] without subjects, [`LabError::NoEvents`], [`LabError::NotPositive`] for a duration that is not above 0,
/// [`LabError::NotConverged`] when all events have the same duration and nobody stayed longer.
///
/// # Source
///
/// Kalbfleisch & Prentice (1980), section 3.3.
///
/// # Example
///
/// ```
/// use lab::{ObservedAt, fit_weibull};
/// let at = |time, events, censored| ObservedAt { time, events, censored };
/// let fit = fit_weibull(&[at(1.0, 6, 0), at(2.0, 5, 1), at(4.0, 3, 4)])?;
/// let median = fit.quantile(0.5)?;
/// assert!(median.low < median.value && median.value < median.high);
/// assert!((fit.model.survival(median.value)? - 0.5).abs() < 1e-12);
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn fit_weibull(observed: &[ObservedAt]) -> Result<WeibullFit, LabError> {
    let mut groups: Vec<&ObservedAt> = observed
        .iter()
        .filter(|group| group.events + group.censored > 0)
        .collect();
    groups.sort_by(|left, right| {
        left.time
            .total_cmp(&right.time)
            .then(left.events.cmp(&right.events))
            .then(left.censored.cmp(&right.censored))
    });
    let subjects: u64 = groups
        .iter()
        .map(|group| group.events + group.censored)
        .sum();
    if subjects == 0 {
        return Err(LabError::Empty {
            what: "a Weibull distribution",
        });
    }
    for group in &groups {
        check_positive("a duration of a Weibull model", group.time)?;
    }
    let rows = groups.iter().map(|group| Row {
        ln_time: group.time.ln(),
        events: count_to_f64(group.events),
        subjects: count_to_f64(group.events + group.censored),
    });
    let likelihood = Accelerated::new(rows.collect(), None);
    if likelihood.events() <= 0.0 {
        return Err(LabError::NoEvents {
            subjects: usize::try_from(subjects).unwrap_or(usize::MAX),
        });
    }
    let top = ascend(Form::Concave, likelihood.start(), |at| likelihood.slope(at))
        .map_err(NoTop::not_converged)?;
    let found = likelihood.natural(&top);
    let model = Weibull::new(found.effects[0].exp(), found.ln_shape.exp())?;
    let covariance = [
        [found.covariance[0][0], found.covariance[0][1]],
        [found.covariance[1][0], found.covariance[1][1]],
    ];
    let [scale, shape] = model.parameters();
    let standard_errors = [
        scale * covariance[0][0].sqrt(),
        shape * covariance[1][1].sqrt(),
    ];
    check_errors(&standard_errors)?;
    Ok(WeibullFit {
        model,
        standard_errors,
        log_likelihood: found.log_likelihood,
        iterations: top.iterations,
        covariance,
    })
}

/// A positive figure with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounded {
    /// The estimate.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Bounded {
    /// From a logarithm and its standard error.
    fn new(logarithm: f64, error: f64) -> Result<Self, LabError> {
        let ends = [
            logarithm.exp(),
            (logarithm - NORMAL_975 * error).exp(),
            (logarithm + NORMAL_975 * error).exp(),
        ];
        check_errors(&ends)?;
        let [value, low, high] = ends;
        Ok(Self { value, low, high })
    }
}

/// A Weibull distribution of which ln λ and ln ρ are known with these covariances.
#[derive(Debug, Clone, Copy)]
struct Known {
    model: Weibull,
    covariance: [[f64; 2]; 2],
}

impl Known {
    /// Standard error of a figure with these derivatives by ln λ and ln ρ.
    fn error(&self, gradient: [f64; 2]) -> f64 {
        let [[first, both], [_, second]] = self.covariance;
        let [left, right] = gradient;
        let variance = left * left * first + 2.0 * left * right * both + right * right * second;
        variance.max(0.0).sqrt()
    }

    /// ln(−ln S) = ρ(ln t − ln λ).
    fn survival(&self, time: f64) -> Result<Estimate, LabError> {
        let survival = self.model.survival(time)?;
        let [scale, shape] = self.model.parameters();
        let middle = shape * (time / scale).ln();
        if time <= 0.0 || middle == f64::NEG_INFINITY {
            return Ok(Estimate {
                survival: 1.0,
                interval: Some((1.0, 1.0)),
            });
        }
        let reach = NORMAL_975 * self.error([-shape, middle]);
        check_errors(&[middle, reach])?;
        let end = |side: f64| (-(middle + side * reach).exp()).exp();
        Ok(Estimate {
            survival,
            interval: Some((end(1.0), end(-1.0))),
        })
    }

    /// ln h = ln ρ + (ρ − 1) ln t − ρ ln λ.
    fn hazard(&self, time: f64) -> Result<Bounded, LabError> {
        let value = self.model.hazard(time)?;
        check_positive("the time of a hazard with an interval", time)?;
        let [scale, shape] = self.model.parameters();
        let gradient = [-shape, 1.0 + shape * (time / scale).ln()];
        Bounded::new(value.ln(), self.error(gradient))
    }

    /// ln t = ln λ + ln(−ln(1 − p))/ρ.
    fn quantile(&self, share: f64) -> Result<Bounded, LabError> {
        let value = self.model.quantile(share)?;
        let [_, shape] = self.model.parameters();
        let gradient = [1.0, -(-(-share).ln_1p()).ln() / shape];
        Bounded::new(value.ln(), self.error(gradient))
    }
}

impl WeibullFit {
    fn known(&self) -> Known {
        Known {
            model: self.model,
            covariance: self.covariance,
        }
    }

    /// Survival with its 95 % interval, symmetric for ln(−ln S).
    ///
    /// # Errors
    ///
    /// Those of [`Weibull::survival`].
    pub fn survival(&self, time: f64) -> Result<Estimate, LabError> {
        self.known().survival(time)
    }

    /// The hazard at a time above 0, with its 95 % interval.
    ///
    /// # Errors
    ///
    /// Those of [`Weibull::hazard`]; [`LabError::NotPositive`] for time 0.
    pub fn hazard(&self, time: f64) -> Result<Bounded, LabError> {
        self.known().hazard(time)
    }

    /// The time by which a share has met the event, with its 95 % interval.
    ///
    /// # Errors
    ///
    /// Those of [`Weibull::quantile`].
    pub fn quantile(&self, share: f64) -> Result<Bounded, LabError> {
        self.known().quantile(share)
    }
}
