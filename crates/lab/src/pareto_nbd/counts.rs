//! The distribution of the number of purchases to come, by integrals over the time at which the customer leaves.

use super::ParetoNbd;
use crate::error::LabError;
use crate::history::{History, check_time};
use crate::legendre::{eight_points, over_time, sixteen_points};
use crate::number::count_to_f64;
use crate::purchases_made::{PurchasesMade, count_interval, ln_ways};

impl ParetoNbd {
    /// ∫ e^(−rate·t) dE(t), where dE(t)/dt = r/α·(1 + t/β)^−s for a customer who is there at the start.
    pub(super) fn discounted_while_alive(&self, horizon: f64, rate: f64) -> f64 {
        if rate <= 0.0 {
            return self.expected_while_alive(horizon);
        }
        // Beyond 45/rate nothing counts.
        let end = horizon.min(45.0 / rate);
        let longest = 1.5 / self.s.max(1.0) / (0.1 * rate * end).max(1.0);
        self.r / self.alpha
            * over_time(
                self.beta,
                end,
                longest,
                |from, to, f| eight_points(from, to, f),
                |time| (-rate * time - self.s * (time / self.beta).ln_1p()).exp(),
            )
    }

    /// E(Y·(Y − 1)) = E(λ²)·2·∫ t·S(t) dt, for a customer who is there at the start.
    pub(super) fn pairs_while_alive(&self, horizon: f64) -> f64 {
        let longest = 2.0 / self.s.max(1.0);
        let integral = over_time(
            self.beta,
            horizon,
            longest,
            |from, to, f| sixteen_points(from, to, f),
            |time| time * (-self.s * (time / self.beta).ln_1p()).exp(),
        );
        2.0 * integral * self.r * (self.r + 1.0) / (self.alpha * self.alpha)
    }

    /// Probability of at least one or more purchases, for a customer who is there at the start: the density of the time
    /// of the last of them, times the chance to be still there.
    pub(super) fn at_least(&self, horizon: f64, purchases: u64) -> f64 {
        let number = count_to_f64(purchases);
        // n·Γ(r + n)/(Γ(r)·n!) = 1/B(r, n)
        let ln_front = ln_ways(self.r, purchases) + number.ln() - self.alpha.ln();
        let density = |time: f64| {
            let scaled = time / self.alpha;
            (ln_front + (number - 1.0) * scaled.ln()
                - (self.r + number) * scaled.ln_1p()
                - self.s * (time / self.beta).ln_1p())
            .exp()
        };
        self.over_leaving(horizon, density).min(1.0)
    }

    /// Probability of a number of purchases by a time: left before with that number, or still there with it.
    pub(super) fn exactly(&self, purchases: u64, time: f64) -> Result<f64, LabError> {
        check_time(time)?;
        let made = |time: f64| {
            PurchasesMade {
                shape: self.r,
                rate: self.alpha,
                time,
            }
            .exactly(purchases)
        };
        let left = |at: f64| {
            let leaves = self.s / (self.beta + at) * (-self.s * (at / self.beta).ln_1p()).exp();
            leaves * made(at)
        };
        let stays = (-self.s * (time / self.beta).ln_1p()).exp();
        Ok(self.over_leaving(time, left) + stays * made(time))
    }

    /// ∫ over the time of leaving, in parts so short that neither the numbers of purchases nor the chance to stay bend much
    /// within one.
    fn over_leaving(&self, horizon: f64, function: impl Fn(f64) -> f64) -> f64 {
        let longest = (1.0_f64).min(3.0 / self.r.sqrt()).min(4.0 / self.s);
        let scale = self.alpha.min(self.beta);
        over_time(
            scale,
            horizon,
            longest,
            |from, to, f| sixteen_points(from, to, f),
            function,
        )
    }

    /// Numbers between which the purchases lie with a probability of at least `level`.
    pub(super) fn ends(&self, history: &History, horizon: f64, level: f64) -> (u64, u64) {
        let (alive, after) = (self.there(history), self.after(history));
        count_interval(level, |purchases| {
            alive * after.at_least(horizon, purchases)
        })
    }
}
