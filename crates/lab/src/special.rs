//! Special functions that the models of customer value rest on.

use std::f64::consts::TAU;

/// From here on the asymptotic series below are exact to the last digit.
const ASYMPTOTIC: f64 = 10.0;

/// Logarithm of the gamma function.
///
/// # Model
///
/// Stirling's series from 10 upwards; below, the recurrence Γ(x + 1) = x·Γ(x) leads there.
///
/// # Inputs
///
/// - `x`: > 0
///
/// # Output
///
/// ln Γ(x), with an error below 1e-13 relative (absolute where the value lies between −1 and 1); `NaN` for x < 0.
///
/// # Errors
///
/// None: the models check their parameters before.
///
/// # Source
///
/// Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 6.1.15 and 6.1.41.
///
/// # Example
///
/// ```
/// assert!((lab::ln_gamma(11.0) - 3_628_800_f64.ln()).abs() < 1e-13);
/// ```
pub fn ln_gamma(x: f64) -> f64 {
    let (mut shifted, mut product) = (x, 1.0);
    while shifted < ASYMPTOTIC {
        product *= shifted;
        shifted += 1.0;
    }
    (shifted - 0.5) * shifted.ln() - shifted + 0.5 * TAU.ln() + stirling(shifted) - product.ln()
}

/// What Stirling's formula leaves out, for x ≥ 10.
fn stirling(x: f64) -> f64 {
    const TERMS: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    let inverse = 1.0 / (x * x);
    TERMS
        .iter()
        .rev()
        .fold(0.0, |sum, term| sum * inverse + term)
        / x
}

/// Logarithm of the beta function.
///
/// # Model
///
/// B(p, q) = Γ(p)Γ(q)/Γ(p + q). When the larger argument is at least 10, ln Γ(q) − ln Γ(p + q) is
/// taken from Stirling's series as one difference, so that nothing cancels.
///
/// # Inputs
///
/// - `p`, `q`: > 0
///
/// # Output
///
/// ln B(p, q), with an error below 1e-12 relative (absolute where the value lies between −1 and 1).
///
/// # Errors
///
/// None: the models check their parameters before.
///
/// # Source
///
/// Didonato & Morris (1992), Algorithm 708, ACM Transactions on Mathematical Software 18(3).
///
/// # Example
///
/// ```
/// assert!((lab::ln_beta(2.0, 3.0) - (1.0_f64 / 12.0).ln()).abs() < 1e-13);
/// ```
pub fn ln_beta(p: f64, q: f64) -> f64 {
    let (small, large) = (p.min(q), p.max(q));
    if large < ASYMPTOTIC {
        return ln_gamma(p) + ln_gamma(q) - ln_gamma(p + q);
    }
    let sum = small + large;
    let falling = stirling(large) - stirling(sum) - (large - 0.5) * (small / large).ln_1p();
    ln_gamma(small) + small - small * sum.ln() + falling
}

/// Derivative of the logarithm of the gamma function.
///
/// # Model
///
/// The asymptotic series from 10 upwards; below, ψ(x + 1) = ψ(x) + 1/x leads there.
///
/// # Inputs
///
/// - `x`: > 0
///
/// # Output
///
/// ψ(x), with an error below 1e-13 relative (absolute where the value lies between −1 and 1); `NaN` for x < 0.
///
/// # Errors
///
/// None: the models check their parameters before.
///
/// # Source
///
/// Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 6.3.5 and 6.3.18.
///
/// # Example
///
/// ```
/// assert!((lab::digamma(1.0) + 0.577_215_664_901_532_9).abs() < 1e-13);
/// ```
pub fn digamma(x: f64) -> f64 {
    const TERMS: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 120.0,
        1.0 / 252.0,
        -1.0 / 240.0,
        1.0 / 132.0,
        -691.0 / 32_760.0,
        1.0 / 12.0,
    ];
    if x < 0.0 {
        return f64::NAN;
    }
    let (mut shifted, mut steps) = (x, 0.0);
    while shifted < ASYMPTOTIC {
        steps += 1.0 / shifted;
        shifted += 1.0;
    }
    let inverse = 1.0 / (shifted * shifted);
    let series = TERMS
        .iter()
        .rev()
        .fold(0.0, |sum, term| sum * inverse + term)
        * inverse;
    shifted.ln() - 0.5 / shifted - series - steps
}

