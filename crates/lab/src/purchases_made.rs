//! Purchases at a gamma distributed rate within a time, while nobody leaves: the negative binomial distribution.

use crate::error::LabError;
use crate::incomplete::beta_below;
use crate::number::count_to_f64;
use crate::special::{ln_beta, ln_gamma};

/// Purchases within a time at a rate λ ~ Gamma(`shape`, `rate`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct PurchasesMade {
    pub(crate) shape: f64,
    pub(crate) rate: f64,
    pub(crate) time: f64,
}

impl PurchasesMade {
    /// Probability of exactly so many.
    pub(crate) fn exactly(&self, purchases: u64) -> f64 {
        let Self { shape, rate, time } = *self;
        if time <= 0.0 {
            return if purchases == 0 { 1.0 } else { 0.0 };
        }
        let ln_none = -shape * (time / rate).ln_1p();
        let number = count_to_f64(purchases);
        (ln_ways(shape, purchases) + ln_none - number * (rate / time).ln_1p()).exp()
    }

    /// Probability of at least so many.
    pub(crate) fn at_least(&self, purchases: u64) -> f64 {
        let Self { shape, rate, time } = *self;
        match purchases {
            0 => 1.0,
            1 => -(-shape * (time / rate).ln_1p()).exp_m1(),
            _ => beta_below(count_to_f64(purchases), shape, time / (rate + time)),
        }
    }
}

/// Logarithm of Γ(shape + n)/(Γ(shape)·n!).
pub(crate) fn ln_ways(shape: f64, purchases: u64) -> f64 {
    let number = count_to_f64(purchases);
    match purchases {
        0 => 0.0,
        1..=20 => ln_gamma(shape + number) - ln_gamma(shape) - ln_gamma(number + 1.0),
        _ => -ln_beta(shape, number) - number.ln(),
    }
}

/// Refuses the level of an interval that is not between 0 and 1.
pub(crate) fn check_level(level: f64) -> Result<(), LabError> {
    if level > 0.0 && level < 1.0 {
        Ok(())
    } else {
        Err(LabError::NotAShare {
            what: "the level of an interval",
            value: level,
        })
    }
}

/// The smallest number that is not exceeded with the probability, and the smallest that is not exceeded with the
/// larger one: the ends of an interval, from the probabilities of at least so many.
pub(crate) fn count_interval(level: f64, at_least: impl Fn(u64) -> f64) -> (u64, u64) {
    let tail = 0.5 * (1.0 - level);
    let low = not_exceeded(0, 1.0 - tail, &at_least);
    (low, not_exceeded(low, tail, &at_least))
}

/// The smallest number n ≥ `from` with P(more than n) ≤ `exceeded`.
fn not_exceeded(from: u64, exceeded: f64, at_least: &impl Fn(u64) -> f64) -> u64 {
    let enough = |number: u64| at_least(number + 1) <= exceeded;
    if enough(from) {
        return from;
    }
    let (mut low, mut step) = (from, 1);
    while step < 1 << 52 && !enough(low + step) {
        low += step;
        step *= 2;
    }
    let mut high = low + step;
    while high - low > 1 {
        let middle = low.midpoint(high);
        if enough(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_the_sum_of_its_parts() {
        for (shape, rate, time) in [(0.24, 4.4, 39.0), (7.0, 2.0, 0.1), (150.0, 60.0, 30.0)] {
            let made = PurchasesMade { shape, rate, time };
            for from in [0_u64, 1, 2, 5, 60] {
                let sum: f64 = (from..3000).map(|number| made.exactly(number)).sum();
                let tail = made.at_least(from);
                assert!(
                    (sum - tail).abs() < 1e-11 * (1.0 + tail),
                    "{made:?} {from}: {sum} {tail}"
                );
            }
        }
    }

    #[test]
    fn intervals_end_at_the_smallest_numbers() {
        let uniform = |number: u64| 1.0 - (count_to_f64(number) / 100.0).min(1.0);
        assert_eq!(count_interval(0.95, uniform), (2, 97));
        assert_eq!(count_interval(0.5, uniform), (24, 74));
        assert_eq!(
            count_interval(0.95, |number| if number == 0 { 1.0 } else { 0.0 }),
            (0, 0)
        );
    }
}
