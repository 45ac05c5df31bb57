//! Pareto/NBD: how many purchases are still to come from a customer who can leave at any time.

mod counts;
mod left;
mod likelihood;

use crate::error::LabError;
use crate::history::{Fitted, Histories, History, check_time};
use crate::maximise::check_positive;
use crate::newton::climb_histories;
use crate::number::count_to_f64;
use crate::purchases_made::check_level;

/// The Pareto/NBD model of repeat purchases.
///
/// # Model
///
/// Purchases while alive are Poisson with rate λ ~ Gamma(`r`, `alpha`, per unit of time); the customer leaves for good
/// after an exponential time with rate μ ~ Gamma(`s`, `beta`, per unit of time). λ and μ are independent.
///
/// # Inputs
///
/// - histories: repeat purchases, recency and age in one unit of time (see [`History`])
/// - horizons: in the same unit, ≥ 0
///
/// # Output
///
/// Probabilities between 0 and 1; expected purchases ≥ 0, finite, not decreasing with the horizon. The likelihood is
/// an integral over the time at which the customer may have left, a sum of positive terms, where the form with
/// two ₂F₁ subtracts. `s` = 1 is a removable singularity, taken by its limit.
///
/// # Errors
///
/// [`LabError::NotPositive`] for parameters, [`LabError::Empty`] for a fit without a repeat purchase,
/// [`LabError::NotConverged`], and [`LabError::NegativeTime`] or [`LabError::NotFinite`] for horizons.
///
/// # Source
///
/// Schmittlein, Morrison & Colombo (1987), Counting your customers, Management Science 33(1); the integral: Fader & Hardie
/// (2005), A note on deriving the Pareto/NBD model and related expressions.
///
/// # Example
///
/// A customer of the CDNOW cohort who bought 26 times in 31 weeks, the last time just now: 25.46 purchases in the
/// next 52 weeks.
///
/// ```
/// use lab::{History, ParetoNbd};
/// let model = ParetoNbd::new(0.553, 10.578, 0.606, 11.669)?;
/// let customer = History::new(26, 30.86, 31.0)?;
/// let expected = model.expected_purchases(&customer, 52.0)?;
/// assert!((expected - 25.46).abs() < 0.01, "{expected}");
/// # Ok::<(), lab::LabError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParetoNbd {
    r: f64,
    alpha: f64,
    s: f64,
    beta: f64,
}

impl ParetoNbd {
    /// A model with known parameters: `r`, `alpha` (in the unit of time), `s`, `beta` (in the unit of time).
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] for a parameter that is not above 0.
    pub fn new(r: f64, alpha: f64, s: f64, beta: f64) -> Result<Self, LabError> {
        for value in [r, alpha, s, beta] {
            check_positive("a parameter of a model", value)?;
        }
        Ok(Self { r, alpha, s, beta })
    }

    /// A model with parameters that a search tries.
    pub(crate) fn with([r, alpha, s, beta]: [f64; 4]) -> Self {
        Self { r, alpha, s, beta }
    }

    /// The parameters that make the histories most probable.
    ///
    /// # Errors
    ///
    /// [`LabError::Empty`] without a repeat purchase, [`LabError::NotConverged`].
    pub fn fit(histories: &Histories) -> Result<Fitted<Self>, LabError> {
        let model = |at: &[f64; 4]| Self::with(*at);
        let time = histories.time_per_purchase()?;
        let curve = |at: &[f64; 4], histories: &Histories| model(at).curve(histories);
        let peak = climb_histories(histories, [1.0, time, 1.0, time], curve)?;
        Ok(Fitted::at(&peak, model(&peak.at)))
    }

    /// `r`, `alpha`, `s` and `beta`.
    pub fn parameters(&self) -> [f64; 4] {
        [self.r, self.alpha, self.s, self.beta]
    }

    /// Probability that the customer has not left.
    pub fn p_alive(&self, history: &History) -> f64 {
        self.there(history)
    }

    /// Purchases to expect from the customer within the horizon after the end of the observation.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn expected_purchases(&self, history: &History, horizon: f64) -> Result<f64, LabError> {
        check_time(horizon)?;
        let after = self.after(history);
        Ok(self.p_alive(history) * after.expected_while_alive(horizon))
    }

    /// The same at present value: ∫ e^(−`rate`·t) dE(t) over the horizon, `rate` ≥ 0 per unit of time.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn discounted_purchases(
        &self,
        history: &History,
        horizon: f64,
        rate: f64,
    ) -> Result<f64, LabError> {
        check_time(horizon)?;
        check_time(rate)?;
        let after = self.after(history);
        Ok(self.p_alive(history) * after.discounted_while_alive(horizon, rate))
    }

    /// Variance of the purchases of the customer within the horizon.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn purchases_variance(&self, history: &History, horizon: f64) -> Result<f64, LabError> {
        Ok(self.purchases_spread(history, horizon)?.1)
    }

    /// Expected purchases and their variance.
    pub(crate) fn purchases_spread(
        &self,
        history: &History,
        horizon: f64,
    ) -> Result<(f64, f64), LabError> {
        check_time(horizon)?;
        let (alive, after) = (self.p_alive(history), self.after(history));
        let mean = alive * after.expected_while_alive(horizon);
        let variance = alive * after.pairs_while_alive(horizon) + mean * (1.0 - mean);
        Ok((mean, variance.max(0.0)))
    }

    /// Purchases at present value if the customer is still there; horizon and rate must have been checked.
    pub(crate) fn purchases_while_alive(&self, history: &History, horizon: f64, rate: f64) -> f64 {
        self.after(history).discounted_while_alive(horizon, rate)
    }

    /// Probability that the customer makes at least so many purchases within the horizon.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn purchases_at_least(
        &self,
        history: &History,
        horizon: f64,
        purchases: u64,
    ) -> Result<f64, LabError> {
        check_time(horizon)?;
        Ok(if purchases == 0 {
            1.0
        } else {
            self.p_alive(history) * self.after(history).at_least(horizon, purchases)
        })
    }

    /// Numbers between which the customer's purchases within the horizon lie with a probability of at least `level`,
    /// with at most half of the rest on either side.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`], [`LabError::NotAShare`].
    pub fn interval(
        &self,
        history: &History,
        horizon: f64,
        level: f64,
    ) -> Result<(u64, u64), LabError> {
        check_level(level)?;
        check_time(horizon)?;
        Ok(self.ends(history, horizon, level))
    }

    /// Repeat purchases to expect from a new customer within the horizon after the first purchase.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn expected_new(&self, horizon: f64) -> Result<f64, LabError> {
        check_time(horizon)?;
        Ok(self.expected_while_alive(horizon))
    }

    /// Probability that a new customer makes so many repeat purchases within a time.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn probability(&self, purchases: u64, time: f64) -> Result<f64, LabError> {
        self.exactly(purchases, time)
    }

    /// What is known of the customer's rates after the history, if still there.
    fn after(&self, history: &History) -> Self {
        Self {
            r: self.r + count_to_f64(history.repeat_purchases()),
            alpha: self.alpha + history.age(),
            beta: self.beta + history.age(),
            ..*self
        }
    }

    /// Expected purchases of a customer who is there at the start: r/α·β·(1 − (β/(β + t))^(s − 1))/(s − 1).
    fn expected_while_alive(&self, horizon: f64) -> f64 {
        let power = self.s - 1.0;
        let logarithm = (horizon / self.beta).ln_1p();
        let time = if (power * logarithm).abs() < 1e-12 {
            logarithm
        } else {
            -(-power * logarithm).exp_m1() / power
        };
        self.r / self.alpha * self.beta * time
    }
}
