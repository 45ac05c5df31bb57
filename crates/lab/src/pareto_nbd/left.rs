//! The odds that a customer has left, as a difference of two hypergeometric functions that never overflow.

use super::ParetoNbd;
use crate::history::History;
use crate::number::count_to_f64;
use crate::sbg::hypergeometric;

/// Up to here the series of a hypergeometric function is quicker than its fraction.
const NEAR: f64 = 0.3;

impl ParetoNbd {
    /// Logarithm of 1 + the odds that the customer has left.
    #[cfg(test)]
    pub(super) fn ln_either(&self, history: &History) -> f64 {
        let odds = self.odds(history);
        if odds.ln_grown < 600.0 {
            (odds.ln_grown.exp() * odds.rest()).ln_1p()
        } else {
            odds.ln_grown + odds.rest().ln()
        }
    }

    /// Probability that the customer has not left.
    pub(super) fn there(&self, history: &History) -> f64 {
        let odds = self.odds(history);
        if odds.ln_grown < 600.0 {
            1.0 / (1.0 + odds.ln_grown.exp() * odds.rest())
        } else {
            (-odds.ln_grown - odds.rest().ln()).exp().min(1.0)
        }
    }

    /// s·(α + T)^(r + x)·(β + T)^s·∫ (α + y)^−(r + x)·(β + y)^−(s + 1) dy from the last purchase at `t` to T.
    ///
    /// The integral from y to infinity is (α + y)^−(r + x)·(β + y)^−s·g(y)/(r + s + x), by Euler's transformation.
    fn odds(&self, history: &History) -> Odds {
        let shape = self.r + count_to_f64(history.repeat_purchases());
        let (recency, age) = (history.recency(), history.age());
        let silence = age - recency;
        let grown = shape * (silence / (self.alpha + recency)).ln_1p()
            + self.s * (silence / (self.beta + recency)).ln_1p();
        let share = self.s / (shape + self.s);
        Odds {
            ln_grown: grown,
            at_last: share * self.tail(shape, recency),
            at_end: share * self.tail(shape, age),
        }
    }

    /// g(y): with α ≥ β, ₂F₁(1, R; R + s + 1; (α − β)/(α + y)) for R = r + x, and else
    /// (α + y)/(β + y)·₂F₁(1, s + 1; R + s + 1; (β − α)/(β + y)).
    fn tail(&self, shape: f64, time: f64) -> f64 {
        let (alpha, beta) = (self.alpha + time, self.beta + time);
        if alpha >= beta {
            of_one(shape, self.s + 1.0, (alpha - beta) / alpha)
        } else {
            alpha / beta * of_one(self.s + 1.0, shape, (beta - alpha) / beta)
        }
    }
}

/// The odds to have left: e^`ln_grown`·`at_last` − `at_end`.
struct Odds {
    ln_grown: f64,
    at_last: f64,
    at_end: f64,
}

impl Odds {
    /// The odds over e^`ln_grown`, not negative.
    fn rest(&self) -> f64 {
        (self.at_last - (-self.ln_grown).exp() * self.at_end).max(0.0)
    }
}

/// ₂F₁(1, b; b + more; z) for 0 ≤ z < 1.
fn of_one(b: f64, more: f64, z: f64) -> f64 {
    if z > NEAR {
        return hypergeometric(b, more, z);
    }
    let (mut term, mut sum, mut upper) = (1.0, 1.0, b);
    while term > 1e-17 * sum {
        term *= z * upper / (upper + more);
        sum += term;
        upper += 1.0;
    }
    sum
}
