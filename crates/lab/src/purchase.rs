//! The models of purchases behind one door, so that they can be fitted, compared and stored alike.

use std::fmt;

use crate::bg_nbd::BgNbd;
use crate::error::LabError;
use crate::history::{Fitted, Histories, History, check_time};
use crate::mbg_nbd::MbgNbd;
use crate::pareto_nbd::ParetoNbd;

/// Which model of purchases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PurchaseKind {
    /// BG/NBD: customers leave after a repeat purchase.
    BgNbd,
    /// MBG/NBD: customers leave after a purchase, the first included.
    MbgNbd,
    /// Pareto/NBD: customers leave at any time.
    ParetoNbd,
}

impl PurchaseKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::BgNbd, Self::MbgNbd, Self::ParetoNbd];

    /// `bg_nbd`, `mbg_nbd` or `pareto_nbd`.
    pub fn name(self) -> &'static str {
        match self {
            Self::BgNbd => "bg_nbd",
            Self::MbgNbd => "mbg_nbd",
            Self::ParetoNbd => "pareto_nbd",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Names of the parameters, in their order. `alpha` and `beta` of Pareto/NBD are times, the others plain numbers, but for
    /// `alpha`, which is a time everywhere.
    pub fn parameter_names(self) -> [&'static str; 4] {
        match self {
            Self::BgNbd | Self::MbgNbd => ["r", "alpha", "a", "b"],
            Self::ParetoNbd => ["r", "alpha", "s", "beta"],
        }
    }
}

impl fmt::Display for PurchaseKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// One of the models of purchases with its parameters.
///
/// # Example
///
/// ```
/// use lab::{History, PurchaseKind, PurchaseModel};
/// let model = PurchaseModel::new(PurchaseKind::BgNbd, &[0.243, 4.414, 0.793, 2.426])?;
/// let customer = History::new(2, 30.43, 38.86)?;
/// let expected = model.expected_purchases(&customer, 39.0)?;
/// let today = model.discounted_purchases(&customer, 39.0, 0.0)?;
/// assert!((expected - 1.226).abs() < 5e-4 && (today - expected).abs() < 1e-12);
/// let there = model.discounted_while_alive(&customer, 39.0, 0.0)?;
/// assert!((model.p_alive(&customer) * there - expected).abs() < 1e-12);
/// assert_eq!(model.interval(&customer, 39.0, 0.95)?, (0, 5));
/// # Ok::<(), lab::LabError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PurchaseModel {
    /// BG/NBD.
    BgNbd(BgNbd),
    /// MBG/NBD.
    MbgNbd(MbgNbd),
    /// Pareto/NBD.
    ParetoNbd(ParetoNbd),
}

/// The same question to whichever model it is.
macro_rules! of_each {
    ($model:expr, $inner:ident => $answer:expr) => {
        match $model {
            PurchaseModel::BgNbd($inner) => $answer,
            PurchaseModel::MbgNbd($inner) => $answer,
            PurchaseModel::ParetoNbd($inner) => $answer,
        }
    };
}

impl PurchaseModel {
    /// A model with known parameters, in the order of [`PurchaseKind::parameter_names`].
    ///
    /// # Errors
    ///
    /// [`LabError::ParameterCount`] for another number than four, [`LabError::NotPositive`] for one that is not above 0.
    pub fn new(kind: PurchaseKind, parameters: &[f64]) -> Result<Self, LabError> {
        let &[first, second, third, fourth] = parameters else {
            return Err(LabError::ParameterCount {
                expected: 4,
                given: parameters.len(),
            });
        };
        Ok(match kind {
            PurchaseKind::BgNbd => Self::BgNbd(BgNbd::new(first, second, third, fourth)?),
            PurchaseKind::MbgNbd => Self::MbgNbd(MbgNbd::new(first, second, third, fourth)?),
            PurchaseKind::ParetoNbd => {
                Self::ParetoNbd(ParetoNbd::new(first, second, third, fourth)?)
            }
        })
    }

