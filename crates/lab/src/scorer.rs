//! Scores of many customers: what two of them share is computed once.

use crate::error::LabError;
use crate::history::{History, check_time};
use crate::purchase::PurchaseModel;

/// Kept results; a power of two.
const KEPT: usize = 1 << 15;

/// What a model says of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Probability that the customer has not left.
    pub p_alive: f64,
    /// Purchases to expect within the horizon, at present value if a rate was given.
    pub purchases: f64,
}

/// Scores customers one after another, for one horizon and one rate of discount.
///
/// The purchases of a customer who is still there depend on the number of repeat purchases and the age alone, not on the recency.
/// Many customers share both, so these are kept; a kept result is the one that would be computed again.
#[derive(Debug, Clone)]
pub struct Scorer {
    model: PurchaseModel,
    horizon: f64,
    rate: f64,
    kept: Vec<Kept>,
}

/// The purchases of a customer who is still there, with what they were computed from.
#[derive(Debug, Clone, Copy)]
struct Kept {
    repeats: u64,
    age: u64,
    purchases: f64,
}

impl PurchaseModel {
    /// A scorer for purchases within the horizon, with a `rate` of discount ≥ 0 per unit of time (0 for none).
    ///
    /// # Errors
    ///
    /// [`LabError::NegativeTime`], [`LabError::NotFinite`], for the horizon and the rate.
    ///
    /// # Example
    ///
    /// ```
    /// use lab::{History, PurchaseKind, PurchaseModel};
    /// let model = PurchaseModel::new(PurchaseKind::BgNbd, &[0.243, 4.414, 0.793, 2.426])?;
    /// let customer = History::new(2, 30.43, 38.86)?;
    /// let score = model.scorer(39.0, 0.0)?.score(&customer);
    /// assert!((score.purchases - model.expected_purchases(&customer, 39.0)?).abs() < 1e-12);
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn scorer(&self, horizon: f64, rate: f64) -> Result<Scorer, LabError> {
        check_time(horizon)?;
        check_time(rate)?;
        let nothing = Kept {
            repeats: u64::MAX,
            age: f64::NAN.to_bits(),
            purchases: 0.0,
        };
        Ok(Scorer {
            model: *self,
            horizon,
            rate,
            kept: vec![nothing; KEPT],
        })
    }
}

impl Scorer {
    /// The score of a customer.
    pub fn score(&mut self, history: &History) -> Score {
        let p_alive = self.model.p_alive(history);
        let (repeats, age) = (history.repeat_purchases(), history.age().to_bits());
        let place = history.without_recency().hashed(KEPT);
        let model = self.model;
        let (horizon, rate) = (self.horizon, self.rate);
        let kept = &mut self.kept[place];
        if kept.repeats != repeats || kept.age != age {
            *kept = Kept {
                repeats,
                age,
                purchases: model.purchases_while_alive(history, horizon, rate),
            };
        }
        Score {
            p_alive,
            purchases: p_alive * kept.purchases,
        }
    }
}
