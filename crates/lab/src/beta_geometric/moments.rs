//! Expected purchases, and their expected square, of a customer who is there at the start.

use super::BetaGeometric;
use crate::legendre::eight_points;
use crate::special::{ln_add_exp, ln_beta};

/// Step and half length of the quadrature, where the series would be too long.
const STEP: f64 = 1.0 / 32.0;
const STEPS: i32 = 14 * 32;
/// Terms of the series from which on the quadrature is quicker.
const TERMS: u32 = 4096;
/// What is left of the series when it ends, as a share of the sum.
const LEFT: f64 = 1e-10;

/// E(Y) and E(Y·(Y − 1)) of the number of purchases Y.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moments {
    pub(super) mean: f64,
    pub(super) pairs: f64,
}

impl BetaGeometric {
    /// Expected purchases of a customer who is there at the start, within a time of `horizon`.
    pub(super) fn purchases_while_alive(&self, horizon: f64) -> f64 {
        let ratio = horizon / self.alpha;
        self.series::<false>(ratio)
            .unwrap_or_else(|| self.quadrature(ratio))
            .mean
    }

    /// The same with the expected square.
    pub(super) fn moments_while_alive(&self, horizon: f64) -> Moments {
        let ratio = horizon / self.alpha;
        self.series::<true>(ratio)
            .unwrap_or_else(|| self.quadrature(ratio))
    }

    /// Σ over k of P(N = k)·E((1 − (1 − p)ᵏ)/p), where N is the negative binomial number of purchases if nobody ever left.
    ///
    /// All terms are positive, and a = 1 is no exception as in the form with ₂F₁. `None` where the series is long.
    fn series<const SQUARES: bool>(&self, ratio: f64) -> Option<Moments> {
        let Self { r, a, b, .. } = *self;
        let ln_none = -r * ratio.ln_1p();
        if ln_none < -600.0 || ratio > 100.0 {
            return None;
        }
        let share = ratio / (1.0 + ratio);
        // P(N = k); E((1 − p)ᵏ⁻¹) and its sum over 1..k.
        let mut exactly = ln_none.exp();
        let (mut there, mut until) = (1.0, 0.0);
        let (mut pairs_until, mut mean, mut pairs) = (0.0, 0.0, 0.0);
        let mut before = 0.0;
        for _ in 0..TERMS / 8 {
            for _ in 0..8 {
                let (number, leaving) = (before + 1.0, a + b + before);
                // One division for the two ratios: it takes as long as all the rest.
                let inverse = 1.0 / (number * leaving);
                exactly *= share * (r + before) * (leaving * inverse);
                until += there;
                mean += exactly * until;
                if SQUARES {
                    pairs_until += 2.0 * before * there;
                    pairs += exactly * pairs_until;
                }
                there *= (b + before) * (number * inverse);
                before = number;
            }
            // From here on the terms fall at least as quickly as a geometric series times (1 + j/k) or its square.
            let falls = before - share * (r + before).max(before);
            if falls > 0.0 {
                let longer = before / falls;
                let grows = 1.0 + 1.0 / falls;
                let rest = exactly * longer * grows;
                let paired = !SQUARES || rest * pairs_until * grows <= LEFT * pairs;
                if rest * until <= LEFT * mean && paired {
                    return Some(Moments { mean, pairs });
                }
            }
        }
        None
    }

    /// The mean over p of (1 − (1 + p·t/α)⁻ʳ)/p, by the trapezoidal rule over logit p, stretched by a hyperbolic sine;
    /// and of 2(1 − p)·(1 − (1 + p·t/α)⁻ʳ·(1 + r·p·t/α/(1 + p·t/α)))/p², for small p as an integral. Nothing cancels.
    pub(super) fn quadrature(&self, ratio: f64) -> Moments {
        let Self { r, a, b, .. } = *self;
        let (mut mean, mut pairs) = (0.0, 0.0);
        if ratio <= 0.0 {
            return Moments { mean, pairs };
        }
        let centre = (a / b).ln();
        let width = (1.0 / a + 1.0 / b).sqrt().min(1.0);
        let ln_ratio = (r * ratio).ln();
        let negligible = ln_ratio.min(0.0) - ln_ratio - 45.0;
        let ln_total = ln_beta(a, b);
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
            let weight = ln_weight.exp() * stretch;
            let purchases = if scaled < 1e-12 / (1.0 + r) {
                r * ratio
            } else {
                -(-r * scaled.ln_1p()).exp_m1() / leave
            };
            let squares = if scaled * (r + 2.0) < 0.5 {
                let power = |part: f64| part * (-(r + 2.0) * (scaled * part).ln_1p()).exp();
                2.0 * r * (r + 1.0) * ratio * ratio * eight_points(0.0, 1.0, power)
            } else {
                let none = (-r * scaled.ln_1p()).exp();
                2.0 * ((1.0 - none - none * r * scaled / (1.0 + scaled)) / leave / leave)
            };
            mean += weight * purchases;
            pairs += weight * squares * ln_stay.exp();
        }
        Moments {
            mean: mean * STEP,
            pairs: pairs * STEP,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The series and the quadrature share nothing.
    #[test]
    fn the_series_is_the_integral() {
        let mut compared = 0;
        for r in [0.05, 0.243, 1.0, 9.0, 130.0] {
            for a in [0.02, 0.793, 1.0, 1.0 + 1e-9, 20.0] {
                for b in [0.3, 2.426, 40.0, 900.0] {
                    for ratio in [1e-9, 1e-3, 0.1, 1.2, 12.0, 90.0] {
                        let model = BetaGeometric::new([r, 1.0, a, b], false).expect("parameters");
                        let Some(series) = model.series::<true>(ratio) else {
                            continue;
                        };
                        compared += 1;
                        let integral = model.quadrature(ratio);
                        let quick = model.purchases_while_alive(ratio);
                        let off = (series.mean / integral.mean - 1.0).abs();
                        assert!(off < 1e-9, "{model:?} {ratio}: {off}");
                        assert!((quick / integral.mean - 1.0).abs() < 1e-9);
                        let off = (series.pairs / integral.pairs - 1.0).abs();
                        assert!(off < 1e-9, "{model:?} {ratio}: {off}");
                    }
                }
            }
        }
        assert!(compared > 400, "{compared}");
    }
}
