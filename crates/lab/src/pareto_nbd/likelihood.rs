//! The likelihood of histories with its derivatives: an integral over the time of leaving that carries them along.

use super::ParetoNbd;
use crate::history::{Histories, History};
use crate::legendre::nodes;
use crate::newton::Curve;
use crate::number::count_to_f64;
use crate::special::{digamma, ln_gamma, trigamma};
use crate::sums::{add, sum};

/// Sums of a likelihood: the value, the slopes by r, α, s, β, and the second derivatives, row by row from the diagonal.
type Sums = [f64; 15];

impl ParetoNbd {
    /// Logarithm of the likelihood, with its first and second derivatives by r, α, s and β.
    pub(crate) fn curve(&self, histories: &Histories) -> Curve<4> {
        let mut sums = self.shared(histories);
        let rows = sum(histories.all(), |rows| {
            let mut sums = [0.0; 15];
            for (history, weight) in rows {
                let parts = self.of_row(history);
                for (sum, part) in sums.iter_mut().zip(parts) {
                    *sum += weight * part;
                }
            }
            sums
        });
        add(&mut sums, &rows);
        let [
            value,
            r,
            alpha,
            s,
            beta,
            rr,
            r_alpha,
            rs,
            r_beta,
            alpha_alpha,
            alpha_s,
            alpha_beta,
            ss,
            s_beta,
            beta_beta,
        ] = sums;
        Curve {
            value,
            gradient: [r, alpha, s, beta],
            hessian: [
                [rr, r_alpha, rs, r_beta],
                [r_alpha, alpha_alpha, alpha_s, alpha_beta],
                [rs, alpha_s, ss, s_beta],
                [r_beta, alpha_beta, s_beta, beta_beta],
            ],
        }
    }

    /// What depends on the number of purchases alone: ln Γ(r + x) − ln Γ(r) + r·ln α + s·ln β.
    fn shared(&self, histories: &Histories) -> Sums {
        let Self { r, alpha, s, beta } = *self;
        let before = [ln_gamma(r), digamma(r), trigamma(r)];
        let mut sums = [0.0; 15];
        for &(repeats, weight) in histories.counts() {
            let shape = r + count_to_f64(repeats);
            sums[0] += weight * (ln_gamma(shape) - before[0] + r * alpha.ln() + s * beta.ln());
            sums[1] += weight * (digamma(shape) - before[1] + alpha.ln());
            sums[2] += weight * r / alpha;
            sums[3] += weight * beta.ln();
            sums[4] += weight * s / beta;
            sums[5] += weight * (trigamma(shape) - before[2]);
            sums[6] += weight / alpha;
            sums[9] -= weight * r / (alpha * alpha);
            sums[13] += weight / beta;
            sums[14] -= weight * s / (beta * beta);
        }
        sums
    }

    /// ln((α + T)^−R·(β + T)^−s + s·∫ (α + y)^−R·(β + y)^−(s + 1) dy), from the last purchase to T, for R = r + x.
    ///
    /// Of each point of the integral the weight is known, and by how much its logarithm changes with the parameters; the mean
    /// of these and their spread are the derivatives of the logarithm of the sum. All are told as differences from the first
    /// term, so that nothing cancels.
    fn of_row(&self, history: &History) -> Sums {
        let Self { s, .. } = *self;
        let shape = self.r + count_to_f64(history.repeat_purchases());
        let (alpha, beta) = (self.alpha + history.age(), self.beta + history.age());
        let (over_alpha, over_beta) = (1.0 / alpha, 1.0 / beta);
        let first = [
            -shape * alpha.ln() - s * beta.ln(),
            -alpha.ln(),
            -shape * over_alpha,
            -beta.ln(),
            -s * over_beta,
            0.0,
            -over_alpha,
            0.0,
            0.0,
            shape * over_alpha * over_alpha,
            0.0,
            0.0,
            0.0,
            -over_beta,
            s * over_beta * over_beta,
        ];
        let places = Leaving::new(self, history, shape);
        let grown = places.grown;
        // Beyond this the first term is nothing beside the integral.
        let (unit, lifted) = if grown < 600.0 {
            (1.0, 0.0)
        } else {
            (0.0, grown)
        };
        let mut total = unit;
        let mut sums = [0.0; 15];
        places.each(|waited, left, weight| {
            let (over_a, over_b) = (1.0 / (places.alpha + waited), 1.0 / (places.beta + waited));
            let [by_r, by_s] = left;
            let odds = weight * s * over_b * (shape * by_r + s * by_s - lifted).exp();
            let turn = [over_alpha - over_a, over_beta - over_b];
            let change = [by_r, shape * turn[0], by_s + 1.0 / s, s * turn[1] - over_b];
            total += odds;
            let mut next = 5;
            for row in 0..4 {
                sums[1 + row] += odds * change[row];
                for column in row..4 {
                    sums[next] += odds * change[row] * change[column];
                    next += 1;
                }
            }
            sums[6] += odds * turn[0];
            sums[9] -= odds * shape * turn[0] * (over_alpha + over_a);
            sums[12] -= odds / (s * s);
            sums[13] += odds * turn[1];
            sums[14] += odds * (over_b * over_b - s * turn[1] * (over_beta + over_b));
        });
        let inverse = 1.0 / total;
        for part in &mut sums {
            *part *= inverse;
        }
        let mut next = 5;
        for row in 1..5 {
            for column in row..5 {
                sums[next] -= sums[row] * sums[column];
                next += 1;
            }
        }
        sums[0] = total.ln() + lifted;
        add(&mut sums, &first);
        sums
    }
}

