//! The maximum of a function of positive parameters whose derivatives are known.

use crate::error::LabError;
use crate::history::Histories;
use crate::maximise::inverted;

/// Steps after which the search gives up.
const ITERATIONS: usize = 200;
/// The search ends when a further step would gain less than this (in units of the log-likelihood),
const NEGLIGIBLE: f64 = 1e-9;
/// or less than this share of the value, which is lost to rounding.
const ROUNDING: f64 = 1e-14;
/// A parameter beyond e to the power ± this has run away.
const LARGEST_LOGARITHM: f64 = 40.0;
/// No step changes a parameter by more than a factor of e².
const LONGEST_STEP: f64 = 2.0;
/// Where a standard error reaches a factor of e to this power, the data do not tell the parameter.
const UNKNOWN: f64 = 5.0;

/// A function at a point: its value, its first and its second derivatives by the parameters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Curve<const N: usize> {
    pub(crate) value: f64,
    pub(crate) gradient: [f64; N],
    pub(crate) hessian: [[f64; N]; N],
}

impl<const N: usize> Curve<N> {
    /// The same by the logarithms of the parameters.
    pub(crate) fn by_logarithms(mut self, at: &[f64; N]) -> Self {
        for (slope, value) in self.gradient.iter_mut().zip(at) {
            *slope *= value;
        }
        for (row, line) in self.hessian.iter_mut().enumerate() {
            for (column, cell) in line.iter_mut().enumerate() {
                *cell *= at[row] * at[column];
            }
            line[row] += self.gradient[row];
        }
        self
    }

    fn is_finite(&self) -> bool {
        let mut second = self.hessian.iter().flatten();
        self.value.is_finite()
            && self.gradient.iter().all(|slope| slope.is_finite())
            && second.all(|cell| cell.is_finite())
    }

    fn steepest(&self) -> f64 {
        let sizes = self.gradient.iter().map(|slope| slope.abs());
        sizes.fold(0.0, f64::max)
    }
}

/// Where a function is largest, and how sharply.
#[derive(Debug, Clone)]
pub(crate) struct Peak<const N: usize> {
    pub(crate) at: [f64; N],
    pub(crate) value: f64,
    pub(crate) iterations: usize,
    /// Inverse of the negative matrix of second derivatives by the parameters.
    pub(crate) covariance: [[f64; N]; N],
}

/// Newton's method over the logarithms of the parameters, damped as by Levenberg where the function does not curve
/// down or a step leads down.
///
/// A maximum that is flat in some direction is no maximum: the parameters could be anything along it.
pub(crate) fn climb<const N: usize>(
    start: [f64; N],
    function: impl Fn(&[f64; N]) -> Curve<N>,
) -> Result<Peak<N>, LabError> {
    let mut at = start;
    let mut here = function(&at).by_logarithms(&at);
    let mut damping = 0.0;
    let failed = |here: &Curve<N>, iterations| LabError::NotConverged {
        iterations,
        gradient_norm: here.steepest(),
    };
    for iterations in 0..ITERATIONS {
        if !here.is_finite() {
            return Err(failed(&here, iterations));
        }
        let Some(step) = newton_step(&here, damping) else {
            damping = stronger(damping);
            if damping > 1e12 {
                return Err(failed(&here, iterations));
            }
            continue;
        };
        let gain = 0.5 * dot(&step, &here.gradient);
        let negligible = NEGLIGIBLE.max(ROUNDING * here.value.abs());
        if gain <= negligible && damping <= 2e-2 {
            let covariance = covariance(&at, &here).ok_or_else(|| failed(&here, iterations))?;
            // The last step costs nothing more and squares the error.
            let last = at.iter_mut().zip(step);
            last.for_each(|(value, part)| *value *= part.exp());
            return Ok(Peak {
                at,
                value: here.value,
                iterations,
                covariance,
            });
        }
        let mut next = at;
        for (value, part) in next.iter_mut().zip(step) {
            *value *= part.exp();
        }
        if next
            .iter()
            .any(|value| value.ln().abs() > LARGEST_LOGARITHM)
        {
            return Err(failed(&here, iterations));
        }
        let there = function(&next).by_logarithms(&next);
        if there.is_finite() && there.value >= here.value + 1e-4 * gain - negligible {
            (at, here) = (next, there);
            damping = if damping < 1e-2 { 0.0 } else { 0.1 * damping };
        } else {
            damping = stronger(damping);
            if damping > 1e12 {
                return Err(failed(&here, iterations));
            }
        }
    }
    Err(failed(&here, ITERATIONS))
}

