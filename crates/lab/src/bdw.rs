//! Beta-discrete-Weibull: how long customers under contract stay, when leaving also depends on how long they have been there.
//!
//! # Invariants
//!
//! - The three parameters are positive and finite; survival lies between 0 and 1 and never rises.

use std::slice;

use crate::curvature::{certain_covariance, certain_errors};
use crate::delta::{share_interval, standard_error};
use crate::error::LabError;
use crate::maximise::{MaximiseOptions, check_positive, maximise_from};
use crate::sbg::{discounted_sum, ln_survival};
use crate::survivors::Survivors;
use crate::tenures::Tenures;

/// The spread over customers of the probability to leave in the first period, and how it changes with time.
///
/// # Model
///
/// A customer stays for t periods with probability (1 − θ)^(t^c); θ ~ Beta(α, β) over customers. So
/// S(t) = B(α, β + t^c) / B(α, β). With c above 1 each customer's readiness to leave grows with time, with
/// c below 1 it wears off, and c = 1 is the shifted beta-geometric.
///
/// # Source
///
/// Fader, Hardie, Liu, Davin & Steenburgh (2018), "How to project customer retention" revisited: the role of
/// duration dependence, Journal of Interactive Marketing 43.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaDiscreteWeibull {
    churn_alpha: f64,
    churn_beta: f64,
    duration_c: f64,
}

/// A fitted [`BetaDiscreteWeibull`], and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaDiscreteWeibullFit {
    /// The parameters at the maximum of the likelihood.
    pub model: BetaDiscreteWeibull,
    /// Standard errors of α, β and c, from the curvature at the maximum.
    pub standard_errors: [f64; 3],
    /// Covariances of α, β and c.
    pub covariance: [[f64; 3]; 3],
    /// Logarithm of the likelihood at the maximum.
    pub log_likelihood: f64,
}

/// Fits the beta-discrete-Weibull to the survivors of one cohort by maximum likelihood.
///
/// # Model
///
/// That of [`BetaDiscreteWeibull`]; the search starts at several places, as the likelihood is a curved ridge.
///
/// # Inputs
///
/// - `survivors`: customers left after 0, 1, 2, … periods of the contract
///
/// # Output
///
/// The parameters, their standard errors, and the log likelihood.
///
/// # Errors
///
/// [`LabError::NotConverged`] when the counts do not determine the three parameters: fewer than three periods,
/// nobody lost, or customers who are all alike.
///
/// # Source
///
/// Fader et al. (2018), Journal of Interactive Marketing 43.
///
/// # Example
///
/// The "high end" cohort of Fader & Hardie (2007): the longer its customers stay, the readier each is to leave.
///
/// ```
/// use lab::{Survivors, fit_beta_discrete_weibull};
/// let survivors = Survivors::new(&[1000, 869, 743, 653, 593, 551, 517, 491])?;
/// let fit = fit_beta_discrete_weibull(&survivors)?;
/// let [_, _, duration] = fit.model.parameters();
/// assert!((duration - 1.7236).abs() < 0.002 && (fit.log_likelihood + 1605.314).abs() < 0.01);
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn fit_beta_discrete_weibull(
    survivors: &Survivors,
) -> Result<BetaDiscreteWeibullFit, LabError> {
    fit_beta_discrete_weibull_cohorts(slice::from_ref(survivors))
}

/// Fits one beta-discrete-Weibull to several cohorts, which may have been watched for different numbers of periods.
///
/// The likelihood is the product of theirs.
///
/// # Errors
///
/// [`LabError::Empty`] without a cohort, and those of [`fit_beta_discrete_weibull`].
pub fn fit_beta_discrete_weibull_cohorts(
    cohorts: &[Survivors],
) -> Result<BetaDiscreteWeibullFit, LabError> {
    fit_beta_discrete_weibull_tenures(&Tenures::of_cohorts(cohorts)?)
}

/// Fits one beta-discrete-Weibull to customers of whom each has a tenure; see [`fit_beta_discrete_weibull_cohorts`].
///
/// # Errors
///
/// Those of [`fit_beta_discrete_weibull`].
pub fn fit_beta_discrete_weibull_tenures(
    tenures: &Tenures,
) -> Result<BetaDiscreteWeibullFit, LabError> {
    let found = maximise_from(
        &[&[0.5, 1.0, 1.0], &[0.3, 1.5, 1.5], &[2.0, 4.0, 0.7]],
        |at| tenures.ln_likelihood(|periods| ln_survival(at[0], at[1], periods.powf(at[2]))),
        &MaximiseOptions::default(),
    )?;
    Ok(BetaDiscreteWeibullFit {
        model: BetaDiscreteWeibull::new(found.at[0], found.at[1], found.at[2])?,
        standard_errors: certain_errors(&found)?,
        covariance: certain_covariance(&found)?,
        log_likelihood: found.value,
    })
}

