//! The likelihood of histories with its derivatives, from sums that share what customers with equally many purchases share.

use super::BetaGeometric;
use crate::history::{Histories, History};
use crate::newton::Curve;
use crate::number::count_to_f64;
use crate::special::{digamma, ln_beta, ln_gamma, trigamma};
use crate::sums::{add, sum};

/// Sums of a likelihood: the value, the slopes by r, α, a, b, and the second derivatives, row by row from the diagonal.
type Sums = [f64; 15];

impl BetaGeometric {
    /// Logarithm of the likelihood, with its first and second derivatives by r, α, a and b.
    pub(crate) fn curve(&self, histories: &Histories) -> Curve<4> {
        let mut sums = self.shared(histories);
        let rows = sum(histories.all(), |piece| {
            let alike = piece.chunk_by(|(left, _), (right, _)| {
                left.repeat_purchases() == right.repeat_purchases()
            });
            alike.fold([0.0; 15], |mut sums, rows| {
                add(&mut sums, &self.of_rows(rows));
                sums
            })
        });
        add(&mut sums, &rows);
        let [
            value,
            r,
            alpha,
            a,
            b,
            rr,
            r_alpha,
            ra,
            rb,
            alpha_alpha,
            alpha_a,
            alpha_b,
            aa,
            ab,
            bb,
        ] = sums;
        Curve {
            value,
            gradient: [r, alpha, a, b],
            hessian: [
                [rr, r_alpha, ra, rb],
                [r_alpha, alpha_alpha, alpha_a, alpha_b],
                [ra, alpha_a, aa, ab],
                [rb, alpha_b, ab, bb],
            ],
        }
    }

    /// What depends on the number of purchases alone:
    /// ln Γ(r + x) − ln Γ(r) + r·ln α + ln B(a, b + chances) − ln B(a, b).
    fn shared(&self, histories: &Histories) -> Sums {
        let Self { r, alpha, a, b, .. } = *self;
        let before = [ln_gamma(r), digamma(r), trigamma(r)];
        let beta = BetaParts::at(a, b);
        let mut sums = [0.0; 15];
        for &(repeats, weight) in histories.counts() {
            let repeats = count_to_f64(repeats);
            let after = BetaParts::at(a, b + self.stayed(repeats));
            let shape = r + repeats;
            let part = [
                ln_gamma(shape) - before[0] + r * alpha.ln() + after.value - beta.value,
                digamma(shape) - before[1] + alpha.ln(),
                r / alpha,
                after.a - beta.a,
                after.b - beta.b,
                trigamma(shape) - before[2],
                1.0 / alpha,
                0.0,
                0.0,
                -r / (alpha * alpha),
                0.0,
                0.0,
                after.aa - beta.aa,
                after.ab - beta.ab,
                after.bb - beta.bb,
            ];
            for (sum, part) in sums.iter_mut().zip(part) {
                *sum += weight * part;
            }
        }
        sums
    }

    /// What depends on the times, of customers with equally many purchases:
    /// −(r + x)·ln(α + T) + ln(1 + odds to have left).
    fn of_rows(&self, rows: &[(History, f64)]) -> Sums {
        let Some((first, _)) = rows.first() else {
            return [0.0; 15];
        };
        let repeats = count_to_f64(first.repeat_purchases());
        let (shape, chances) = (self.r + repeats, self.stayed(repeats));
        let Self { alpha, a, .. } = *self;
        let mut sums = [0.0; 15];
        if chances < 1.0 {
            for (history, weight) in rows {
                let whole = alpha + history.age();
                sums[0] -= weight * shape * whole.ln();
                sums[1] -= weight * whole.ln();
                sums[2] -= weight * shape / whole;
                sums[6] -= weight / whole;
                sums[9] += weight * shape / (whole * whole);
            }
            return sums;
        }
        let others = self.b + (chances - 1.0);
        let odds = a / others;
        let (by_a, by_b) = (1.0 / a, -1.0 / others);
        for (history, weight) in rows {
            let (whole, active) = (alpha + history.age(), alpha + history.recency());
            let ln_whole = whole.ln();
            let quiet = ((history.age() - history.recency()) / active).ln_1p();
            let grown = shape * quiet;
            let (ln_either, gone) = if grown < 600.0 {
                let odds = odds * grown.exp();
                (odds.ln_1p(), odds / (1.0 + odds))
            } else {
                (odds.ln() + grown, 1.0)
            };
            let (inverse, recent) = (1.0 / whole, 1.0 / active);
            // By α the logarithm of the odds changes by shape·turn.
            let turn = inverse - recent;
            let by_alpha = shape * turn;
            let spread = gone * (1.0 - gone);
            let parts = [
                ln_either - shape * ln_whole,
                gone * quiet - ln_whole,
                gone * by_alpha - shape * inverse,
                gone * by_a,
                gone * by_b,
                spread * quiet * quiet,
                spread * quiet * by_alpha + gone * turn - inverse,
                spread * quiet * by_a,
                spread * quiet * by_b,
                spread * by_alpha * by_alpha
                    + shape * (inverse * inverse - gone * turn * (inverse + recent)),
                spread * by_alpha * by_a,
                spread * by_alpha * by_b,
                (spread - gone) * by_a * by_a,
                spread * by_a * by_b,
                (spread + gone) * by_b * by_b,
            ];
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum += weight * part;
            }
        }
        sums
    }
}

/// ln B(a, b) with its derivatives.
struct BetaParts {
    value: f64,
    a: f64,
    b: f64,
    aa: f64,
    ab: f64,
    bb: f64,
}

impl BetaParts {
    fn at(a: f64, b: f64) -> Self {
        let (slope, bend) = (digamma(a + b), trigamma(a + b));
        Self {
            value: ln_beta(a, b),
            a: digamma(a) - slope,
            b: digamma(b) - slope,
            aa: trigamma(a) - bend,
            ab: -bend,
            bb: trigamma(b) - bend,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::newton::by_differences;

    #[test]
    fn derivatives_are_those_of_the_value() {
        let rows = [
            (0, 0.0, 30.0, 5),
            (1, 3.0, 30.0, 2),
            (1, 30.0, 30.0, 1),
            (7, 12.0, 39.0, 1),
            (400, 1.0, 39.0, 1),
        ];
        let histories =
            Histories::compress(rows.into_iter().map(|(repeats, recency, age, weight)| {
                (
                    History::new(repeats, recency, age).expect("a history"),
                    weight,
                )
            }));
        for leaves_at_first in [false, true] {
            let at = [0.4, 5.0, 0.8, 2.0];
            let model =
                |at: &[f64; 4]| BetaGeometric::new(*at, leaves_at_first).expect("parameters");
            let exact = model(&at).curve(&histories);
            let near = by_differences(&at, |at| model(at).curve(&histories).value);
            for row in 0..4 {
                let slopes = (exact.gradient[row], near.gradient[row]);
                assert!(
                    (slopes.0 - slopes.1).abs() < 1e-6 * (1.0 + slopes.0.abs()),
                    "{row}: {slopes:?}"
                );
                for column in 0..4 {
                    let bends = (exact.hessian[row][column], near.hessian[row][column]);
                    assert!(
                        (bends.0 - bends.1).abs() < 1e-3 * (1.0 + bends.0.abs()),
                        "{row} {column}: {bends:?}"
                    );
                }
            }
        }
    }
}