    /// The parameters that make the histories most probable.
    ///
    /// # Errors
    ///
    /// [`LabError::Empty`] without a repeat purchase, [`LabError::NotConverged`], also where the data leave a parameter open.
    pub fn fit(kind: PurchaseKind, histories: &Histories) -> Result<Fitted<Self>, LabError> {
        Ok(match kind {
            PurchaseKind::BgNbd => BgNbd::fit(histories)?.map(Self::BgNbd),
            PurchaseKind::MbgNbd => MbgNbd::fit(histories)?.map(Self::MbgNbd),
            PurchaseKind::ParetoNbd => ParetoNbd::fit(histories)?.map(Self::ParetoNbd),
        })
    }

    /// Which model it is.
    pub fn kind(&self) -> PurchaseKind {
        match self {
            Self::BgNbd(_) => PurchaseKind::BgNbd,
            Self::MbgNbd(_) => PurchaseKind::MbgNbd,
            Self::ParetoNbd(_) => PurchaseKind::ParetoNbd,
        }
    }

    /// The parameters, in the order of [`PurchaseKind::parameter_names`].
    pub fn parameters(&self) -> [f64; 4] {
        of_each!(self, model => model.parameters())
    }

    /// Names of the parameters.
    pub fn parameter_names(&self) -> [&'static str; 4] {
        self.kind().parameter_names()
    }

    /// Probability that the customer has not left.
    pub fn p_alive(&self, history: &History) -> f64 {
        of_each!(self, model => model.p_alive(history))
    }

    /// Purchases to expect from the customer within the horizon after the end of the observation.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn expected_purchases(&self, history: &History, horizon: f64) -> Result<f64, LabError> {
        of_each!(self, model => model.expected_purchases(history, horizon))
    }

    /// Repeat purchases to expect from a new customer within the horizon after the first purchase.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn expected_new(&self, horizon: f64) -> Result<f64, LabError> {
        of_each!(self, model => model.expected_new(horizon))
    }

    /// Purchases to expect within the horizon at present value: ∫ e^(−`rate`·t) dE(t), with a `rate` ≥ 0 per unit of time
    /// (ln 1.1 per year for 10 %).
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`], for the horizon and the rate.
    pub fn discounted_purchases(
        &self,
        history: &History,
        horizon: f64,
        rate: f64,
    ) -> Result<f64, LabError> {
        of_each!(self, model => model.discounted_purchases(history, horizon, rate))
    }

    /// The same if the customer is still there: [`Self::p_alive`] times this is [`Self::discounted_purchases`]. It depends on the
    /// number of repeat purchases and the age alone, not on the recency, so that many customers share it.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`], for the horizon and the rate.
    pub fn discounted_while_alive(
        &self,
        history: &History,
        horizon: f64,
        rate: f64,
    ) -> Result<f64, LabError> {
        check_time(horizon)?;
        check_time(rate)?;
        Ok(self.purchases_while_alive(history, horizon, rate))
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
        of_each!(self, model => model.purchases_at_least(history, horizon, purchases))
    }

    /// Numbers between which the customer's purchases within the horizon lie with a probability of at least `level`, with at
    /// most half of the rest on either side. Exact for the model with these parameters, whose own errors are not in it.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`], [`LabError::NotAShare`] for the level.
    pub fn interval(
        &self,
        history: &History,
        horizon: f64,
        level: f64,
    ) -> Result<(u64, u64), LabError> {
        of_each!(self, model => model.interval(history, horizon, level))
    }

    /// Variance of the customer's purchases within the horizon.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn purchases_variance(&self, history: &History, horizon: f64) -> Result<f64, LabError> {
        of_each!(self, model => model.purchases_variance(history, horizon))
    }

    /// Expected purchases and their variance.
    pub(crate) fn purchases_spread(
        &self,
        history: &History,
        horizon: f64,
    ) -> Result<(f64, f64), LabError> {
        of_each!(self, model => model.purchases_spread(history, horizon))
    }

    /// Purchases at present value if the customer is still there; horizon and rate must have been checked.
    pub(crate) fn purchases_while_alive(&self, history: &History, horizon: f64, rate: f64) -> f64 {
        of_each!(self, model => model.purchases_while_alive(history, horizon, rate))
    }

    /// Probability that a new customer makes so many repeat purchases within a time.
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`].
    pub fn probability(&self, purchases: u64, time: f64) -> Result<f64, LabError> {
        of_each!(self, model => model.probability(purchases, time))
    }
}
