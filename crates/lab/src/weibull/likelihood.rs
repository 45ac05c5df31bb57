//! The likelihood of Weibull durations whose time runs faster or slower with covariates.
//!
//! Over (γ, θ) with z = γ·ln t − θ'x the logarithm of the likelihood, Σ events·(ln γ + z − ln t) − subjects·e^z, is concave:
//! there is one maximum, and Newton's steps lead there. The shape is γ, the effects on ln λ are θ/γ.

use crate::ascent::{Slope, Top};
use crate::covariates::Standardised;

/// Subjects with the same duration and covariates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) ln_time: f64,
    pub(crate) events: f64,
    pub(crate) subjects: f64,
}

/// Rows with times around their mean, which θ₀ makes up for, and covariates around theirs.
pub(crate) struct Accelerated<'a> {
    rows: Vec<Row>,
    covariates: Option<&'a Standardised>,
    mean: f64,
    /// −Σ events·ln t, which no parameter moves.
    fixed: f64,
}

/// The parameters as they are told.
pub(crate) struct Natural {
    /// On ln λ: the constant, then the covariates on their own scale.
    pub(crate) effects: Vec<f64>,
    pub(crate) ln_shape: f64,
    /// Of the effects, then ln ρ.
    pub(crate) covariance: Vec<Vec<f64>>,
    pub(crate) log_likelihood: f64,
}

impl<'a> Accelerated<'a> {
    pub(crate) fn new(mut rows: Vec<Row>, covariates: Option<&'a Standardised>) -> Self {
        let subjects: f64 = rows.iter().map(|row| row.subjects).sum();
        let mean = rows
            .iter()
            .map(|row| row.subjects * row.ln_time)
            .sum::<f64>()
            / subjects;
        let fixed = -rows.iter().map(|row| row.events * row.ln_time).sum::<f64>();
        for row in &mut rows {
            row.ln_time -= mean;
        }
        Self {
            rows,
            covariates,
            mean,
            fixed,
        }
    }

    pub(crate) fn events(&self) -> f64 {
        self.rows.iter().map(|row| row.events).sum()
    }

    fn row(&self, number: usize) -> &[f64] {
        self.covariates
            .map_or(&[], |covariates| covariates.row(number))
    }

    /// A constant hazard without effects: γ = 1, θ = (ln of the time observed for each event, 0, …).
    pub(crate) fn start(&self) -> Vec<f64> {
        let time: f64 = self
            .rows
            .iter()
            .map(|row| row.subjects * row.ln_time.exp())
            .sum();
        let mut start = vec![1.0, (time / self.events()).ln()];
        let effects = self.covariates.map_or(0, |covariates| covariates.width);
        start.resize(2 + effects, 0.0);
        start
    }

    /// Over γ, θ₀, θ of the covariates.
    pub(crate) fn slope(&self, at: &[f64]) -> Slope {
        let width = at.len();
        let mut slope = Slope::zero(width);
        if at[0] <= 0.0 {
            slope.value = f64::NAN;
            return slope;
        }
        slope.value = self.fixed + self.events() * at[0].ln();
        slope.gradient[0] = self.events() / at[0];
        slope.information[0] = self.events() / (at[0] * at[0]);
        // z is linear in the parameters, with these factors.
        let mut factors = vec![-1.0; width];
        for (number, row) in self.rows.iter().enumerate() {
            factors[0] = row.ln_time;
            for (factor, x) in factors[2..].iter_mut().zip(self.row(number)) {
                *factor = -x;
            }
            let z: f64 = factors.iter().zip(at).map(|(factor, at)| factor * at).sum();
            let expected = row.subjects * z.exp();
            slope.value += row.events * z - expected;
            let excess = row.events - expected;
            for (line, left) in factors.iter().enumerate() {
                slope.gradient[line] += excess * left;
                let cells = &mut slope.information[line * width + line..(line + 1) * width];
                let part = expected * left;
                for (cell, right) in cells.iter_mut().zip(&factors[line..]) {
                    *cell += part * right;
                }
            }
        }
        slope.mirror();
        slope
    }

    /// Back from (γ, θ) and the scale of the computation, with the covariances by the delta method.
    pub(crate) fn natural(&self, top: &Top) -> Natural {
        let shape = top.at[0];
        let (none, ones) = (Vec::new(), Vec::new());
        let (means, scales) = self
            .covariates
            .map_or((&none[..], &ones[..]), |x| (&x.means[..], &x.scales[..]));
        let width = top.at.len();
        let mut effects: Vec<f64> = top.at[1..].iter().map(|theta| theta / shape).collect();
        // A row of the Jacobian for each told parameter, by γ, θ₀, θ.
        let mut jacobian = vec![vec![0.0; width]; width];
        for (line, effect) in effects.iter().enumerate() {
            jacobian[line][0] = -effect / shape;
            jacobian[line][line + 1] = 1.0 / shape;
        }
        jacobian[width - 1][0] = 1.0 / shape;
        effects[0] += self.mean;
        for (column, (mean, scale)) in means.iter().zip(scales).enumerate() {
            let line = column + 1;
            effects[line] /= scale;
            for cell in &mut jacobian[line] {
                *cell /= scale;
            }
            effects[0] -= effects[line] * mean;
            let (constant, rest) = jacobian.split_at_mut(1);
            let cells = constant[0].iter_mut().zip(&rest[column]);
            cells.for_each(|(cell, part)| *cell -= part * mean);
        }
        let product = |left: &[f64], right: &[f64]| -> f64 {
            let rows = top.covariance.chunks(width).zip(left);
            rows.map(|(row, left)| left * crate::cox::product(row, right))
                .sum()
        };
        let covariance = jacobian
            .iter()
            .map(|left| jacobian.iter().map(|right| product(left, right)).collect());
        Natural {
            covariance: covariance.collect(),
            effects,
            ln_shape: shape.ln(),
            log_likelihood: top.value,
        }
    }
}
