//! Shifted beta-geometric: how long customers under contract stay, when some are more loyal than others.
//!
//! # Invariants
//!
//! - Both parameters are positive and finite; survival lies between 0 and 1 and never rises.

use std::slice;

use crate::curvature::{certain_covariance, certain_errors};
use crate::delta::{share_interval, standard_error};
use crate::error::LabError;
use crate::maximise::{MaximiseOptions, check_positive, maximise};
use crate::special::ln_beta;
use crate::survivors::Survivors;
use crate::tenures::Tenures;

/// The spread over customers of the probability not to renew.
///
/// # Model
///
/// At the end of each period a customer leaves with probability θ, the same each time; θ ~ Beta(α, β)
/// over customers. So S(t) = B(α, β + t) / B(α, β): those who stay are more and more the loyal ones.
///
/// # Source
///
/// Fader & Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21(1), eq. (6).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShiftedBetaGeometric {
    churn_alpha: f64,
    churn_beta: f64,
}

/// A fitted [`ShiftedBetaGeometric`], and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShiftedBetaGeometricFit {
    /// The parameters at the maximum of the likelihood.
    pub model: ShiftedBetaGeometric,
    /// Standard errors of α and β, from the curvature at the maximum.
    pub standard_errors: [f64; 2],
    /// Covariances of α and β.
    pub covariance: [[f64; 2]; 2],
    /// Logarithm of the likelihood at the maximum.
    pub log_likelihood: f64,
}

/// Fits the shifted beta-geometric to the survivors of one cohort by maximum likelihood.
///
/// # Model
///
/// That of [`ShiftedBetaGeometric`].
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
/// [`LabError::NotConverged`] when the counts do not determine both parameters: fewer than two periods, nobody lost,
/// or customers who are all alike.
///
/// # Source
///
/// Fader & Hardie (2007), Journal of Interactive Marketing 21(1), appendix B.
///
/// # Example
///
/// The paper's "high end" cohort: 668 per mille for α.
///
/// ```
/// use lab::{Survivors, fit_shifted_beta_geometric};
/// let survivors = Survivors::new(&[1000, 869, 743, 653, 593, 551, 517, 491])?;
/// let [alpha, beta] = fit_shifted_beta_geometric(&survivors)?.model.parameters();
/// assert!((alpha - 0.668).abs() < 0.001 && (beta - 3.806).abs() < 0.001);
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn fit_shifted_beta_geometric(
    survivors: &Survivors,
) -> Result<ShiftedBetaGeometricFit, LabError> {
    fit_shifted_beta_geometric_cohorts(slice::from_ref(survivors))
}

/// Fits one shifted beta-geometric to several cohorts, which may have been watched for different numbers of periods.
///
/// # Model
///
/// That of [`ShiftedBetaGeometric`], with the same α and β for all cohorts; the likelihood is the product of theirs.
///
/// # Inputs
///
/// - `cohorts`: of each, customers left after 0, 1, 2, … periods of the contract, as far as it was watched
///
/// # Output
///
/// The parameters, their standard errors, and the log likelihood.
///
/// # Errors
///
/// [`LabError::Empty`] without a cohort, and those of [`fit_shifted_beta_geometric`].
///
/// # Source
///
/// Fader & Hardie (2007), Fitting the sBG model to multi-cohort data, note 017 at brucehardie.com.
///
/// # Example
///
/// A base that grows: older cohorts tell more periods, and a newer one its first.
///
/// ```
/// use lab::{Survivors, fit_shifted_beta_geometric_cohorts};
/// let cohorts = [
///     Survivors::new(&[1000, 631, 468, 382, 326])?,
///     Survivors::new(&[1200, 757, 562])?,
///     Survivors::new(&[900, 570])?,
/// ];
/// let fit = fit_shifted_beta_geometric_cohorts(&cohorts)?;
/// assert!((fit.model.survival(1) - 0.631).abs() < 0.005);
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn fit_shifted_beta_geometric_cohorts(
    cohorts: &[Survivors],
) -> Result<ShiftedBetaGeometricFit, LabError> {
    fit_shifted_beta_geometric_tenures(&Tenures::of_cohorts(cohorts)?)
}

/// Fits one shifted beta-geometric to customers of whom each has a tenure; see [`fit_shifted_beta_geometric_cohorts`].
///
/// # Errors
///
/// Those of [`fit_shifted_beta_geometric`].
pub fn fit_shifted_beta_geometric_tenures(
    tenures: &Tenures,
) -> Result<ShiftedBetaGeometricFit, LabError> {
    let found = maximise(
        &[1.0, 2.0],
        |at| tenures.ln_likelihood(|periods| ln_survival(at[0], at[1], periods)),
        &MaximiseOptions::default(),
    )?;
    Ok(ShiftedBetaGeometricFit {
        model: ShiftedBetaGeometric::new(found.at[0], found.at[1])?,
        standard_errors: certain_errors(&found)?,
        covariance: certain_covariance(&found)?,
        log_likelihood: found.value,
    })
}

