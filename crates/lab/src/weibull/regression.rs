//! Weibull durations that covariates stretch or shorten.

use crate::ascent::{Form, ascend};
use crate::covariates::{Standardised, check_row};
use crate::cox::{product, refusal};
use crate::delta::check_errors;
use crate::durations::Durations;
use crate::error::LabError;
use crate::maximise::check_positive;
use crate::survival::Estimate;
use crate::weibull::likelihood::{Accelerated, Row};
use crate::weibull::{Bounded, Known, Weibull};

/// A fitted Weibull regression (accelerated failure time).
#[derive(Debug, Clone, PartialEq)]
pub struct WeibullRegression {
    /// The names of the covariates.
    pub names: Vec<String>,
    /// ln λ where all covariates are 0.
    pub constant: f64,
    /// Effect of one more of each covariate on ln λ: times are exp(effect) times as long.
    pub coefficients: Vec<f64>,
    /// The shape ρ, common to all.
    pub shape: f64,
    /// Standard errors: of the constant, of the coefficients, of ln ρ.
    pub standard_errors: Vec<f64>,
    /// Covariances in the same order.
    pub covariance: Vec<Vec<f64>>,
    /// Logarithm of the likelihood.
    pub log_likelihood: f64,
    /// Steps of the search.
    pub iterations: usize,
}

/// Fits Weibull durations whose scale depends on covariates.
///
/// # Model
///
/// [`Weibull`] with ln λ = b₀ + b'x and one ρ, by maximum likelihood with Newton's method on the exact derivatives, in a form
/// that is concave. Also beyond the time observed it says how survival goes on, if the form is right.
///
/// # Inputs
///
/// - `durations`: time observed in any one unit, > 0, whether the event happened, and any number of covariates
///
/// # Output
///
/// Coefficients with standard errors, and the log likelihood.
///
/// # Errors
///
/// [`LabError::NotPositive`] for a duration that is 0, [`LabError::CovariateDependent`], [`LabError::CovariateUnbounded`],
/// [`LabError::NotConverged`].
///
/// # Source
///
/// Kalbfleisch & Prentice (1980), section 3.6.
///
/// # Example
///
/// Who pays by the year stays longer.
///
/// ```
/// use lab::{Covariates, Durations, fit_weibull_regression};
/// let months = vec![2.0, 3.0, 3.0, 5.0, 7.0, 8.0, 9.0, 9.0];
/// let left = vec![true, true, false, true, true, false, true, false];
/// let yearly = [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0];
/// let covariates = Covariates::new(8).with_number("yearly", &yearly)?;
/// let fit = fit_weibull_regression(&Durations::new(months, left, covariates)?)?;
/// assert!(fit.quantile(&[1.0], 0.5)?.value > fit.quantile(&[0.0], 0.5)?.value);
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn fit_weibull_regression(durations: &Durations) -> Result<WeibullRegression, LabError> {
    for &time in durations.times() {
        check_positive("a duration of a Weibull model", time)?;
    }
    let order = durations.longest_first();
    let covariates = Standardised::new(durations.covariates(), &order);
    let rows = order.iter().map(|row| Row {
        ln_time: durations.times()[*row].ln(),
        events: f64::from(u8::from(durations.happened()[*row])),
        subjects: 1.0,
    });
    let likelihood = Accelerated::new(rows.collect(), Some(&covariates));
    let top = ascend(Form::Concave, likelihood.start(), |at| likelihood.slope(at));
    // γ and the constant come before the covariates.
    let top = top.map_err(|none| refusal(durations.covariates().names(), 2, none))?;
    let found = likelihood.natural(&top);
    let rows = found.covariance.iter().enumerate();
    let standard_errors: Vec<f64> = rows.map(|(place, row)| row[place].sqrt()).collect();
    check_errors(&standard_errors)?;
    Ok(WeibullRegression {
        names: durations.covariates().names().to_vec(),
        constant: found.effects[0],
        coefficients: found.effects[1..].to_vec(),
        shape: found.ln_shape.exp(),
        standard_errors,
        covariance: found.covariance,
        log_likelihood: found.log_likelihood,
        iterations: top.iterations,
    })
}

impl WeibullRegression {
    /// The distribution of one subject's duration.
    ///
    /// # Errors
    ///
    /// [`LabError::LengthsDiffer`], [`LabError::CovariateNotFinite`], and [`LabError::NotPositive`] where the covariates are so
    /// far off that λ is no number.
    pub fn model_for(&self, row: &[f64]) -> Result<Weibull, LabError> {
        check_row(&self.names, row)?;
        let ln_scale = self.constant + product(&self.coefficients, row);
        Weibull::new(ln_scale.exp(), self.shape)
    }

    fn known(&self, row: &[f64]) -> Result<Known, LabError> {
        let model = self.model_for(row)?;
        let last = self.covariance.len() - 1;
        let mut factors = vec![1.0];
        factors.extend_from_slice(row);
        let with = |line: &[f64]| product(&factors, line);
        let both = with(&self.covariance[last]);
        let lines = self.covariance.iter().zip(&factors);
        let scale = lines.map(|(line, factor)| factor * with(line)).sum();
        Ok(Known {
            model,
            covariance: [[scale, both], [both, self.covariance[last][last]]],
        })
    }

    /// Probability that the event has not happened to a subject by a time, with its 95 % interval.
    ///
    /// # Errors
    ///
    /// Those of [`Self::model_for`], [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn survival(&self, row: &[f64], time: f64) -> Result<Estimate, LabError> {
        self.known(row)?.survival(time)
    }

    /// The hazard of a subject at a time above 0, with its 95 % interval.
    ///
    /// # Errors
    ///
    /// Those of [`Self::survival`]; [`LabError::NotPositive`] for time 0.
    pub fn hazard(&self, row: &[f64], time: f64) -> Result<Bounded, LabError> {
        self.known(row)?.hazard(time)
    }

    /// The time by which subjects like this one have met the event with a probability, with its 95 % interval; 0.5 for
    /// the median.
    ///
    /// # Errors
    ///
    /// Those of [`Self::model_for`], [`LabError::NotAShare`].
    pub fn quantile(&self, row: &[f64], share: f64) -> Result<Bounded, LabError> {
        self.known(row)?.quantile(share)
    }
}
