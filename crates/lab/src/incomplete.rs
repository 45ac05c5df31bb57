//! Incomplete gamma and beta functions, and quantiles: what intervals are read from.

use crate::special::{ln_beta, ln_gamma};

/// The smallest change of a continued fraction that still counts.
const EPSILON: f64 = 1e-15;
/// Steps after which a series or a fraction is taken as it is.
const STEPS: u32 = 100_000;

/// Iₓ(p, q): probability that a beta distributed share is at most `share`, p, q > 0.
///
/// Didonato & Morris (1992), Algorithm 708, its continued fraction, evaluated by Lentz's method.
pub(crate) fn beta_below(p: f64, q: f64, share: f64) -> f64 {
    if share <= 0.0 {
        return 0.0;
    }
    if share >= 1.0 {
        return 1.0;
    }
    let ln_front = p * share.ln() + q * (-share).ln_1p() - ln_beta(p, q);
    if share < (p + 1.0) / (p + q + 2.0) {
        (ln_front.exp() / p * beta_fraction(p, q, share)).min(1.0)
    } else {
        (1.0 - ln_front.exp() / q * beta_fraction(q, p, 1.0 - share)).max(0.0)
    }
}

/// Abramowitz & Stegun (1964), 26.5.8.
fn beta_fraction(p: f64, q: f64, share: f64) -> f64 {
    let mut steps = FractionSteps::new(1.0 - (p + q) * share / (p + 1.0));
    for step in 1..STEPS {
        let step = f64::from(step);
        let twice = 2.0 * step;
        let even = step * (q - step) * share / ((p - 1.0 + twice) * (p + twice));
        steps.take(even);
        let odd = -(p + step) * (p + q + step) * share / ((p + twice) * (p + 1.0 + twice));
        if steps.take(odd) {
            break;
        }
    }
    steps.value
}

/// Lentz's method for a fraction whose denominators are 1.
struct FractionSteps {
    upper: f64,
    lower: f64,
    value: f64,
}

impl FractionSteps {
    fn new(first: f64) -> Self {
        let lower = 1.0 / nonzero(first);
        Self {
            upper: 1.0,
            lower,
            value: lower,
        }
    }

    /// Takes one more numerator; true when the value no longer changes.
    fn take(&mut self, numerator: f64) -> bool {
        self.lower = 1.0 / nonzero(1.0 + numerator * self.lower);
        self.upper = nonzero(1.0 + numerator / self.upper);
        let change = self.lower * self.upper;
        self.value *= change;
        (change - 1.0).abs() < EPSILON
    }
}

fn nonzero(value: f64) -> f64 {
    if value.abs() < 1e-300 { 1e-300 } else { value }
}

/// P(shape, x): probability that a gamma distributed number with rate 1 is at most x.
///
/// Abramowitz & Stegun (1964), 6.5.29 and 6.5.31.
pub(crate) fn gamma_below(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = (shape * x.ln() - x - ln_gamma(shape)).exp();
    if x < shape + 1.0 {
        let (mut term, mut sum, mut next) = (1.0 / shape, 0.0, shape);
        while term > sum * EPSILON {
            sum += term;
            next += 1.0;
            term *= x / next;
        }
        return (front * sum).min(1.0);
    }
    let mut below = x + 1.0 - shape;
    let (mut upper, mut lower) = (1e300, 1.0 / below);
    let mut fraction = lower;
    for step in 1..STEPS {
        let step = f64::from(step);
        let numerator = -step * (step - shape);
        below += 2.0;
        lower = 1.0 / nonzero(numerator * lower + below);
        upper = nonzero(below + numerator / upper);
        let change = lower * upper;
        fraction *= change;
        if (change - 1.0).abs() < EPSILON {
            break;
        }
    }
    (1.0 - front * fraction).max(0.0)
}

/// The number that a gamma distributed one with rate 1 stays below with a probability between 0 and 1.
pub(crate) fn gamma_quantile(shape: f64, probability: f64) -> f64 {
    // Wilson & Hilferty (1931) for large shapes, the first term of the series for small ones.
    let normal = 1.0 - 1.0 / (9.0 * shape) + normal_quantile(probability) / (3.0 * shape.sqrt());
    let start = if normal > 0.2 {
        shape * normal.powi(3)
    } else {
        ((probability.ln() + ln_gamma(shape + 1.0)) / shape).exp()
    };
    increasing_root(start.max(1e-300), 1e-12, |x| {
        gamma_below(shape, x) - probability
    })
}

