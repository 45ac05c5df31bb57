//! BG/BB: what customers do who can buy once a period (a year's gift, a yearly fair), and may have left unseen.
//!
//! # Invariants
//!
//! - The four parameters are positive and finite; a history's last purchase lies within its periods.

mod forecast;

use crate::curvature::{certain_covariance, certain_errors};
use crate::error::LabError;
use crate::maximise::{MaximiseOptions, check_positive, maximise};
use crate::number::count_to_f64;
use crate::special::{ln_add_exp, ln_beta, ln_gamma};

/// What is known of one customer after the first purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PeriodHistory {
    periods: u32,
    last_purchase: u32,
    purchases: u32,
}

impl PeriodHistory {
    /// Takes the number of periods with a purchase, the last of them (0 without any), and the periods observed.
    ///
    /// # Errors
    ///
    /// [`LabError::PeriodOutside`] unless purchases ≤ last ≤ periods, both 0 or neither.
    pub fn new(purchases: u32, last_purchase: u32, periods: u32) -> Result<Self, LabError> {
        let ordered = purchases <= last_purchase && last_purchase <= periods;
        if ordered && (purchases == 0) == (last_purchase == 0) {
            return Ok(Self {
                periods,
                last_purchase,
                purchases,
            });
        }
        Err(LabError::PeriodOutside {
            purchases,
            last_purchase,
            periods,
        })
    }
}

/// The spread over customers of buying in a period while alive, and of leaving before it.
///
/// # Model
///
/// A customer leaves before a period with probability θ ~ Beta(γ, δ); a customer who has not left buys in the period
/// with probability p ~ Beta(α, β). Both keep their value, and are independent.
///
/// # Source
///
/// Fader, Hardie & Shang (2010), Customer-base analysis in a discrete-time noncontractual setting, Marketing
/// Science 29(6).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgBb {
    purchase_alpha: f64,
    purchase_beta: f64,
    dropout_gamma: f64,
    dropout_delta: f64,
}

/// A fitted [`BgBb`], and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgBbFit {
    /// The parameters at the maximum of the likelihood.
    pub model: BgBb,
    /// Standard errors of α, β, γ and δ, from the curvature at the maximum.
    pub standard_errors: [f64; 4],
    /// Their variances and covariances, row by row.
    pub covariance: [[f64; 4]; 4],
    /// Logarithm of the likelihood at the maximum.
    pub log_likelihood: f64,
}

/// Fits the BG/BB model to histories by period by maximum likelihood.
///
/// # Model
///
/// That of [`BgBb`].
///
/// # Inputs
///
/// - `histories`: each with the number of customers who have it, in any order
///
/// # Output
///
/// The parameters, their standard errors, and the log likelihood.
///
/// # Errors
///
/// [`LabError::Empty`] without customers, [`LabError::NotConverged`] when the data do not determine the parameters.
///
/// # Source
///
/// Fader, Hardie & Shang (2010), Marketing Science 29(6), likelihood of section 3.
///
/// # Example
///
/// ```
/// assert!(lab::fit_bg_bb(&[]).is_err());
/// ```
pub fn fit_bg_bb(histories: &[(PeriodHistory, u64)]) -> Result<BgBbFit, LabError> {
    let mut seen = histories.to_vec();
    seen.retain(|&(_, customers)| customers > 0);
    if seen.is_empty() {
        return Err(LabError::Empty {
            what: "a BG/BB fit",
        });
    }
    // One order of summation, so that the order of the customers does not matter.
    seen.sort_unstable();
    seen.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 += later.1;
        }
        same
    });
    let found = maximise(
        &[1.0, 1.0, 1.0, 2.0],
        |at| {
            let model = BgBb::from_slice(at);
            let terms = seen.iter().map(|&(history, customers)| {
                count_to_f64(customers) * model.ln_likelihood(history)
            });
            terms.sum()
        },
        &MaximiseOptions::default(),
    )?;
    Ok(BgBbFit {
        model: BgBb::from_slice(&found.at),
        standard_errors: certain_errors(&found)?,
        covariance: certain_covariance(&found)?,
        log_likelihood: found.value,
    })
}