/// Second derivative of the logarithm of the gamma function, ψ′(x) for x > 0.
///
/// Abramowitz & Stegun (1964), 6.4.6 and 6.4.12.
pub(crate) fn trigamma(x: f64) -> f64 {
    const TERMS: [f64; 7] = [
        1.0 / 6.0,
        -1.0 / 30.0,
        1.0 / 42.0,
        -1.0 / 30.0,
        5.0 / 66.0,
        -691.0 / 2730.0,
        7.0 / 6.0,
    ];
    let (mut shifted, mut steps) = (x, 0.0);
    while shifted < ASYMPTOTIC {
        steps += 1.0 / (shifted * shifted);
        shifted += 1.0;
    }
    let inverse = 1.0 / (shifted * shifted);
    let series = TERMS
        .iter()
        .rev()
        .fold(0.0, |sum, term| sum * inverse + term)
        * inverse;
    (1.0 + 0.5 / shifted + series) / shifted + steps
}

/// ln(eᵃ + eᵇ) without overflow.
pub(crate) fn ln_add_exp(first: f64, second: f64) -> f64 {
    let (low, high) = (first.min(second), first.max(second));
    if low == f64::NEG_INFINITY {
        return high;
    }
    high + (low - high).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64) {
        assert!(
            (got - want).abs() <= 1e-13 * want.abs().max(1.0),
            "{got} instead of {want}"
        );
    }

    /// Closed forms: Γ(½) = √π, factorials, ψ(½) = −γ − 2 ln 2, ψ(n + 1) = −γ + the harmonic number.
    #[test]
    fn closed_forms_hold() {
        const EULER: f64 = 0.577_215_664_901_532_9;
        close(ln_gamma(0.5), 0.5 * std::f64::consts::PI.ln());
        close(ln_gamma(1.0), 0.0);
        close(ln_gamma(2.0), 0.0);
        close(ln_gamma(1e-8), -(1e-8_f64.ln()) - EULER * 1e-8);
        let (mut factorial, mut harmonic) = (0.0, 0.0);
        for count in 1..60_u32 {
            let count = f64::from(count);
            factorial += count.ln();
            harmonic += 1.0 / count;
            close(ln_gamma(count + 1.0), factorial);
            close(digamma(count + 1.0), harmonic - EULER);
        }
        close(digamma(0.5), -EULER - 2.0 * 2.0_f64.ln());
        let sixth = std::f64::consts::PI.powi(2) / 6.0;
        close(trigamma(1.0), sixth);
        close(trigamma(0.5), 3.0 * sixth);
        close(trigamma(3.0), sixth - 1.25);
        assert!(ln_gamma(-0.5).is_nan() && digamma(-0.5).is_nan());
    }

    #[test]
    fn beta_keeps_its_digits_when_one_argument_is_large() {
        close(ln_beta(1.0, 1e8), -(1e8_f64.ln()));
        close(ln_beta(1e12, 2.0), -(1e12_f64.ln()) - 1e12_f64.ln_1p());
        close(ln_beta(0.5, 0.5), std::f64::consts::PI.ln());
        for other in [0.3, 3.0, 9.9, 10.1, 40.0] {
            let direct = ln_gamma(12.5) + ln_gamma(other) - ln_gamma(12.5 + other);
            close(ln_beta(12.5, other), direct);
        }
    }

    #[test]
    fn logarithms_of_sums_do_not_overflow() {
        close(ln_add_exp(800.0, 800.0), 800.0 + 2.0_f64.ln());
        close(ln_add_exp(f64::NEG_INFINITY, -3.0), -3.0);
    }
}