/// The times since the last purchase at which a customer may have left.
struct Leaving {
    /// α and β with the recency added.
    alpha: f64,
    beta: f64,
    shape: f64,
    s: f64,
    /// Logarithm of ((α + T)/α′)^R·((β + T)/β′)^s, with α′ and β′ at the last purchase.
    grown: f64,
    /// Logarithms of (α + T)/α′ and of (β + T)/β′.
    wholes: [f64; 2],
    silence: f64,
}

impl Leaving {
    fn new(model: &ParetoNbd, history: &History, shape: f64) -> Self {
        let silence = history.age() - history.recency();
        let (alpha, beta) = (
            model.alpha + history.recency(),
            model.beta + history.recency(),
        );
        let wholes = [(silence / alpha).ln_1p(), (silence / beta).ln_1p()];
        Self {
            alpha,
            beta,
            shape,
            s: model.s,
            grown: shape * wholes[0] + model.s * wholes[1],
            wholes,
            silence,
        }
    }

    /// Calls with each time, the logarithms of (α + T)/(α + y) and (β + T)/(β + y), and the weight of the time.
    ///
    /// With m the smaller of α′ and β′, the integrand is smooth over ln(m + y): its singularities lie π off the line.
    fn each(&self, mut call: impl FnMut(f64, [f64; 2], f64)) {
        let least = self.alpha.min(self.beta);
        let end = (self.silence / least).ln_1p();
        let mut from = 0.0;
        while from < end {
            let waited = least * f64::exp_m1(from);
            let fallen =
                self.shape * (waited / self.alpha).ln_1p() + self.s * (waited / self.beta).ln_1p();
            // What follows is smaller than the last digit of what was summed.
            if fallen > 80.0 {
                break;
            }
            let fall = (least + waited)
                * (self.shape / (self.alpha + waited) + self.s / (self.beta + waited));
            let length = (end - from).min((6.0 / fall).min(1.5));
            let short = length < 0.4 && length * fall < 1.5;
            for &(place, weight) in nodes(short) {
                for side in [-1.0, 1.0] {
                    let logarithm = from + 0.5 * length * (1.0 + side * place);
                    let waited = least * logarithm.exp_m1();
                    let left = if self.alpha <= self.beta {
                        [logarithm, (waited / self.beta).ln_1p()]
                    } else {
                        [(waited / self.alpha).ln_1p(), logarithm]
                    };
                    call(
                        waited,
                        [self.wholes[0] - left[0], self.wholes[1] - left[1]],
                        0.5 * length * weight * (least + waited),
                    );
                }
            }
            from += length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::newton::by_differences;

    fn histories() -> Histories {
        let rows = [
            (0, 0.0, 30.0, 5),
            (1, 3.0, 30.0, 2),
            (1, 30.0, 30.0, 1),
            (7, 12.0, 39.0, 1),
            (120, 1.0, 39.0, 1),
            (900, 1.0, 390.0, 1),
        ];
        Histories::compress(rows.map(|(repeats, recency, age, weight)| {
            let history = History::new(repeats, recency, age).expect("a history");
            (history, weight)
        }))
    }

    #[test]
    fn the_integral_is_the_difference_of_the_hypergeometric_functions() {
        for at in [
            [0.4, 5.0, 0.8, 2.0],
            [0.6, 9.0, 0.9, 40.0],
            [3.0, 4.0, 2.0, 4.0],
        ] {
            let [r, alpha, s, beta] = at;
            let model = ParetoNbd { r, alpha, s, beta };
            for (history, _) in histories().rows() {
                let shape = r + count_to_f64(history.repeat_purchases());
                let closed = model.ln_either(history)
                    - shape * (alpha + history.age()).ln()
                    - s * (beta + history.age()).ln();
                let [value, ..] = model.of_row(history);
                assert!(
                    (value - closed).abs() < 1e-11 * closed.abs().max(1.0),
                    "{value} {closed}"
                );
            }
        }
    }

    #[test]
    fn derivatives_are_those_of_the_value() {
        let histories = histories();
        for at in [[0.4, 5.0, 0.8, 2.0], [0.6, 9.0, 0.9, 40.0]] {
            let model = |&[r, alpha, s, beta]: &[f64; 4]| ParetoNbd { r, alpha, s, beta };
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
                        (bends.0 - bends.1).abs() < 2e-3 * (1.0 + bends.0.abs()),
                        "{row} {column}: {bends:?}"
                    );
                }
            }
        }
    }
}
