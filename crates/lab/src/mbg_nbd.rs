//! MBG/NBD: how many purchases are still to come from a customer whose leaving nobody announces.

use crate::beta_geometric::BetaGeometric;
use crate::error::LabError;
use crate::history::{Fitted, Histories, History};
use crate::purchases_made::check_level;

/// The MBG/NBD model of repeat purchases.
///
/// # Model
///
/// Purchases while alive are Poisson with rate λ ~ Gamma(`r`, `alpha`, per unit of time); after each purchase, the first included, the customer
/// leaves for good with probability p ~ Beta(`a`, `b`). λ and p are independent.
///
/// # Inputs
///
/// - histories: repeat purchases, recency and age in one unit of time (see [`History`])
/// - horizons and times: in the same unit, ≥ 0
///
/// # Output
///
/// Probabilities between 0 and 1; expected purchases ≥ 0, finite, not decreasing with the horizon. They are
/// computed as an integral over p without cancellation, so that `a` = 1 is no exception.
///
/// # Errors
///
/// [`LabError::NotPositive`] for parameters, [`LabError::Empty`] for a fit without a repeat purchase,
/// [`LabError::NotConverged`], and [`LabError::NegativeTime`] or [`LabError::NotFinite`] for times.
///
/// # Source
///
/// Batislam, Denizel & Filiztekin (2007), Empirical validation and comparison of models for customer base analysis,
/// International Journal of Research in Marketing 24(3).
///
/// # Example
///
/// The worked customer of the BG/NBD paper, in weeks, under this model: 1.263 purchases in the next 39 weeks.
///
/// ```
/// use lab::{History, MbgNbd};
/// let model = MbgNbd::new(0.525, 6.183, 0.891, 1.614)?;
/// let customer = History::new(2, 30.43, 38.86)?;
/// let expected = model.expected_purchases(&customer, 39.0)?;
/// assert!((expected - 1.263).abs() < 5e-4, "{expected}");
/// # Ok::<(), lab::LabError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MbgNbd(BetaGeometric);

impl MbgNbd {
    /// A model with known parameters: `r`, `alpha` (in the unit of time), `a`, `b`.
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`] for a parameter that is not above 0.
    pub fn new(r: f64, alpha: f64, a: f64, b: f64) -> Result<Self, LabError> {
        BetaGeometric::new([r, alpha, a, b], true).map(Self)
    }

    /// The parameters that make the histories most probable.
    ///
    /// # Errors
    ///
    /// [`LabError::Empty`] without a repeat purchase, [`LabError::NotConverged`].
    pub fn fit(histories: &Histories) -> Result<Fitted<Self>, LabError> {
        Ok(BetaGeometric::fit(histories, true)?.map(Self))
    }

    /// `r`, `alpha`, `a` and `b`.
    pub fn parameters(&self) -> [f64; 4] {
        [self.0.r, self.0.alpha, self.0.a, self.0.b]
    }

    /// Probability that the customer has not left.
    pub fn p_alive(&self, history: &History) -> f64 {
        self.0.p_alive(history)
    }

    /// Purchases to expect from the customer within the horizon after the end of the observation.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn expected_purchases(&self, history: &History, horizon: f64) -> Result<f64, LabError> {
        self.0.expected_purchases(history, horizon)
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
        self.0.discounted_purchases(history, horizon, rate)
    }

    /// Variance of the purchases of the customer within the horizon.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn purchases_variance(&self, history: &History, horizon: f64) -> Result<f64, LabError> {
        Ok(self.purchases_spread(history, horizon)?.1)
    }

    pub(crate) fn purchases_spread(
        &self,
        history: &History,
        horizon: f64,
    ) -> Result<(f64, f64), LabError> {
        self.0.purchases_spread(history, horizon)
    }

    pub(crate) fn purchases_while_alive(&self, history: &History, horizon: f64, rate: f64) -> f64 {
        self.0.discounted_while_alive(history, horizon, rate)
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
        self.0.purchases_at_least(history, horizon, purchases)
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
        self.0.interval(history, horizon, level)
    }

    /// Repeat purchases to expect from a new customer within the horizon after the first purchase.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn expected_new(&self, horizon: f64) -> Result<f64, LabError> {
        self.0.expected_new(horizon)
    }

    /// Probability that a new customer makes so many repeat purchases within a time.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn probability(&self, purchases: u64, time: f64) -> Result<f64, LabError> {
        self.0.probability(purchases, time)
    }
}
