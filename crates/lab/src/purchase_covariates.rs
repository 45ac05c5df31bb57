//! Models of purchases in which customers differ by what is known of them, and not by chance alone.
//!
//! # Invariants
//!
//! - Without covariates a fit is that of the plain model; the unit of a covariate changes nothing but its coefficient.

mod forecast;
mod grouped;
mod likelihood;

pub use forecast::{DatedGroup, forecast_season_total_by_group};
pub use grouped::{CovariateGroup, fit_groups_with_covariates};

use crate::ascent::{Form, Top, ascend};
use crate::covariates::{Covariates, Standardised};
use crate::cox::{product, refusal};
use crate::delta::{NORMAL_975, check_errors};
use crate::error::LabError;
use crate::history::{Fitted, Histories, History};
use crate::incomplete::gamma_below;
use crate::number::count_to_f64;
use crate::purchase::{PurchaseKind, PurchaseModel};
use likelihood::{Likelihood, links};

/// What covariates may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CovariateEffect {
    /// How often customers buy while they are there.
    Purchases,
    /// That, and how they leave.
    PurchasesAndLeaving,
}

/// A model of purchases whose parameters depend on covariates.
#[derive(Debug, Clone, PartialEq)]
pub struct CovariateFit {
    /// The model of a customer at the mean of all covariates.
    pub base: PurchaseModel,
    /// The names of the covariates.
    pub names: Vec<String>,
    /// Effect of one more of each covariate on the logarithm of the purchase rate.
    pub purchase: Vec<f64>,
    /// Effects on the logarithms of `a` and of `b` (BG/NBD, MBG/NBD), or of the rate of leaving (Pareto/NBD); empty unless
    /// they were asked for.
    pub leaving: Vec<Vec<f64>>,
    /// Standard errors: of the logarithms of the base's four parameters, of `purchase`, of `leaving`, in this order.
    pub standard_errors: Vec<f64>,
    /// Covariances in the same order.
    pub covariance: Vec<Vec<f64>>,
    /// Logarithm of the likelihood of all histories.
    pub log_likelihood: f64,
    /// The same model without covariates.
    pub plain: Fitted<PurchaseModel>,
    /// Steps of the search.
    pub iterations: usize,
    means: Vec<f64>,
}

/// Whether covariates explain more than chance would.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LikelihoodRatio {
    /// Twice the gain of the log likelihood over the plain model.
    pub statistic: f64,
    /// How many coefficients there are.
    pub degrees: usize,
    /// Probability of so large a gain if no coefficient were there, for many customers.
    pub p_value: f64,
}

/// Fits a model of purchases to histories and covariates that do not change with time.
///
/// # Model
///
/// That of [`PurchaseModel`], with `alpha`·exp(−γ'z) in place of `alpha`, so that the purchase rate is exp(γ'z) times as
/// high. Where leaving varies too: `a`·exp(δ'z) and `b`·exp(ε'z) for BG/NBD and MBG/NBD, `beta`·exp(−δ'z) for Pareto/NBD.
/// Maximum likelihood by Newton's method on the exact derivatives, from the plain fit.
///
/// # Inputs
///
/// - `histories`: of each customer, times in any one unit
/// - `covariates`: a row for each of them, in the same order; known at the first purchase
///
/// # Output
///
/// Coefficients with standard errors, and for any row of covariates the [`PurchaseModel`] of such a customer.
///
/// # Errors
///
/// [`LabError::LengthsDiffer`], [`LabError::Empty`] without a repeat purchase, [`LabError::CovariateDependent`] for a covariate
/// that follows from others, [`LabError::CovariateUnbounded`] for one whose level never buys again, [`LabError::NotConverged`].
///
/// # Source
///
/// Fader & Hardie (2007), Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models, note 019 at
/// brucehardie.com.
///
/// # Example
///
/// Customers from the shop and from the web, who buy more often.
///
/// ```
/// use lab::{CovariateEffect, Covariates, History, PurchaseKind, fit_with_covariates};
/// let shop = [(0, 0.0), (1, 10.0), (0, 0.0), (2, 20.0), (1, 3.0), (0, 0.0), (6, 38.0), (3, 12.0)];
/// let web = [(3, 25.0), (5, 9.0), (0, 0.0), (2, 9.0), (14, 37.0), (9, 15.0), (1, 2.0), (4, 30.0)];
/// let histories: Result<Vec<History>, _> =
///     shop.iter().chain(&web).map(|&(repeats, last)| History::new(repeats, last, 39.0)).collect();
/// let channels = [["shop"; 8], ["web"; 8]].concat();
/// let covariates = Covariates::new(16).with_levels_against("channel", &channels, "shop")?;
/// let fit =
///     fit_with_covariates(PurchaseKind::BgNbd, &histories?, &covariates, CovariateEffect::Purchases)?;
/// let new = |row: &[f64]| fit.model_for(row)?.expected_new(39.0);
/// assert!(new(&[1.0])? > 1.5 * new(&[0.0])?);
/// let ratio = fit.likelihood_ratio();
/// assert!(ratio.p_value < 0.1, "{ratio:?}");
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn fit_with_covariates(
    kind: PurchaseKind,
    histories: &[History],
    covariates: &Covariates,
    effect: CovariateEffect,
) -> Result<CovariateFit, LabError> {
    if histories.len() != covariates.rows() {
        return Err(LabError::LengthsDiffer {
            what: "a row of covariates for each history".to_owned(),
            wanted: histories.len(),
            given: covariates.rows(),
        });
    }
    let all = Histories::compress(histories.iter().map(|history| (*history, 1)));
    let plain = PurchaseModel::fit(kind, &all)?;
    let order = likelihood::order(histories, covariates);
    let scale = Standardised::new(covariates, &order);
    if let Some(column) = scale.dependent() {
        return Err(LabError::CovariateDependent {
            name: covariates.names()[column].clone(),
        });
    }
    let likelihood = Likelihood::new(kind, effect, histories, &order, (covariates, &scale));
    let top = ascend(
        Form::Any,
        likelihood.start(&plain.model.parameters()),
        |at| likelihood.slope(at),
    )
    .map_err(|none| refusal(covariates.names(), 4, none))?;
    let names = covariates.names();
    CovariateFit::at(&top, (kind, effect), (names, scale), plain)
}

