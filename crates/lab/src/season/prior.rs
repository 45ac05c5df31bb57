//! What is believed about the pace of months before any purchase is seen: a Gaussian process over the calendar.

use crate::maximise::inverted;
use crate::season::month::days;

/// Standard deviation of a month's season, in logarithms: usually within a fifth of a usual month.
const SEASON: f64 = 0.2;
/// Standard deviation of the level that drifts.
const LEVEL: f64 = 0.2;
/// What a month's level has in common with the next one's: a memory of about ten months.
const MEMORY: f64 = 0.9;
/// Standard deviation of what is peculiar to a month.
const PECULIAR: f64 = 0.1;
/// Standard deviation of what is peculiar to the customers acquired in a quarter.
const ACQUIRED: f64 = 0.3;

/// Covariance of the logarithms of two months' paces.
fn covariance(left: i64, right: i64) -> f64 {
    let apart = (left - right).abs();
    let season = if apart % 12 == 0 { SEASON.powi(2) } else { 0.0 };
    let peculiar = if apart == 0 { PECULIAR.powi(2) } else { 0.0 };
    season + peculiar + LEVEL.powi(2) * MEMORY.powf(days(apart))
}

/// Covariance of months in a row, their number given.
fn matrix(count: usize) -> Vec<Vec<f64>> {
    let months = || (0_i64..).take(count);
    months()
        .map(|row| months().map(|column| covariance(row, column)).collect())
        .collect()
}

/// Lower triangle of Cholesky of the covariance of the months and, after them, the quarters: times white noise it is a draw.
pub(super) fn root(months: usize, quarters: usize) -> Vec<Vec<f64>> {
    let mut root = cholesky(&matrix(months)).unwrap_or_default();
    let size = months + quarters;
    for row in &mut root {
        row.resize(size, 0.0);
    }
    for place in months..size {
        let mut row = vec![0.0; size];
        row[place] = ACQUIRED;
        root.push(row);
    }
    root
}

/// Lower triangle of Cholesky; `None` where the matrix is not positive definite.
pub(super) fn cholesky(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut lower: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (row, line) in matrix.iter().enumerate() {
        let mut next = vec![0.0; matrix.len()];
        for column in 0..=row {
            let above = if column == row { &next } else { &lower[column] };
            let known: f64 = (0..column).map(|at| next[at] * above[at]).sum();
            let rest = line[column] - known;
            next[column] = if column < row {
                rest / lower[column][column]
            } else if rest > 0.0 {
                rest.sqrt()
            } else {
                return None;
            };
        }
        lower.push(next);
    }
    Some(lower)
}

/// The effects to expect in the months after those observed.
pub(super) fn after(
    first_month: i64,
    effects: &[f64],
    ahead: i64,
) -> impl Iterator<Item = (i64, f64)> {
    let inverse = inverted(matrix(effects.len())).unwrap_or_default();
    let weights: Vec<f64> = inverse.iter().map(|row| dot(row, effects)).collect();
    let next = (first_month..).nth(effects.len()).unwrap_or(first_month);
    (next..next + ahead).map(move |month| {
        let common: Vec<f64> = (first_month..next)
            .map(|seen| covariance(month, seen))
            .collect();
        (month, dot(&common, &weights))
    })
}

/// Variance of a weighted mean of effects of months that follow those observed, the effects observed being known.
pub(super) fn variance(first_month: i64, observed: usize, shares: &[(i64, f64)]) -> f64 {
    let inverse = inverted(matrix(observed)).unwrap_or_default();
    let common: Vec<f64> = (first_month..)
        .take(observed)
        .map(|seen| {
            let parts = shares.iter();
            parts
                .map(|&(month, share)| share * covariance(month, seen))
                .sum()
        })
        .collect();
    let told: f64 = (inverse.iter().zip(&common))
        .map(|(row, one)| one * dot(row, &common))
        .sum();
    let mut all = 0.0;
    for &(left, share) in shares {
        for &(right, other) in shares {
            all += share * other * covariance(left, right);
        }
    }
    (all - told).max(0.0)
}

pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    let pairs = left.iter().zip(right);
    pairs.map(|(left, right)| left * right).sum()
}
