//! Cox regression: which subjects meet an event sooner, whatever the common course of time is.
//!
//! # Invariants
//!
//! - Covariates are centred and scaled for the computation only; coefficients are those of the covariates as given.

mod baseline;
mod partial;

use crate::ascent::{Form, NoTop, Why, ascend};
use crate::concordance::concordance;
use crate::covariates::{Standardised, check_row};
use crate::delta::NORMAL_975;
use crate::durations::Durations;
use crate::error::LabError;
use crate::survival::Estimate;
use baseline::Baseline;
use partial::Partial;

/// A fitted Cox model.
#[derive(Debug, Clone, PartialEq)]
pub struct CoxFit {
    /// The names of the covariates.
    pub names: Vec<String>,
    /// Effect of one more of each covariate on the logarithm of the hazard.
    pub coefficients: Vec<f64>,
    /// Standard errors of the coefficients.
    pub standard_errors: Vec<f64>,
    /// Covariances of the coefficients.
    pub covariance: Vec<Vec<f64>>,
    /// Logarithm of the partial likelihood.
    pub log_likelihood: f64,
    /// The same with all coefficients 0; twice the difference is a χ² with a degree of freedom for each coefficient, if
    /// no covariate has an effect.
    pub null_log_likelihood: f64,
    /// Harrell's C on the data of the fit, 0.5 for chance; `None` without a comparable pair.
    pub concordance: Option<f64>,
    /// Steps of the search.
    pub iterations: usize,
    scale: Standardised,
    /// Coefficients and their covariances on the scale of the computation.
    scaled: Vec<f64>,
    scaled_covariance: Vec<f64>,
    baseline: Baseline,
}

/// Fits Cox's proportional hazards.
///
/// # Model
///
/// The hazard of a subject with covariates x is h₀(t)·exp(β'x), with any h₀ common to all. β maximises the partial
/// likelihood, with Efron's form for events at the same time; Newton's method on the exact derivatives.
///
/// # Inputs
///
/// - `durations`: time observed in any one unit, ≥ 0, whether the event happened, and at least one covariate; who is
///   censored at a time is still at risk at that time
///
/// # Output
///
/// Coefficients with standard errors, the likelihood, and the baseline from which the survival of any subject follows.
/// One sort, then O(n·p²) for each of a few steps.
///
/// # Errors
///
/// [`LabError::Empty`] without a covariate, [`LabError::CovariateDependent`] for one that follows from others (among
/// those at risk at the events), [`LabError::CovariateUnbounded`] for one that parts those with the event from those without,
/// [`LabError::NotConverged`]. What [`Durations`] and [`Covariates`](crate::Covariates) refuse never comes here.
///
/// # Source
///
/// Cox (1972), Regression models and life-tables, JRSS B 34(2); ties: Efron (1977), The efficiency of Cox's likelihood
/// function for censored data, JASA 72(359).
///
/// # Example
///
/// Who pays by the month leaves sooner than who pays by the year.
///
/// ```
/// use lab::{Covariates, Durations, fit_cox};
/// let months = vec![2.0, 3.0, 3.0, 5.0, 7.0, 8.0, 9.0, 9.0];
/// let left = vec![true, true, false, true, true, false, true, false];
/// let pays = ["month", "month", "year", "month", "year", "month", "year", "year"];
/// let covariates = Covariates::new(8).with_levels_against("pays", &pays, "year")?;
/// let fit = fit_cox(&Durations::new(months, left, covariates)?)?;
/// assert_eq!(fit.names, ["pays=month"]);
/// let [ratio, low, high] = fit.hazard_ratios()[0];
/// assert!(low < 1.0 && ratio > 1.5 && ratio < high);
/// let yearly = fit.survival(&[0.0], 6.0)?;
/// let monthly = fit.survival(&[1.0], 6.0)?;
/// assert!(monthly.survival < yearly.survival);
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn fit_cox(durations: &Durations) -> Result<CoxFit, LabError> {
    let covariates = durations.covariates();
    if covariates.names().is_empty() {
        return Err(LabError::Empty {
            what: "a Cox regression, of covariates,",
        });
    }
    let order = durations.longest_first();
    let scale = Standardised::new(covariates, &order);
    let partial = Partial::new(durations, &order, &scale);
    let start = vec![0.0; scale.width];
    let top = ascend(Form::Concave, start, |at| partial.slope(at))
        .map_err(|none| refusal(covariates.names(), 0, none))?;
    let risks = risks(&order, &scale, &top.at);
    let baseline = Baseline::new(&partial, &top.at);
    let divided = |value: f64, row: usize| value / scale.scales[row];
    let covariance: Vec<Vec<f64>> = top
        .covariance
        .chunks(scale.width)
        .enumerate()
        .map(|(row, cells)| {
            let cells = cells.iter().enumerate();
            cells
                .map(|(column, cell)| divided(divided(*cell, row), column))
                .collect()
        })
        .collect();
    Ok(CoxFit {
        names: covariates.names().to_vec(),
        coefficients: top
            .at
            .iter()
            .zip(0..)
            .map(|(at, row)| divided(*at, row))
            .collect(),
        standard_errors: covariance
            .iter()
            .zip(0..)
            .map(|(cells, row): (&Vec<f64>, usize)| cells[row].sqrt())
            .collect(),
        covariance,
        log_likelihood: top.value,
        null_log_likelihood: top.start_value,
        concordance: concordance(durations, &risks)?,
        iterations: top.iterations,
        scale: scale.scale_only(),
        scaled: top.at,
        scaled_covariance: top.covariance,
        baseline,
    })
}

