//! The likelihood of mean purchase values with its derivatives: one logarithm a customer, the rest by number of purchases.

use crate::newton::Curve;
use crate::number::count_to_f64;
use crate::special::{digamma, ln_gamma, trigamma};
use crate::sums::{add, sum};

/// Counts and means of repeat purchases, prepared for a fit.
#[derive(Debug)]
pub(super) struct Repeats {
    /// Count and mean value in units of the mean of all, rising.
    rows: Vec<(f64, f64)>,
    /// Count, customers with it, and the sum of ln(count·mean) over them.
    counts: Vec<(f64, f64, f64)>,
    /// Σ ln(mean).
    ln_means: f64,
}

impl Repeats {
    /// From rows in units of the mean of all, in any order.
    pub(super) fn new(mut rows: Vec<(f64, f64)>) -> Self {
        // One order of summation, so that the order of the customers does not matter.
        rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        Self::of_sorted(rows)
    }

    fn of_sorted(rows: Vec<(f64, f64)>) -> Self {
        let alike = rows.chunk_by(|left, right| left.0 >= right.0);
        let mut ln_means = 0.0;
        let counts = alike.map(|rows| {
            let [of_means] = sum(rows, |rows| [rows.iter().map(|(_, mean)| mean.ln()).sum()]);
            ln_means += of_means;
            let (count, customers) = (rows[0].0, count_to_f64(rows.len() as u64));
            (count, customers, of_means + customers * count.ln())
        });
        Self {
            counts: counts.collect(),
            ln_means,
            rows,
        }
    }

    /// Some of many rows, evenly from the fewest purchases to the most: where a search starts quickly.
    pub(super) fn thinned(&self) -> Option<Self> {
        let step = self.rows.len() / 8_000;
        (step >= 5).then(|| {
            let some = self.rows.iter().skip(step / 2).step_by(step);
            Self::of_sorted(some.copied().collect())
        })
    }

    /// Logarithm of the likelihood, with its first and second derivatives by p, q and γ.
    pub(super) fn curve(&self, &[p, q, gamma]: &[f64; 3]) -> Curve<3> {
        // With w = γ + x·z: Σ −(px + q)·ln w, and its derivatives.
        let rows = sum(&self.rows, |piece| {
            let mut total = [0.0; 7];
            for rows in piece.chunk_by(|left, right| left.0 >= right.0) {
                let count = rows[0].0;
                let power = p * count + q;
                let (mut logarithms, mut inverses, mut squares) = (0.0, 0.0, 0.0);
                for &(count, mean) in rows {
                    let spent = gamma + count * mean;
                    logarithms += spent.ln();
                    inverses += 1.0 / spent;
                    squares += 1.0 / (spent * spent);
                }
                let part = [
                    -power * logarithms,
                    -count * logarithms,
                    -logarithms,
                    -power * inverses,
                    -count * inverses,
                    -inverses,
                    power * squares,
                ];
                add(&mut total, &part);
            }
            total
        });
        let [
            mut value,
            mut by_p,
            mut by_q,
            mut by_gamma,
            p_gamma,
            mut q_gamma,
            mut gamma_gamma,
        ] = rows;
        value -= self.ln_means;
        let (mut pp, mut pq, mut qq) = (0.0, 0.0, 0.0);
        let of_q = [ln_gamma(q), digamma(q), trigamma(q)];
        for &(count, customers, ln_spent) in &self.counts {
            let (shape, power) = (p * count, p * count + q);
            let slope = digamma(power);
            let bend = trigamma(power);
            let constant = ln_gamma(power) - ln_gamma(shape) - of_q[0] + q * gamma.ln();
            value += customers * constant + p * count * ln_spent;
            by_p += count * (customers * (slope - digamma(shape)) + ln_spent);
            by_q += customers * (slope - of_q[1] + gamma.ln());
            by_gamma += customers * q / gamma;
            pp += customers * count * count * (bend - trigamma(shape));
            pq += customers * count * bend;
            qq += customers * (bend - of_q[2]);
            q_gamma += customers / gamma;
            gamma_gamma -= customers * q / (gamma * gamma);
        }
        Curve {
            value,
            gradient: [by_p, by_q, by_gamma],
            hessian: [
                [pp, pq, p_gamma],
                [pq, qq, q_gamma],
                [p_gamma, q_gamma, gamma_gamma],
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::newton::by_differences;

    #[test]
    fn derivatives_are_those_of_the_value() {
        let rows = vec![(1.0, 0.7), (4.0, 1.3), (1.0, 0.4), (2.0, 1.1), (4.0, 0.2)];
        let (repeats, at) = (Repeats::new(rows), [3.0, 2.5, 0.6]);
        let (exact, near) = (
            repeats.curve(&at),
            by_differences(&at, |at| repeats.curve(at).value),
        );
        for row in 0..3 {
            assert!((exact.gradient[row] - near.gradient[row]).abs() < 1e-7);
            for column in 0..3 {
                let bends = (exact.hessian[row][column], near.hessian[row][column]);
                assert!(
                    (bends.0 - bends.1).abs() < 1e-5 * (1.0 + bends.0.abs()),
                    "{bends:?}"
                );
            }
        }
    }
}