/// Where an increasing function of a positive number crosses 0, to a relative tolerance, from a guess.
pub(crate) fn increasing_root(guess: f64, tolerance: f64, function: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (guess, guess);
    let (mut at_low, mut at_high) = (function(low), 0.0);
    if at_low >= 0.0 {
        at_high = at_low;
        while at_low >= 0.0 && low > 1e-305 {
            (high, at_high) = (low, at_low);
            low *= if high < 1e-3 * guess { 1e-3 } else { 0.7 };
            at_low = function(low);
        }
    } else {
        while at_high <= 0.0 && high < 1e305 {
            if at_high < 0.0 {
                (low, at_low) = (high, at_high);
            }
            high *= if low > 1e3 * guess { 1e3 } else { 1.5 };
            at_high = function(high);
        }
    }
    // The Illinois form of the rule of false position; Dowell & Jarratt (1971), BIT 11.
    let mut side = 0_i8;
    for _ in 0..300 {
        if high - low <= tolerance * high {
            break;
        }
        let mut next = (low * at_high - high * at_low) / (at_high - at_low);
        if !(next > low && next < high) {
            next = f64::midpoint(low, high);
        }
        let value = function(next);
        if value < 0.0 {
            (low, at_low) = (next, value);
            if side == -1 {
                at_high *= 0.5;
            }
            side = -1;
        } else if value > 0.0 {
            (high, at_high) = (next, value);
            if side == 1 {
                at_low *= 0.5;
            }
            side = 1;
        } else {
            return next;
        }
    }
    f64::midpoint(low, high)
}

/// The number that a normal one with mean 0 and variance 1 stays below with a probability between 0 and 1.
pub(crate) fn normal_quantile(probability: f64) -> f64 {
    let tail = probability.min(1.0 - probability);
    let mut z = rough_normal(tail);
    for _ in 0..4 {
        let above = 0.5 * (1.0 - gamma_below(0.5, 0.5 * z * z).copysign(z));
        let density = (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt();
        z += (above - tail) / density;
    }
    if probability < 0.5 { -z } else { z }
}

/// Abramowitz & Stegun (1964), 26.2.23: right to 4.5e-4.
fn rough_normal(tail: f64) -> f64 {
    let t = (-2.0 * tail.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    t - above / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64, tolerance: f64) {
        assert!(
            (got - want).abs() <= tolerance * want.abs(),
            "{got} instead of {want}"
        );
    }

    /// Closed forms: the exponential, Erlang and binomial distributions.
    #[test]
    fn closed_forms_hold() {
        for x in [1e-3, 0.5, 1.0, 3.0, 20.0] {
            close(gamma_below(1.0, x), -(-x).exp_m1(), 1e-13);
            close(gamma_below(2.0, x), 1.0 - (1.0 + x) * (-x).exp(), 1e-9);
        }
        for share in [1e-6, 0.1, 0.5, 0.9] {
            close(
                beta_below(1.0, 3.0, share),
                1.0 - (1.0 - share).powi(3),
                1e-9,
            );
            close(beta_below(3.0, 1.0, share), share.powi(3), 1e-12);
            let least_two_of_four =
                1.0 - (1.0 - share).powi(4) - 4.0 * share * (1.0 - share).powi(3);
            assert!((beta_below(2.0, 3.0, share) - least_two_of_four).abs() < 1e-13);
        }
        close(beta_below(4000.0, 4000.0, 0.5), 0.5, 1e-9);
    }

    /// Published: Abramowitz & Stegun (1964), table 26.5; quantiles of χ², table 26.8.
    #[test]
    fn quantiles_are_those_of_the_tables() {
        close(normal_quantile(0.975), 1.959_963_984_540_054, 1e-12);
        close(normal_quantile(0.05), -1.644_853_626_951_472_7, 1e-12);
        close(normal_quantile(0.999), 3.090_232_306_167_813_5, 1e-10);
        assert!(normal_quantile(0.5).abs() < 1e-12);
        close(2.0 * gamma_quantile(0.5, 0.95), 3.841_459, 1e-6);
        close(2.0 * gamma_quantile(5.0, 0.025), 3.246_973, 1e-6);
        close(2.0 * gamma_quantile(50.0, 0.975), 129.561, 1e-5);
        for shape in [0.01, 0.3, 2.0, 900.0] {
            for probability in [0.001, 0.2, 0.5, 0.975] {
                let at = gamma_quantile(shape, probability);
                close(gamma_below(shape, at), probability, 1e-8);
            }
        }
    }
}