/// β'x of each subject, in the order given by the caller.
fn risks(order: &[usize], scale: &Standardised, at: &[f64]) -> Vec<f64> {
    let mut risks = vec![0.0; order.len()];
    for (place, row) in order.iter().enumerate() {
        risks[*row] = product(scale.row(place), at);
    }
    risks
}

pub(crate) fn product(left: &[f64], right: &[f64]) -> f64 {
    left.iter()
        .zip(right)
        .map(|(left, right)| left * right)
        .sum()
}

/// Why there are no coefficients, said of a covariate; those of the model itself come before, so many.
pub(crate) fn refusal(names: &[String], before: usize, none: NoTop) -> LabError {
    let name = |place: usize| {
        let column = place.checked_sub(before)?;
        names.get(column % names.len().max(1)).cloned()
    };
    let named = match none.why {
        Why::Dependent(place) => name(place).map(|name| LabError::CovariateDependent { name }),
        Why::Unbounded(place) => name(place).map(|name| LabError::CovariateUnbounded { name }),
        Why::Stuck => None,
    };
    named.unwrap_or_else(|| none.not_converged())
}

impl CoxFit {
    /// Of each covariate: by what factor one more of it changes the hazard, and the ends of the 95 % interval.
    pub fn hazard_ratios(&self) -> Vec<[f64; 3]> {
        let errors = self.coefficients.iter().zip(&self.standard_errors);
        errors
            .map(|(at, error)| {
                let width = NORMAL_975 * error;
                [at.exp(), (at - width).exp(), (at + width).exp()]
            })
            .collect()
    }

    /// The hazard of a subject as a multiple of that at the mean of all covariates.
    ///
    /// # Errors
    ///
    /// [`LabError::LengthsDiffer`], [`LabError::CovariateNotFinite`].
    pub fn relative_hazard(&self, row: &[f64]) -> Result<f64, LabError> {
        Ok(product(&self.scale.scaled(&self.names, row)?, &self.scaled).exp())
    }

    /// Probability that the event has not happened to a subject by a time, with its 95 % interval.
    ///
    /// # Model
    ///
    /// exp(−Λ₀(t)·exp(β'x)) with Breslow's Λ₀. The interval is symmetric for ln(−ln S); its variance has the
    /// uncertainty of Λ₀ and of β.
    ///
    /// # Errors
    ///
    /// [`LabError::LengthsDiffer`], [`LabError::CovariateNotFinite`], [`LabError::NotFinite`], [`LabError::NegativeTime`], and
    /// [`LabError::BeyondObserved`] for a time above the longest duration.
    ///
    /// # Source
    ///
    /// Breslow (1972), discussion of Cox, JRSS B 34(2); variance: Tsiatis (1981), A large sample study of Cox's
    /// regression model, Annals of Statistics 9(1).
    pub fn survival(&self, row: &[f64], time: f64) -> Result<Estimate, LabError> {
        self.survival_between(row, 0.0, time)
    }

    /// The same for a subject to whom nothing has happened until `from`: the probability that it stays so until `until`.
    ///
    /// # Errors
    ///
    /// Those of [`Self::survival`]; [`LabError::NegativeTime`] for an end before the start.
    pub fn survival_between(
        &self,
        row: &[f64],
        from: f64,
        until: f64,
    ) -> Result<Estimate, LabError> {
        check_row(&self.names, row)?;
        let scaled = self.scale.scaled(&self.names, row)?;
        let stretch = self.baseline.between(from, until, &scaled)?;
        stretch.estimate(product(&scaled, &self.scaled), &self.scaled_covariance)
    }

    /// The first time at which survival is not above one half; `None` when it does not fall that far while subjects
    /// were observed.
    ///
    /// # Errors
    ///
    /// [`LabError::LengthsDiffer`], [`LabError::CovariateNotFinite`].
    pub fn median(&self, row: &[f64]) -> Result<Option<f64>, LabError> {
        let factor = self.relative_hazard(row)?;
        Ok(self.baseline.first_at(std::f64::consts::LN_2 / factor))
    }
}