impl CovariateFit {
    /// The fit at a maximum over standardised covariates.
    fn at(
        top: &Top,
        (kind, effect): (PurchaseKind, CovariateEffect),
        (names, scale): (&[String], Standardised),
        plain: Fitted<PurchaseModel>,
    ) -> Result<Self, LabError> {
        let width = scale.width;
        let divisor = |place: usize| match place.checked_sub(4) {
            Some(place) => scale.scales[place % width],
            None => 1.0,
        };
        let size = top.at.len();
        let covariance: Vec<Vec<f64>> = (0..size)
            .map(|row| {
                let cells = top.covariance[row * size..(row + 1) * size].iter();
                let divided = cells
                    .enumerate()
                    .map(|(column, cell)| cell / (divisor(row) * divisor(column)));
                divided.collect()
            })
            .collect();
        let standard_errors: Vec<f64> = (0..size).map(|row| covariance[row][row].sqrt()).collect();
        check_errors(&standard_errors)?;
        let effects: Vec<Vec<f64>> = (0..links(kind, effect).len())
            .map(|block| {
                let from = 4 + block * width;
                let places = from..from + width;
                places.map(|place| top.at[place] / divisor(place)).collect()
            })
            .collect();
        let base: Vec<f64> = top.at[..4]
            .iter()
            .map(|logarithm| logarithm.exp())
            .collect();
        Ok(Self {
            base: PurchaseModel::new(kind, &base)?,
            names: names.to_vec(),
            purchase: effects[0].clone(),
            leaving: effects[1..].to_vec(),
            standard_errors,
            covariance,
            log_likelihood: top.value,
            plain,
            iterations: top.iterations,
            means: scale.means,
        })
    }

    /// The means of the covariates: the base is the model of a customer who has them.
    pub fn means(&self) -> &[f64] {
        &self.means
    }

    /// What the covariates were allowed to change.
    fn effect(&self) -> CovariateEffect {
        if self.leaving.is_empty() {
            CovariateEffect::Purchases
        } else {
            CovariateEffect::PurchasesAndLeaving
        }
    }

    /// The model of a customer with these covariates: chances, expectations and intervals are those of [`PurchaseModel`].
    ///
    /// # Errors
    ///
    /// [`LabError::LengthsDiffer`], [`LabError::CovariateNotFinite`], and [`LabError::NotPositive`] where the covariates are so
    /// far off that a parameter is no number.
    pub fn model_for(&self, row: &[f64]) -> Result<PurchaseModel, LabError> {
        crate::covariates::check_row(&self.names, row)?;
        let pairs = row.iter().zip(&self.means);
        let distance: Vec<f64> = pairs.map(|(value, mean)| value - mean).collect();
        let kind = self.base.kind();
        let mut parameters = self.base.parameters();
        let effects = [&self.purchase].into_iter().chain(&self.leaving);
        for (link, coefficients) in links(kind, self.effect()).iter().zip(effects) {
            parameters[link.parameter] *= (link.sign * product(coefficients, &distance)).exp();
        }
        PurchaseModel::new(kind, &parameters)
    }

    /// Of each covariate: by what factor one more of it changes the purchase rate, and the ends of the 95 % interval.
    pub fn rate_ratios(&self) -> Vec<[f64; 3]> {
        let errors = self.purchase.iter().zip(&self.standard_errors[4..]);
        errors
            .map(|(at, error)| {
                let width = NORMAL_975 * error;
                [at.exp(), (at - width).exp(), (at + width).exp()]
            })
            .collect()
    }

    /// Compares with the plain model: is the gain more than chance?
    pub fn likelihood_ratio(&self) -> LikelihoodRatio {
        let statistic = (2.0 * (self.log_likelihood - self.plain.log_likelihood)).max(0.0);
        let degrees = self.standard_errors.len() - 4;
        let p_value = if degrees == 0 {
            1.0
        } else {
            1.0 - gamma_below(0.5 * count_to_f64(degrees as u64), 0.5 * statistic)
        };
        LikelihoodRatio {
            statistic,
            degrees,
            p_value,
        }
    }

    /// Akaike's criteria of this fit and of the plain one: the smaller is to be preferred.
    pub fn aic(&self) -> [f64; 2] {
        let parameters = count_to_f64(self.standard_errors.len() as u64);
        [
            2.0 * (parameters - self.log_likelihood),
            2.0 * (4.0 - self.plain.log_likelihood),
        ]
    }
}
