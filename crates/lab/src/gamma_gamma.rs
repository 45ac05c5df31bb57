//! Gamma-Gamma: how much a customer's purchases are worth on average, given the few that were seen.
//!
//! # Invariants
//!
//! - The three parameters are positive and finite; a mean that does not exist is `None`.

mod likelihood;

use crate::error::LabError;
use crate::incomplete::gamma_quantile;
use crate::maximise::check_positive;
use crate::newton::climb;
use crate::number::count_to_f64;
use crate::purchases_made::check_level;
use likelihood::Repeats;

/// What is known of one customer's spending.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpendHistory {
    /// Purchases after the first one.
    pub repeat_purchases: u64,
    /// Mean value of these purchases, in any one unit of money; not read when there are none.
    pub mean_value: f64,
}

/// The spread of mean purchase values over customers, and of purchases around a customer's mean.
///
/// # Model
///
/// A customer's purchase values are Gamma(p, ν) with rate ν, and ν ~ Gamma(q, γ) over customers. So the
/// mean of x purchases is Gamma(px, νx), and its density over customers is
/// Γ(px + q) / (Γ(px)·Γ(q)) · γ^q · z^(px − 1) · x^(px) / (γ + xz)^(px + q).
/// How much a customer spends does not depend on how often the customer buys.
///
/// # Source
///
/// Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value, note 025, eq. (1a).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    shape_p: f64,
    shape_q: f64,
    scale_gamma: f64,
}

/// A fitted [`GammaGamma`], and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGammaFit {
    /// The parameters at the maximum of the likelihood.
    pub model: GammaGamma,
    /// Variances and covariances of p, q and γ, from the curvature at the maximum.
    pub covariance: [[f64; 3]; 3],
    /// Standard errors of p, q and γ.
    pub standard_errors: [f64; 3],
    /// Logarithm of the likelihood at the maximum.
    pub log_likelihood: f64,
}

/// Fits the Gamma-Gamma model of purchase values by maximum likelihood.
///
/// # Model
///
/// That of [`GammaGamma`]; customers without repeat purchases say nothing and are left out.
///
/// # Inputs
///
/// - `histories`: one for each customer, in any order; means of repeat purchases, > 0, in one unit of money
///
/// # Output
///
/// The parameters (γ in the unit of the values), their standard errors, and the log likelihood.
///
/// # Errors
///
/// [`LabError::Empty`] without a repeat purchase, [`LabError::NotPositive`] for a mean that is not above 0 or
/// not finite, [`LabError::NotConverged`] when the data do not determine the parameters.
///
/// # Source
///
/// Fader & Hardie (2013), note 025, eq. (1a).
///
/// # Example
///
/// ```
/// use lab::{SpendHistory, fit_gamma_gamma};
/// assert!(fit_gamma_gamma(&[SpendHistory { repeat_purchases: 0, mean_value: 0.0 }]).is_err());
/// ```
pub fn fit_gamma_gamma(histories: &[SpendHistory]) -> Result<GammaGammaFit, LabError> {
    let what = "a Gamma-Gamma fit";
    let mut repeats: Vec<(f64, f64)> = Vec::new();
    for history in histories.iter().filter(|h| h.repeat_purchases > 0) {
        check_positive("the mean value of repeat purchases", history.mean_value)?;
        repeats.push((count_to_f64(history.repeat_purchases), history.mean_value));
    }
    if repeats.is_empty() {
        return Err(LabError::Empty { what });
    }
    // Around a mean of 1 the search starts near the maximum whatever the currency.
    let customers = count_to_f64(repeats.len() as u64);
    let unit =
        rounded_to_power_of_two(repeats.iter().map(|(_, mean)| mean).sum::<f64>() / customers);
    for repeat in &mut repeats {
        repeat.1 /= unit;
    }
    let repeats = Repeats::new(repeats);
    let search = |start, repeats: &Repeats| climb(start, |at| repeats.curve(at));
    let cold = [4.0, 4.0, 0.75];
    let start = repeats
        .thinned()
        .and_then(|few| search(cold, &few).ok())
        .map_or(cold, |peak| peak.at);
    let peak = search(start, &repeats).or_else(|_| search(cold, &repeats))?;
    let [p, q, gamma] = peak.at;
    let mut covariance = peak.covariance;
    for row in &mut covariance {
        row[2] *= unit;
    }
    for cell in &mut covariance[2] {
        *cell *= unit;
    }
    Ok(GammaGammaFit {
        model: GammaGamma::new(p, q, gamma * unit)?,
        standard_errors: [0, 1, 2].map(|index| covariance[index][index].sqrt()),
        covariance,
        log_likelihood: peak.value - unit.ln() * customers,
    })
}

/// The power of two below: dividing by it loses no digit, so that the order in which it was summed does not matter.
fn rounded_to_power_of_two(value: f64) -> f64 {
    value.log2().floor().exp2()
}

