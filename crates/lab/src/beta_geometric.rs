//! What BG/NBD and MBG/NBD share: purchases at a gamma distributed rate, and after a purchase the
//! customer leaves with a beta distributed probability.

mod likelihood;
mod moments;

use crate::error::LabError;
use crate::history::{Fitted, Histories, History, check_time};
use crate::legendre::{eight_points, over_time};
use crate::maximise::check_positive;
use crate::newton::climb_histories;
use crate::number::count_to_f64;
use crate::purchases_made::{PurchasesMade, count_interval};
use crate::special::ln_beta;

/// Parameters, and whether the customer can leave right after the first purchase (MBG) or only after
/// a repeat purchase (BG).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct BetaGeometric {
    pub(crate) r: f64,
    pub(crate) alpha: f64,
    pub(crate) a: f64,
    pub(crate) b: f64,
    pub(crate) leaves_at_first: bool,
}

impl BetaGeometric {
    pub(crate) fn new(parameters: [f64; 4], leaves_at_first: bool) -> Result<Self, LabError> {
        for value in parameters {
            check_positive("a parameter of a model", value)?;
        }
        let [r, alpha, a, b] = parameters;
        Ok(Self {
            r,
            alpha,
            a,
            b,
            leaves_at_first,
        })
    }

    pub(crate) fn fit(
        histories: &Histories,
        leaves_at_first: bool,
    ) -> Result<Fitted<Self>, LabError> {
        let model = |&[r, alpha, a, b]: &[f64; 4]| Self {
            r,
            alpha,
            a,
            b,
            leaves_at_first,
        };
        let cold = [1.0, histories.time_per_purchase()?, 1.0, 1.0];
        let curve = |at: &[f64; 4], histories: &Histories| model(at).curve(histories);
        let peak = climb_histories(histories, cold, curve)?;
        Ok(Fitted::at(&peak, model(&peak.at)))
    }

    /// Chances to leave that the customer has not taken, when still there after `repeats`.
    fn stayed(&self, repeats: f64) -> f64 {
        if self.leaves_at_first {
            repeats + 1.0
        } else {
            repeats
        }
    }

    /// What is known of the customer's rate and probability to leave after the history, if still there.
    fn after(&self, history: &History) -> Self {
        let repeats = count_to_f64(history.repeat_purchases());
        Self {
            r: self.r + repeats,
            alpha: self.alpha + history.age(),
            b: self.b + self.stayed(repeats),
            ..*self
        }
    }

    pub(crate) fn p_alive(&self, history: &History) -> f64 {
        let repeats = count_to_f64(history.repeat_purchases());
        let chances = self.stayed(repeats);
        if chances < 1.0 {
            return 1.0;
        }
        let silence = (history.age() - history.recency()) / (self.alpha + history.recency());
        let grown = ((self.r + repeats) * silence.ln_1p()).exp();
        1.0 / (1.0 + self.a / (self.b + (chances - 1.0)) * grown)
    }

    pub(crate) fn expected_purchases(
        &self,
        history: &History,
        horizon: f64,
    ) -> Result<f64, LabError> {
        check_time(horizon)?;
        Ok(self.p_alive(history) * self.after(history).purchases_while_alive(horizon))
    }

    /// ∫ e^(−rate·t) dE(t) = e^(−rate·h)·E(h) + rate·∫ e^(−rate·t)·E(t) dt.
    pub(crate) fn discounted_purchases(
        &self,
        history: &History,
        horizon: f64,
        rate: f64,
    ) -> Result<f64, LabError> {
        check_time(horizon)?;
        check_time(rate)?;
        Ok(self.p_alive(history) * self.discounted_while_alive(history, horizon, rate))
    }