impl ShiftedBetaGeometricFit {
    /// 95 % interval of survival after so many periods, from the uncertainty of α and β.
    ///
    /// # Errors
    ///
    /// [`LabError::NotFinite`] when the variance is none.
    pub fn survival_interval(&self, periods: u32) -> Result<(f64, f64), LabError> {
        let [first, second] = &self.covariance;
        share_interval(&self.model.parameters(), &[first, second], |at| {
            Ok(ShiftedBetaGeometric::new(at[0], at[1])?.survival(periods))
        })
    }

    /// Standard error of any figure that follows from the model, by the delta method.
    ///
    /// # Errors
    ///
    /// Those of the figure; [`LabError::NotFinite`] when its variance is none.
    ///
    /// # Example
    ///
    /// ```
    /// use lab::{Survivors, fit_shifted_beta_geometric};
    /// let fit = fit_shifted_beta_geometric(&Survivors::new(&[1000, 869, 743, 653, 593])?)?;
    /// let value = fit.model.discounted_residual_lifetime(3, 0.1)?;
    /// let error = fit.standard_error_of(|model| model.discounted_residual_lifetime(3, 0.1))?;
    /// assert!(0.0 < error && error < 0.2 * value);
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn standard_error_of(
        &self,
        figure: impl Fn(&ShiftedBetaGeometric) -> Result<f64, LabError>,
    ) -> Result<f64, LabError> {
        let [first, second] = &self.covariance;
        standard_error(&self.model.parameters(), &[first, second], |at| {
            figure(&ShiftedBetaGeometric::new(at[0], at[1])?)
        })
    }
}

/// ln B(α, β + t) − ln B(α, β), for t ≥ 0 that need not be whole.
pub(crate) fn ln_survival(alpha: f64, beta: f64, time: f64) -> f64 {
    // Rounding must not lift survival above 1.
    (ln_beta(alpha, beta + time) - ln_beta(alpha, beta)).min(0.0)
}

impl ShiftedBetaGeometric {
    /// Takes the parameters α and β of the spread of the probability to leave.
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] for a parameter that is not above 0 or not finite.
    pub fn new(churn_alpha: f64, churn_beta: f64) -> Result<Self, LabError> {
        check_positive("the churn parameter alpha", churn_alpha)?;
        check_positive("the churn parameter beta", churn_beta)?;
        Ok(Self {
            churn_alpha,
            churn_beta,
        })
    }

    /// The parameters α and β.
    pub fn parameters(&self) -> [f64; 2] {
        [self.churn_alpha, self.churn_beta]
    }

    /// Probability that a new customer is still one after so many periods, 0 to 1.
    pub fn survival(&self, periods: u32) -> f64 {
        ln_survival(self.churn_alpha, self.churn_beta, f64::from(periods)).exp()
    }

    /// Probability that a customer who has renewed so many times renews once more, 0 to 1; it rises with the renewals.
    pub fn retention(&self, renewals: u32) -> f64 {
        let stayed = self.churn_beta + f64::from(renewals);
        stayed / (self.churn_alpha + stayed)
    }

    /// Expected number of renewals still to come of a customer who has renewed `renewals` times.
    ///
    /// # Model
    ///
    /// That of [`ShiftedBetaGeometric`]: Σ over k ≥ 1 of S(m + k) / S(m) = (β + m) / (α − 1), for m renewals.
    ///
    /// # Inputs
    ///
    /// - `renewals`: count, ≥ 0
    ///
    /// # Output
    ///
    /// Periods, ≥ 0; `None` when α ≤ 1, as a few who never leave make the sum infinite.
    ///
    /// # Errors
    ///
    /// None: `self` is valid by construction.
    ///
    /// # Source
    ///
    /// Fader & Hardie (2010), Customer-base valuation in a contractual setting, Marketing Science 29(1): its
    /// discounted lifetime at a discount of 0, where Gauss's theorem gives the sum.
    ///
    /// # Example
    ///
    /// ```
    /// let contract = lab::ShiftedBetaGeometric::new(3.0, 4.0)?;
    /// assert_eq!(contract.residual_lifetime(2), Some(3.0));
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn residual_lifetime(&self, renewals: u32) -> Option<f64> {
        let value = (self.churn_beta + f64::from(renewals)) / (self.churn_alpha - 1.0);
        (self.churn_alpha > 1.0 && value.is_finite()).then_some(value)
    }

    /// Discounted expected residual lifetime (DERL) of a customer who has renewed `renewals` times, just before
    /// the next renewal.
    ///
    /// # Model
    ///
    /// That of [`ShiftedBetaGeometric`]: the next renewal counts in full, the one after it 1 / (1 + d), and so
    /// on; with n = `renewals` + 1,
    /// (β + n − 1) / (α + β + n − 1) · ₂F₁(1, β + n; α + β + n; 1 / (1 + d)).
    ///
    /// # Inputs
    ///
    /// - `renewals`: count, ≥ 0
    /// - `discount`: rate per period, above 1e-9 (0.1 for 10 %)
    ///
    /// # Output
    ///
    /// Renewals at their present value, > 0; times the margin of a period, it is the residual value.
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] for a discount that is not above 1e-9 or not finite: the value may have no bound.
    ///
    /// # Source
    ///
    /// Fader & Hardie (2010), Customer-base valuation in a contractual setting: the perils of ignoring
    /// heterogeneity, Marketing Science 29(1), eq. (6).
    ///
    /// # Example
    ///
    /// ```
    /// let contract = lab::ShiftedBetaGeometric::new(0.668, 3.806)?;
    /// let new = contract.discounted_residual_lifetime(0, 0.1)?;
    /// let loyal = contract.discounted_residual_lifetime(4, 0.1)?;
    /// assert!(new < loyal && loyal < 11.0);
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn discounted_residual_lifetime(
        &self,
        renewals: u32,
        discount: f64,
    ) -> Result<f64, LabError> {
        check_positive("the discount rate", discount)?;
        check_positive("the discount rate less 1e-9", discount - 1e-9)?;
        let later = self.churn_beta + f64::from(renewals) + 1.0;
        let series = hypergeometric(later, self.churn_alpha, 1.0 / (1.0 + discount));
        Ok(self.retention(renewals) * series)
    }

    /// Discounted expected lifetime (DEL) of a customer who is still to be won: the first period counts in full.
    ///
    /// # Errors
    ///
    /// Those of [`Self::discounted_residual_lifetime`]; source: Fader & Hardie (2010), eq. (4):
    /// ₂F₁(1, β; α + β; 1 / (1 + d)).
    ///
    /// # Example
    ///
    /// With α = β = 1 survival is 1 / (1 + t), and at a discount of 100 % the sum is 2 ln 2.
    ///
    /// ```
    /// let contract = lab::ShiftedBetaGeometric::new(1.0, 1.0)?;
    /// assert!((contract.discounted_lifetime(1.0)? - 2.0 * 2.0_f64.ln()).abs() < 1e-12);
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn discounted_lifetime(&self, discount: f64) -> Result<f64, LabError> {
        Ok(1.0 + self.discounted_residual_lifetime(0, discount)? / (1.0 + discount))
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
}