/// [`climb`] for the parameters of a model of purchases: where some of many histories lead, then with all of them. A search
/// that fails is tried once more from the given start, unless it began there.
pub(crate) fn climb_histories<const N: usize>(
    histories: &Histories,
    start: [f64; N],
    function: impl Fn(&[f64; N], &Histories) -> Curve<N>,
) -> Result<Peak<N>, LabError> {
    let search = |start, histories: &Histories| climb(start, |at| function(at, histories));
    let led = histories
        .thinned()
        .and_then(|few| search(start, &few).ok())
        .map(|peak| peak.at);
    match led {
        Some(at) => search(at, histories).or_else(|_| search(start, histories)),
        None => search(start, histories),
    }
}

fn stronger(damping: f64) -> f64 {
    if damping > 0.0 { 8.0 * damping } else { 1e-2 }
}

/// The step to the top of the parabola, its curvature raised by the damping; `None` where that has no top.
fn newton_step<const N: usize>(here: &Curve<N>, damping: f64) -> Option<[f64; N]> {
    let mut matrix: Vec<Vec<f64>> = negative(&here.hessian);
    for (index, row) in matrix.iter_mut().enumerate() {
        row[index] += damping * (row[index].abs() + here.gradient[index].abs());
    }
    let inverse = inverted(matrix)?;
    let mut step = [0.0; N];
    for (part, row) in step.iter_mut().zip(&inverse) {
        *part = dot(row, &here.gradient);
    }
    let longest = step
        .iter()
        .fold(0.0, |most: f64, part| most.max(part.abs()));
    if longest > LONGEST_STEP {
        for part in &mut step {
            *part *= LONGEST_STEP / longest;
        }
    }
    Some(step)
}

/// The inverse of the curvature, brought back from the logarithms by the delta method.
fn covariance<const N: usize>(at: &[f64; N], here: &Curve<N>) -> Option<[[f64; N]; N]> {
    let inverse = inverted(negative(&here.hessian))?;
    let mut covariance = [[0.0; N]; N];
    for (row, line) in covariance.iter_mut().enumerate() {
        if inverse[row][row].sqrt() >= UNKNOWN {
            return None;
        }
        for (column, cell) in line.iter_mut().enumerate() {
            *cell = inverse[row][column] * at[row] * at[column];
        }
    }
    let known = covariance.iter().flatten().all(|cell| cell.is_finite());
    known.then_some(covariance)
}

fn negative<const N: usize>(matrix: &[[f64; N]; N]) -> Vec<Vec<f64>> {
    let rows = matrix.iter();
    rows.map(|row| row.iter().map(|cell| -cell).collect())
        .collect()
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    let pairs = left.iter().zip(right);
    pairs.map(|(left, right)| left * right).sum()
}

