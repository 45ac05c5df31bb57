//! The maximum of a function whose slope is known, and how sharp it is.

use crate::error::LabError;
use crate::season::prior::{cholesky, dot};

/// Steps after which the search gives up.
const ITERATIONS: usize = 200;
/// The search ends when a further step would gain less than this, in units of the log-likelihood.
const NEGLIGIBLE: f64 = 1e-5;
/// Step of the differences, where the curvature is about 1.
const STEP: f64 = 0.05;
/// A value and its slope.
pub(super) type Slope = (f64, Vec<f64>);

/// Climbs from 0 by the method of Broyden, Fletcher, Goldfarb and Shanno, in coordinates in which the curvature is about 1.
pub(super) fn climb(
    size: usize,
    function: impl Fn(&[f64]) -> Result<Slope, LabError>,
) -> Result<(Vec<f64>, f64, usize), LabError> {
    let mut at = vec![0.0; size];
    let (mut value, mut slope) = function(&at)?;
    let mut inverse = identity(size);
    for iterations in 0..ITERATIONS {
        let mut step: Vec<f64> = inverse.iter().map(|row| dot(row, &slope)).collect();
        let mut gain = dot(&step, &slope);
        if gain <= 0.0 {
            inverse = identity(size);
            step.clone_from(&slope);
            gain = dot(&slope, &slope);
        }
        if gain <= 2.0 * NEGLIGIBLE {
            return Ok((at, value, iterations));
        }
        let mut length = 1.0;
        let (next, there) = loop {
            let next: Vec<f64> = (at.iter().zip(&step))
                .map(|(at, step)| at + length * step)
                .collect();
            if let Ok(there) = function(&next)
                && there.0 >= value + 1e-4 * length * gain
            {
                break (next, there);
            }
            length *= 0.5;
            if length < 1e-6 {
                return Err(LabError::NotConverged {
                    iterations,
                    gradient_norm: gain.sqrt(),
                });
            }
        };
        let moved: Vec<f64> = next.iter().zip(&at).map(|(new, old)| new - old).collect();
        let bent: Vec<f64> = (slope.iter().zip(&there.1))
            .map(|(old, new)| old - new)
            .collect();
        learn(&mut inverse, &moved, &bent);
        (at, (value, slope)) = (next, there);
    }
    Err(LabError::NotConverged {
        iterations: ITERATIONS,
        gradient_norm: dot(&slope, &slope).sqrt(),
    })
}

/// What a step tells about the inverse of the curvature.
fn learn(inverse: &mut [Vec<f64>], moved: &[f64], bent: &[f64]) {
    let along = dot(moved, bent);
    if along <= 1e-12 {
        return;
    }
    let turned: Vec<f64> = inverse.iter().map(|row| dot(row, bent)).collect();
    let stretch = (1.0 + dot(bent, &turned) / along) / along;
    for (row, line) in inverse.iter_mut().enumerate() {
        for (column, cell) in line.iter_mut().enumerate() {
            *cell += stretch * moved[row] * moved[column]
                - (turned[row] * moved[column] + moved[row] * turned[column]) / along;
        }
    }
}

/// Triangle of the curvature at a maximum, from differences of the slope.
pub(super) fn width_at(
    at: &[f64],
    function: impl Fn(&[f64]) -> Result<Slope, LabError>,
) -> Result<Vec<Vec<f64>>, LabError> {
    let slope = |place: usize, step: f64| {
        let mut moved = at.to_vec();
        moved[place] += step;
        function(&moved).map(|(_, slope)| slope)
    };
    let mut curvature = identity(at.len());
    for (place, row) in curvature.iter_mut().enumerate() {
        let (above, below) = (slope(place, STEP)?, slope(place, -STEP)?);
        for (cell, (above, below)) in row.iter_mut().zip(above.iter().zip(below)) {
            *cell = (below - above) / (2.0 * STEP);
        }
    }
    cholesky(&curvature).ok_or(LabError::NotConverged {
        iterations: 0,
        gradient_norm: f64::INFINITY,
    })
}

/// Half the logarithm of the determinant of the matrix with this triangle.
pub(super) fn half_log_determinant(lower: &[Vec<f64>]) -> f64 {
    (lower.iter().enumerate())
        .map(|(index, row)| row[index].ln())
        .sum()
}

fn identity(size: usize) -> Vec<Vec<f64>> {
    let row = |place| {
        (0..size)
            .map(|at| f64::from(u8::from(at == place)))
            .collect()
    };
    (0..size).map(row).collect()
}

/// Solves lower · x = right.
pub(super) fn solve(lower: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut solved: Vec<f64> = Vec::with_capacity(right.len());
    for (index, row) in lower.iter().enumerate() {
        solved.push((right[index] - dot(row, &solved)) / row[index]);
    }
    solved
}

/// Solves lowerᵀ · x = right.
pub(super) fn solve_transposed(lower: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut solved = right.to_vec();
    for index in (0..solved.len()).rev() {
        solved[index] /= lower[index][index];
        for before in 0..index {
            solved[before] -= lower[index][before] * solved[index];
        }
    }
    solved
}
