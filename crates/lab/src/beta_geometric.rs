//! What BG/NBD and MBG/NBD share: purchases at a gamma distributed rate, and after a purchase the
//! customer leaves with a beta distributed probability.

use crate::error::LabError;
use crate::history::{Fitted, Histories, History, check_time};
use crate::maximise::{MaximiseOptions, check_positive, maximise};
use crate::number::count_to_f64;
use crate::special::{ln_add_exp, ln_beta, ln_gamma};

/// Step and half length of the quadrature; the tests hold it to 1e-9 relative.
const STEP: f64 = 1.0 / 32.0;
const STEPS: i32 = 14 * 32;

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
        let start = [1.0, histories.time_per_purchase()?, 1.0, 1.0];
        let model = |at: &[f64]| Self {
            r: at[0],
            alpha: at[1],
            a: at[2],
            b: at[3],
            leaves_at_first,
        };
        let log_likelihood = |at: &[f64]| model(at).log_likelihood(histories);
        let found = maximise(&start, log_likelihood, &MaximiseOptions::default())?;
        Ok(Fitted {
            model: model(&found.at),
            log_likelihood: found.value,
            standard_errors: found.standard_errors(),
            iterations: found.iterations,
        })
    }

    /// Chances to leave that the customer has not taken, when still there after `repeats`.
    fn stayed(&self, repeats: f64) -> f64 {
        if self.leaves_at_first {
            repeats + 1.0
        } else {
            repeats
        }
    }

    fn log_likelihood(&self, histories: &Histories) -> f64 {
        let fixed = self.r * self.alpha.ln() - ln_gamma(self.r) - ln_beta(self.a, self.b);
        let of = |history: &History| {
            let repeats = count_to_f64(history.repeat_purchases());
            let shape = self.r + repeats;
            fixed + ln_gamma(shape) + ln_beta(self.a, self.b + self.stayed(repeats))
                - shape * (self.alpha + history.age()).ln()
                + ln_add_exp(0.0, self.ln_odds_gone(history))
        };
        histories
            .rows()
            .map(|(history, weight)| weight * of(history))
            .sum()
    }

    /// Logarithm of the odds that the customer has left.
    fn ln_odds_gone(&self, history: &History) -> f64 {
        let repeats = count_to_f64(history.repeat_purchases());
        let chances = self.stayed(repeats);
        if chances < 1.0 {
            return f64::NEG_INFINITY;
        }
        let silence = (history.age() - history.recency()) / (self.alpha + history.recency());
        self.a.ln() - (self.b + (chances - 1.0)).ln() + (self.r + repeats) * silence.ln_1p()
    }

    pub(crate) fn p_alive(&self, history: &History) -> f64 {
        1.0 / (1.0 + self.ln_odds_gone(history).exp())
    }

    pub(crate) fn expected_purchases(
        &self,
        history: &History,
        horizon: f64,
    ) -> Result<f64, LabError> {
        check_time(horizon)?;
        let repeats = count_to_f64(history.repeat_purchases());
        let after = Self {
            r: self.r + repeats,
            alpha: self.alpha + history.age(),
            b: self.b + self.stayed(repeats),
            ..*self
        };
        Ok(self.p_alive(history) * after.purchases_while_alive(horizon))
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

    /// Expected purchases of a customer who is there at the start: the mean over p of
    /// (1 − (1 + p·t/α)⁻ʳ)/p, by the trapezoidal rule over logit p, stretched by a hyperbolic sine. Nothing
    /// cancels, and a = 1 is no exception as in the form with ₂F₁.
    fn purchases_while_alive(&self, horizon: f64) -> f64 {
        let Self { r, alpha, a, b, .. } = *self;
        if horizon <= 0.0 {
            return 0.0;
        }
        let centre = (a / b).ln();
        let width = (1.0 / a + 1.0 / b).sqrt().min(1.0);
        let ratio = horizon / alpha;
        let ln_ratio = (r * ratio).ln();
        let negligible = ln_ratio.min(0.0) - ln_ratio - 45.0;
        let ln_total = ln_beta(a, b);
        let mut sum = 0.0;
        for step in -STEPS..=STEPS {
            let place = f64::from(step) * STEP;
            let logit = centre + width * place.sinh();
            let (ln_leave, ln_stay) = (-ln_add_exp(0.0, -logit), -ln_add_exp(0.0, logit));
            let stretch = width * place.cosh();
            let ln_weight = a * ln_leave + b * ln_stay - ln_total;
            if ln_weight + stretch.ln() < negligible {
                continue;
            }
            let leave = ln_leave.exp();
            let scaled = leave * ratio;
            let purchases = if scaled < 1e-12 / (1.0 + r) {
                r * ratio
            } else {
                -(-r * scaled.ln_1p()).exp_m1() / leave
            };
            sum += ln_weight.exp() * stretch * purchases;
        }
        sum * STEP
    }

    /// Probability of a number of purchases by a time: still there after all of them, or left with the last.
    pub(crate) fn probability(&self, purchases: u64, time: f64) -> Result<f64, LabError> {
        check_time(time)?;
        let (exactly, at_least) = negative_binomial(purchases, self.r, self.alpha, time);
        let chances = self.stayed(count_to_f64(purchases));
        let total = ln_beta(self.a, self.b);
        let there = (ln_beta(self.a, self.b + chances) - total).exp() * exactly;
        if chances < 1.0 {
            return Ok(there);
        }
        let left = (ln_beta(self.a + 1.0, self.b + (chances - 1.0)) - total).exp() * at_least;
        Ok(there + left)
    }
}

/// Probability of exactly and of at least so many purchases by a time, if nobody ever left.
fn negative_binomial(purchases: u64, r: f64, alpha: f64, time: f64) -> (f64, f64) {
    if time <= 0.0 {
        let none = if purchases == 0 { 1.0 } else { 0.0 };
        return (none, none);
    }
    let ln_share = -(alpha / time).ln_1p();
    let share = ln_share.exp();
    let number = count_to_f64(purchases);
    let ln_zero = -r * (time / alpha).ln_1p();
    let ln_ways = if purchases == 0 {
        0.0
    } else {
        -ln_beta(r, number) - number.ln()
    };
    let exactly = (ln_ways + ln_zero + number * ln_share).exp();
    // Below the mean the head is short, above it the tail falls geometrically: neither cancels.
    if number <= r * time / alpha {
        let (mut head, mut term) = (0.0, ln_zero.exp());
        for before in 0..purchases {
            head += term;
            let before = count_to_f64(before);
            term *= share * (r + before) / (before + 1.0);
        }
        return (exactly, (1.0 - head).max(exactly));
    }
    let (mut tail, mut term, mut at) = (0.0, exactly, number);
    while term > tail * 1e-17 {
        tail += term;
        term *= share * (r + at) / (at + 1.0);
        at += 1.0;
    }
    (exactly, tail.min(1.0))
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