impl BgBb {
    /// Takes α and β of the purchases, and γ and δ of leaving.
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] for a parameter that is not above 0 or not finite.
    pub fn new([alpha, beta, gamma, delta]: [f64; 4]) -> Result<Self, LabError> {
        check_positive("the purchase parameter alpha", alpha)?;
        check_positive("the purchase parameter beta", beta)?;
        check_positive("the dropout parameter gamma", gamma)?;
        check_positive("the dropout parameter delta", delta)?;
        Ok(Self::from_slice(&[alpha, beta, gamma, delta]))
    }

    fn from_slice(at: &[f64]) -> Self {
        Self {
            purchase_alpha: at[0],
            purchase_beta: at[1],
            dropout_gamma: at[2],
            dropout_delta: at[3],
        }
    }

    /// The parameters α, β, γ and δ.
    pub fn parameters(&self) -> [f64; 4] {
        [
            self.purchase_alpha,
            self.purchase_beta,
            self.dropout_gamma,
            self.dropout_delta,
        ]
    }

    /// ln of the probability of certain x purchases in the m periods in which the customer is there.
    fn ln_purchases(&self, purchases: f64, periods: f64) -> f64 {
        let (alpha, beta) = (self.purchase_alpha, self.purchase_beta);
        ln_beta(alpha + purchases, beta + periods - purchases) - ln_beta(alpha, beta)
    }

    /// ln of the probability of still being there in period m.
    fn ln_alive(&self, periods: f64) -> f64 {
        let (gamma, delta) = (self.dropout_gamma, self.dropout_delta);
        ln_beta(gamma, delta + periods) - ln_beta(gamma, delta)
    }

    /// ln of the probability of leaving right after period m.
    fn ln_leaves(&self, periods: f64) -> f64 {
        let (gamma, delta) = (self.dropout_gamma, self.dropout_delta);
        ln_beta(gamma + 1.0, delta + periods) - ln_beta(gamma, delta)
    }

    fn ln_likelihood(&self, history: PeriodHistory) -> f64 {
        let purchases = f64::from(history.purchases);
        let all = f64::from(history.periods);
        let stayed = self.ln_purchases(purchases, all) + self.ln_alive(all);
        (history.last_purchase..history.periods).fold(stayed, |sum, period| {
            let period = f64::from(period);
            let left = self.ln_purchases(purchases, period) + self.ln_leaves(period);
            ln_add_exp(sum, left)
        })
    }

    /// Probability that a customer with this history is there in the period after the last one observed.
    ///
    /// # Model
    ///
    /// That of [`BgBb`]: B(α + x, β + n − x)·B(γ, δ + n + 1) / (B(α, β)·B(γ, δ)) over the likelihood of the history.
    ///
    /// # Inputs
    ///
    /// - `history`: purchases, the last of them, and the periods observed
    ///
    /// # Output
    ///
    /// A probability, 0 to 1.
    ///
    /// # Errors
    ///
    /// None: `history` and `self` are valid by construction.
    ///
    /// # Source
    ///
    /// Fader, Hardie & Shang (2010), Marketing Science 29(6), P(alive at n + 1).
    ///
    /// # Example
    ///
    /// The paper's donors: two gifts in six years, the last in the fourth.
    ///
    /// ```
    /// let donors = lab::BgBb::new([1.204, 0.750, 0.657, 2.783])?;
    /// let alive = donors.probability_alive(lab::PeriodHistory::new(2, 4, 6)?);
    /// assert!((alive - 0.59).abs() < 0.005);
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn probability_alive(&self, history: PeriodHistory) -> f64 {
        let periods = f64::from(history.periods);
        let there = self.ln_purchases(f64::from(history.purchases), periods);
        let ln = there + self.ln_alive(periods + 1.0) - self.ln_likelihood(history);
        ln.min(0.0).exp()
    }

    /// Expected number of purchases of a customer with this history in the next `horizon` periods.
    ///
    /// # Model
    ///
    /// That of [`BgBb`]: B(α + x + 1, β + n − x) / B(α, β) · Σ over i = 1 … `horizon` of B(γ, δ + n + i) / B(γ, δ),
    /// over the likelihood of the history. The sum has no singularity at γ = 1, which the paper's closed form has.
    ///
    /// # Inputs
    ///
    /// - `history`: purchases, the last of them, and the periods observed
    /// - `horizon`: periods to come; the time taken grows with it
    ///
    /// # Output
    ///
    /// Purchases, 0 to `horizon`.
    ///
    /// # Errors
    ///
    /// None: `history` and `self` are valid by construction.
    ///
    /// # Source
    ///
    /// Fader, Hardie & Shang (2010), Marketing Science 29(6), the conditional expectation, before its sum is taken.
    ///
    /// # Example
    ///
    /// ```
    /// let donors = lab::BgBb::new([1.204, 0.750, 0.657, 2.783])?;
    /// let every_year = lab::PeriodHistory::new(6, 6, 6)?;
    /// let gifts = donors.expected_purchases(every_year, 5);
    /// assert!(gifts > 3.5 && gifts < 4.0);
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn expected_purchases(&self, history: PeriodHistory, horizon: u32) -> f64 {
        let purchases = f64::from(history.purchases);
        let rate = (self.purchase_alpha + purchases)
            / (self.purchase_alpha + self.purchase_beta + f64::from(history.periods));
        let mut alive = self.probability_alive(history);
        let mut stays = self.dropout_delta + f64::from(history.periods) + 1.0;
        let mut sum = 0.0;
        for _ in 0..horizon {
            sum += alive;
            alive *= stays / (self.dropout_gamma + stays);
            stays += 1.0;
        }
        rate * sum
    }

    /// Probability of so many purchases of a new customer in the first `periods` periods; 0 when they are more.
    pub fn probability_of(&self, purchases: u32, periods: u32) -> f64 {
        if purchases > periods {
            return 0.0;
        }
        let count = f64::from(purchases);
        let ln_orders =
            |of: f64| ln_gamma(of + 1.0) - ln_gamma(count + 1.0) - ln_gamma(of - count + 1.0);
        let all = f64::from(periods);
        let stayed = ln_orders(all) + self.ln_purchases(count, all) + self.ln_alive(all);
        let ln = (purchases..periods).fold(stayed, |sum, period| {
            let period = f64::from(period);
            let left = self.ln_purchases(count, period) + self.ln_leaves(period);
            ln_add_exp(sum, ln_orders(period) + left)
        });
        ln.min(0.0).exp()
    }
}