/// Σ over the next periods of staying through all of them, at its present value just before the first of them.
pub(crate) fn discounted_sum(
    retention: impl Fn(u32) -> f64,
    horizon: u32,
    discount: f64,
) -> Result<f64, LabError> {
    check_rate(discount)?;
    let (mut sum, mut alive, mut weight) = (0.0, 1.0, 1.0);
    for period in 0..horizon {
        alive *= retention(period);
        let term = alive * weight;
        sum += term;
        weight /= 1.0 + discount;
        // What is still to come is at most this much a period.
        if term * f64::from(horizon - period) <= 1e-16 * sum {
            break;
        }
    }
    Ok(sum)
}

/// Refuses a rate that is infinite, negative or not a number.
fn check_rate(rate: f64) -> Result<(), LabError> {
    if rate.is_finite() && rate >= 0.0 {
        Ok(())
    } else {
        Err(LabError::NegativeRate { rate })
    }
}

/// ₂F₁(1, b; b + α; z) for 0 ≤ z < 1, by Gauss's continued fraction.
///
/// The fraction needs some 1 / √(1 − z) steps, its series 1 / (1 − z). Evaluated by Lentz's method:
/// Gil, Segura & Temme (2007), Numerical Methods for Special Functions, sections 6.6 and 6.7.
pub(crate) fn hypergeometric(b: f64, alpha: f64, z: f64) -> f64 {
    let c = b + alpha;
    let (mut value, mut upper, mut lower) = (1.0, 1.0, 0.0);
    for step in 0..1_000_000_u32 {
        let k = f64::from(step / 2);
        let numerator = if step % 2 == 0 {
            (b + k) * (c - 1.0 + k) / ((c + 2.0 * k - 1.0) * (c + 2.0 * k))
        } else {
            (k + 1.0) * (alpha + k) / ((c + 2.0 * k) * (c + 2.0 * k + 1.0))
        };
        lower = 1.0 / (1.0 - numerator * z * lower);
        upper = 1.0 - numerator * z / upper;
        let change: f64 = upper * lower;
        value *= change;
        // Nearer than this the factors may swing around 1 for ever.
        if (change - 1.0).abs() < 4.0 * f64::EPSILON {
            break;
        }
    }
    1.0 / value
}