/// What derivatives in closed form are tested against: central differences over the logarithms.
#[cfg(test)]
pub(crate) fn by_differences<const N: usize>(
    at: &[f64; N],
    function: impl Fn(&[f64; N]) -> f64,
) -> Curve<N> {
    // About the fifth root of the precision, for formulas of the fourth order.
    const STEP: f64 = 2e-3;
    let shifted = |moves: &[(usize, f64)]| {
        let mut place = *at;
        for &(index, steps) in moves {
            place[index] *= (STEP * steps).exp();
        }
        function(&place)
    };
    let value = function(at);
    let (mut gradient, mut hessian) = ([0.0; N], [[0.0; N]; N]);
    for row in 0..N {
        let [far_below, below, above, far_above] =
            [-2.0, -1.0, 1.0, 2.0].map(|steps| shifted(&[(row, steps)]));
        gradient[row] = (8.0 * (above - below) - (far_above - far_below)) / (12.0 * STEP);
        let (near, far) = (
            above - value + below - value,
            far_above - value + far_below - value,
        );
        hessian[row][row] = (16.0 * near - far) / (12.0 * STEP * STEP);
        for (column, cell) in hessian[row]
            .iter_mut()
            .enumerate()
            .filter(|(column, _)| *column < row)
        {
            let corner = |up, right| shifted(&[(row, up), (column, right)]);
            let same = corner(1.0, 1.0) + corner(-1.0, -1.0);
            let across = corner(1.0, -1.0) + corner(-1.0, 1.0);
            *cell = (same - across) / (4.0 * STEP * STEP);
        }
    }
    // Back from the logarithms to the parameters; what was left out lies opposite.
    let half = hessian;
    for (row, line) in hessian.iter_mut().enumerate() {
        line[row] -= gradient[row];
        for (column, cell) in line.iter_mut().enumerate() {
            if column > row {
                *cell = half[column][row];
            }
            *cell /= at[row] * at[column];
        }
    }
    for (slope, value) in gradient.iter_mut().zip(at) {
        *slope /= value;
    }
    Curve {
        value,
        gradient,
        hessian,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A rate of 3 events in 6 weeks beside a rate of 8 in 2.
    fn rates(at: &[f64; 2]) -> Curve<2> {
        let part = |events: f64, weeks: f64, rate: f64| {
            let value = events * rate.ln() - weeks * rate;
            (value, events / rate - weeks, -events / (rate * rate))
        };
        let (first, second) = (part(3.0, 6.0, at[0]), part(8.0, 2.0, at[1]));
        Curve {
            value: first.0 + second.0,
            gradient: [first.1, second.1],
            hessian: [[first.2, 0.0], [0.0, second.2]],
        }
    }

    #[test]
    fn a_maximum_is_found_with_its_variance() {
        for start in [[1.0, 1.0], [1e-4, 1e4]] {
            let peak = climb(start, rates).expect("a maximum");
            assert!((peak.at[0] - 0.5).abs() < 1e-6 && (peak.at[1] - 4.0).abs() < 1e-5);
            assert!(
                (peak.covariance[0][0] - 3.0 / 36.0).abs() < 1e-6,
                "{peak:?}"
            );
            assert!(peak.covariance[0][1].abs() < 1e-9);
        }
    }

    #[test]
    fn differences_are_near_the_derivatives() {
        let at = [0.3, 5.0];
        let (exact, near) = (rates(&at), by_differences(&at, |at| rates(at).value));
        for index in 0..2 {
            assert!((exact.gradient[index] - near.gradient[index]).abs() < 1e-8);
            assert!((exact.hessian[index][index] / near.hessian[index][index] - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn ridges_and_endless_slopes_are_refused() {
        let ridge = |at: &[f64; 2]| by_differences(at, |at| -(at[0] * at[1]).ln().powi(2));
        let rising = |at: &[f64; 2]| by_differences(at, |at| at[0].ln() - at[1]);
        for error in [climb([3.0, 2.0], ridge), climb([3.0, 2.0], rising)] {
            let error = error.expect_err("no maximum");
            assert!(matches!(error, LabError::NotConverged { .. }), "{error}");
        }
        let hole = |_: &[f64; 1]| Curve {
            value: f64::NAN,
            gradient: [0.0],
            hessian: [[-1.0]],
        };
        assert!(climb([1.0], hole).is_err());
    }
}