impl BetaDiscreteWeibullFit {
    /// 95 % interval of survival after so many periods, from the uncertainty of the parameters.
    ///
    /// # Errors
    ///
    /// [`LabError::NotFinite`] when the variance is none.
    pub fn survival_interval(&self, periods: u32) -> Result<(f64, f64), LabError> {
        let [first, second, third] = &self.covariance;
        share_interval(&self.model.parameters(), &[first, second, third], |at| {
            Ok(BetaDiscreteWeibull::new(at[0], at[1], at[2])?.survival(periods))
        })
    }

    /// Standard error of any figure that follows from the model, by the delta method.
    ///
    /// # Errors
    ///
    /// Those of the figure; [`LabError::NotFinite`] when its variance is none.
    pub fn standard_error_of(
        &self,
        figure: impl Fn(&BetaDiscreteWeibull) -> Result<f64, LabError>,
    ) -> Result<f64, LabError> {
        let [first, second, third] = &self.covariance;
        standard_error(&self.model.parameters(), &[first, second, third], |at| {
            figure(&BetaDiscreteWeibull::new(at[0], at[1], at[2])?)
        })
    }
}

impl BetaDiscreteWeibull {
    /// Takes the parameters α and β of the spread of the probability to leave, and c of the duration.
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] for a parameter that is not above 0 or not finite.
    pub fn new(churn_alpha: f64, churn_beta: f64, duration_c: f64) -> Result<Self, LabError> {
        check_positive("the churn parameter alpha", churn_alpha)?;
        check_positive("the churn parameter beta", churn_beta)?;
        check_positive("the duration parameter c", duration_c)?;
        Ok(Self {
            churn_alpha,
            churn_beta,
            duration_c,
        })
    }

    /// The parameters α, β and c.
    pub fn parameters(&self) -> [f64; 3] {
        [self.churn_alpha, self.churn_beta, self.duration_c]
    }

    /// Probability that a new customer is still one after so many periods, 0 to 1.
    pub fn survival(&self, periods: u32) -> f64 {
        self.ln_survival(periods).exp()
    }

    /// Probability that a customer who has renewed so many times renews once more, 0 to 1; it may rise or fall.
    pub fn retention(&self, renewals: u32) -> f64 {
        let next = self.ln_survival(renewals.saturating_add(1));
        (next - self.ln_survival(renewals)).min(0.0).exp()
    }

    /// Discounted expected residual lifetime of a customer who has renewed so many times, just before the next renewal.
    ///
    /// # Model
    ///
    /// The next renewal counts in full, the one after it 1 / (1 + d), and so on; summed term by term.
    ///
    /// # Inputs
    ///
    /// - `renewals`: count, ≥ 0
    /// - `discount`: rate per period, above 1e-4
    ///
    /// # Output
    ///
    /// Renewals at their present value, ≥ 0.
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] for a discount that is not above 1e-4 or not finite: the sum would be too long.
    ///
    /// # Source
    ///
    /// Fader & Hardie (2010), Marketing Science 29(1), with the survival of this model.
    ///
    /// # Example
    ///
    /// ```
    /// let contract = lab::BetaDiscreteWeibull::new(0.214, 1.427, 1.724)?;
    /// let value = contract.discounted_residual_lifetime(4, 0.1)?;
    /// assert!(0.0 < value && value < 11.0);
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn discounted_residual_lifetime(
        &self,
        renewals: u32,
        discount: f64,
    ) -> Result<f64, LabError> {
        check_positive("the discount rate less 1e-4", discount - 1e-4)?;
        // After so many periods what follows is below 1e-16 of one renewal.
        let weightless = 40.0 / discount.ln_1p();
        let mut doubled = (1..20).map(|power| 1_u32 << power);
        let horizon = doubled.find(|end| f64::from(*end) > weightless);
        self.discounted_renewals(renewals, horizon.unwrap_or(1 << 20), discount)
    }

    /// Expected renewals among the next `horizon` of a customer who has renewed so many times, the next one counted in full
    /// and each later one 1 / (1 + d) of the one before.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeRate`] for a discount below 0 or not finite; 0 is allowed.
    pub fn discounted_renewals(
        &self,
        renewals: u32,
        horizon: u32,
        discount: f64,
    ) -> Result<f64, LabError> {
        discounted_sum(
            |k| self.retention(renewals.saturating_add(k)),
            horizon,
            discount,
        )
    }

    fn ln_survival(&self, periods: u32) -> f64 {
        // A time beyond this is as good as for ever, and B stays a number.
        let time = f64::from(periods).powf(self.duration_c).min(1e100);
        ln_survival(self.churn_alpha, self.churn_beta, time)
    }
}