    /// The same if the customer is still there; horizon and rate must have been checked.
    pub(crate) fn discounted_while_alive(&self, history: &History, horizon: f64, rate: f64) -> f64 {
        let after = self.after(history);
        let mut sum = (-rate * horizon).exp() * after.purchases_while_alive(horizon);
        if rate > 0.0 {
            // Beyond 45/rate nothing counts.
            let end = horizon.min(45.0 / rate);
            let longest = (1.0_f64).min(4.0 / (rate * end));
            sum += rate
                * over_time(
                    after.alpha,
                    end,
                    longest,
                    |from, to, f| eight_points(from, to, f),
                    |time| (-rate * time).exp() * after.purchases_while_alive(time),
                );
        }
        sum
    }

    /// Expected purchases and their variance.
    pub(crate) fn purchases_spread(
        &self,
        history: &History,
        horizon: f64,
    ) -> Result<(f64, f64), LabError> {
        check_time(horizon)?;
        let alive = self.p_alive(history);
        let moments = self.after(history).moments_while_alive(horizon);
        let mean = alive * moments.mean;
        Ok((mean, (alive * moments.pairs + mean * (1.0 - mean)).max(0.0)))
    }

    /// Still there, at least so many purchases if nobody left, and stayed after each but the last.
    pub(crate) fn purchases_at_least(
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

    pub(crate) fn interval(
        &self,
        history: &History,
        horizon: f64,
        level: f64,
    ) -> Result<(u64, u64), LabError> {
        check_time(horizon)?;
        let (alive, after) = (self.p_alive(history), self.after(history));
        Ok(count_interval(level, |purchases| {
            alive * after.at_least(horizon, purchases)
        }))
    }

    /// Probability of at least one or more purchases of a customer who is there at the start.
    fn at_least(&self, horizon: f64, purchases: u64) -> f64 {
        let made = PurchasesMade {
            shape: self.r,
            rate: self.alpha,
            time: horizon,
        };
        let before = count_to_f64(purchases.saturating_sub(1));
        let stays = (ln_beta(self.a, self.b + before) - ln_beta(self.a, self.b)).exp();
        made.at_least(purchases) * stays
    }

    pub(crate) fn expected_new(&self, horizon: f64) -> Result<f64, LabError> {
        check_time(horizon)?;
        let chances = self.stayed(0.0);
        let stays = (ln_beta(self.a, self.b + chances) - ln_beta(self.a, self.b)).exp();
        let after = Self {
            b: self.b + chances,
            ..*self
        };
        Ok(stays * after.purchases_while_alive(horizon))
    }

    /// Probability of a number of purchases by a time: still there after all of them, or left with the last.
    pub(crate) fn probability(&self, purchases: u64, time: f64) -> Result<f64, LabError> {
        check_time(time)?;
        let made = PurchasesMade {
            shape: self.r,
            rate: self.alpha,
            time,
        };
        let chances = self.stayed(count_to_f64(purchases));
        let total = ln_beta(self.a, self.b);
        let there = (ln_beta(self.a, self.b + chances) - total).exp() * made.exactly(purchases);
        if chances < 1.0 {
            return Ok(there);
        }
        let left = (ln_beta(self.a + 1.0, self.b + (chances - 1.0)) - total).exp()
            * made.at_least(purchases);
        Ok(there + left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mean is also Σ n·P(n), a sum that shares nothing with the quadrature.
    #[test]
    fn the_mean_is_that_of_the_probabilities() {
        for leaves_at_first in [false, true] {
            for parameters in [
                [0.24, 4.4, 0.79, 2.4],
                [3.0, 2.0, 1.0, 0.5],
                [40.0, 60.0, 30.0, 900.0],
            ] {
                let model = BetaGeometric::new(parameters, leaves_at_first).expect("parameters");
                let mut mean = 0.0;
                let mut total = 0.0;
                for count in 0..3000 {
                    let probability = model.probability(count, 30.0).expect("a time");
                    mean += count_to_f64(count) * probability;
                    total += probability;
                }
                let direct = model.expected_new(30.0).expect("a time");
                assert!((total - 1.0).abs() < 1e-10, "{parameters:?}: {total}");
                assert!(
                    (mean / direct - 1.0).abs() < 1e-9,
                    "{parameters:?}: {mean}, {direct}"
                );
            }
        }
    }
}