impl GammaGamma {
    /// Takes the parameters p and q (shapes) and γ (in the unit of the purchase values).
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] for a parameter that is not above 0 or not finite.
    pub fn new(shape_p: f64, shape_q: f64, scale_gamma: f64) -> Result<Self, LabError> {
        check_positive("the shape p", shape_p)?;
        check_positive("the shape q", shape_q)?;
        check_positive("the scale gamma", scale_gamma)?;
        Ok(Self {
            shape_p,
            shape_q,
            scale_gamma,
        })
    }

    /// The parameters p, q and γ.
    pub fn parameters(&self) -> [f64; 3] {
        [self.shape_p, self.shape_q, self.scale_gamma]
    }

    /// Expected value of a purchase of a customer of whom nothing is known.
    ///
    /// # Model
    ///
    /// That of [`GammaGamma`]: E(Z) = p·γ / (q − 1).
    ///
    /// # Inputs
    ///
    /// None but the parameters.
    ///
    /// # Output
    ///
    /// Money, > 0; `None` when q ≤ 1, as the mean is infinite, or when it is too large for a number.
    ///
    /// # Errors
    ///
    /// None: `self` is valid by construction.
    ///
    /// # Source
    ///
    /// Fader & Hardie (2013), note 025, section 3.
    ///
    /// # Example
    ///
    /// The note's parameters for CDNOW, in dollars.
    ///
    /// ```
    /// let spend = lab::GammaGamma::new(6.25, 3.74, 15.44)?;
    /// assert!(spend.population_mean().is_some_and(|mean| (mean - 35.22).abs() < 0.005));
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn population_mean(&self) -> Option<f64> {
        self.mean_given(0.0, 0.0)
    }

    /// Expected value of a purchase of one customer, given the repeat purchases that were seen.
    ///
    /// # Model
    ///
    /// That of [`GammaGamma`]: E(Z | x, z) = p·(γ + xz) / (px + q − 1), between the customer's own mean
    /// and that of all, nearer to the own mean the more purchases there are.
    ///
    /// # Inputs
    ///
    /// - `history.repeat_purchases`: count, ≥ 0
    /// - `history.mean_value`: their mean, ≥ 0, in the unit of the fit
    ///
    /// # Output
    ///
    /// Money, > 0; `None` when the mean is infinite (px + q ≤ 1) or too large for a number.
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] when there are purchases and their mean is not above 0 or not finite.
    ///
    /// # Source
    ///
    /// Fader & Hardie (2013), note 025, eq. (5).
    ///
    /// # Example
    ///
    /// Two repeat purchases of 40 dollars on average, under the note's parameters.
    ///
    /// ```
    /// let spend = lab::GammaGamma::new(6.25, 3.74, 15.44)?;
    /// let seen = lab::SpendHistory { repeat_purchases: 2, mean_value: 40.0 };
    /// assert!(spend.conditional_mean(seen)?.is_some_and(|mean| (mean - 39.14).abs() < 0.005));
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn conditional_mean(&self, history: SpendHistory) -> Result<Option<f64>, LabError> {
        if history.repeat_purchases == 0 {
            return Ok(self.population_mean());
        }
        check_positive("the mean value of repeat purchases", history.mean_value)?;
        let count = count_to_f64(history.repeat_purchases);
        Ok(self.mean_given(count, history.mean_value))
    }

    /// Numbers between which the customer's own mean lies with a probability of `level`, half of the rest on either side.
    ///
    /// # Model
    ///
    /// That of [`GammaGamma`]: after x purchases of mean z, ν ~ Gamma(px + q, rate γ + xz), and the customer's mean is p/ν. The
    /// errors of the parameters are not in it.
    ///
    /// # Inputs
    ///
    /// - `history`: as for [`GammaGamma::conditional_mean`]
    /// - `level`: between 0 and 1
    ///
    /// # Output
    ///
    /// Money, > 0, also where the expected mean is infinite.
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] as for the mean, [`LabError::NotAShare`] for the level.
    ///
    /// # Source
    ///
    /// Fader & Hardie (2013), note 025, section 3: the distribution before eq. (5).
    ///
    /// # Example
    ///
    /// ```
    /// let spend = lab::GammaGamma::new(6.25, 3.74, 15.44)?;
    /// let seen = lab::SpendHistory { repeat_purchases: 2, mean_value: 40.0 };
    /// let (low, high) = spend.mean_interval(seen, 0.95)?;
    /// assert!(low > 23.0 && low < 24.5 && high > 63.0 && high < 66.0, "{low} {high}");
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn mean_interval(&self, history: SpendHistory, level: f64) -> Result<(f64, f64), LabError> {
        check_level(level)?;
        let (shape, scale) = self.posterior(history)?;
        let tail = 0.5 * (1.0 - level);
        let at = |probability| self.shape_p * scale / gamma_quantile(shape, probability);
        Ok((at(1.0 - tail), at(tail)))
    }

    /// Shape px + q and rate γ + xz of what is known of the customer's ν.
    pub(crate) fn posterior(&self, history: SpendHistory) -> Result<(f64, f64), LabError> {
        if history.repeat_purchases == 0 {
            return Ok((self.shape_q, self.scale_gamma));
        }
        check_positive("the mean value of repeat purchases", history.mean_value)?;
        let count = count_to_f64(history.repeat_purchases);
        Ok((
            self.shape_p * count + self.shape_q,
            self.scale_gamma + count * history.mean_value,
        ))
    }

    /// p·(γ + xz) / (px + q − 1), where it is a positive number.
    fn mean_given(&self, count: f64, mean: f64) -> Option<f64> {
        let weight = self.shape_p * count + self.shape_q - 1.0;
        let value = self.shape_p * (self.scale_gamma + count * mean) / weight;
        (weight > 0.0 && value.is_finite()).then_some(value)
    }
}
