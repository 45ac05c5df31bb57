//! The maximum of a smooth function of positive parameters, with standard errors.

use crate::error::LabError;

/// A parameter beyond e to the power ± this has run away.
const LARGEST_LOGARITHM: f64 = 40.0;
/// Step of the first differences: the fifth root of the precision, for a formula of the fourth order.
const GRADIENT_STEP: f64 = 1e-3;
/// Where no step leads further down, a gradient this many times the tolerance is that of rounding.
const ROUNDING: f64 = 1e3;
/// Step of the second differences: about the fourth root of the precision of a sum of logarithms.
const HESSIAN_STEP: f64 = 1e-3;
/// No step changes a parameter by more than a factor of e.
const LONGEST_STEP: f64 = 1.0;

/// When a search ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MaximiseOptions {
    /// Steps after which the search gives up.
    pub iterations: usize,
    /// The search has converged when no component of the gradient by the logarithms of the
    /// parameters is larger than this, times the size of the function's value (if above 1). Where no step leads
    /// further up because of rounding, a thousand times as much is allowed.
    pub tolerance: f64,
}

impl Default for MaximiseOptions {
    fn default() -> Self {
        Self {
            iterations: 500,
            tolerance: 1e-8,
        }
    }
}

/// Where a function is largest.
#[derive(Debug, Clone, PartialEq)]
pub struct Maximum {
    /// The parameters, > 0.
    pub at: Vec<f64>,
    /// The function there.
    pub value: f64,
    /// Steps taken.
    pub iterations: usize,
    /// Largest component of the gradient by the logarithms of the parameters.
    pub gradient_norm: f64,
    /// Inverse of the negative matrix of second derivatives, by the parameters themselves; `None` where the
    /// function is flat in some direction, so that no variance can be told.
    pub covariance: Option<Vec<Vec<f64>>>,
}

impl Maximum {
    /// Standard errors of the parameters when the function is a log-likelihood.
    pub fn standard_errors(&self) -> Option<Vec<f64>> {
        let covariance = self.covariance.as_ref()?;
        let rows = covariance.iter().enumerate();
        Some(rows.map(|(index, row)| row[index].sqrt()).collect())
    }
}

/// Maximum of a smooth function of positive parameters.
///
/// # Model
///
/// BFGS over the logarithms of the parameters, with gradients from central differences and a line
/// search by bisection for the weak Wolfe conditions. Standard errors come from second differences, by
/// the delta method back from the logarithms.
///
/// # Inputs
///
/// - `start`: parameters to start from, > 0
/// - `function`: any values; where it is not finite the search steps back
/// - `options`: when to stop
///
/// # Output
///
/// A local maximum; the same start gives the same result, bit by bit.
///
/// # Errors
///
/// [`LabError::Empty`] without a parameter, [`LabError::NotPositive`] for a start that is not above 0,
/// [`LabError::NotConverged`] when no maximum was reached.
///
/// # Source
///
/// Nocedal & Wright (2006), Numerical Optimization, algorithm 6.1; line search: Lewis & Overton
/// (2013), Nonsmooth optimization via quasi-Newton methods, Mathematical Programming 141, algorithm 2.6.
///
/// # Example
///
/// The rate of three events in six weeks, and its standard error √3/6.
///
/// ```
/// use lab::{MaximiseOptions, maximise};
/// let fit = maximise(&[1.0], |rate| 3.0 * rate[0].ln() - 6.0 * rate[0], &MaximiseOptions::default())?;
/// assert!((fit.at[0] - 0.5).abs() < 1e-7);
/// assert!((fit.standard_errors().unwrap()[0] - 3_f64.sqrt() / 6.0).abs() < 1e-5);
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn maximise(
    start: &[f64],
    function: impl Fn(&[f64]) -> f64,
    options: &MaximiseOptions,
) -> Result<Maximum, LabError> {
    if start.is_empty() {
        return Err(LabError::Empty { what: "a maximum" });
    }
    for &value in start {
        check_positive("a start of a search", value)?;
    }
    // The search minimises, as its sources do.
    let cost = |logarithms: &[f64]| {
        if logarithms.iter().any(|at| at.abs() > LARGEST_LOGARITHM) {
            return f64::INFINITY;
        }
        let value = function(&exponentials(logarithms));
        if value.is_finite() {
            -value
        } else {
            f64::INFINITY
        }
    };
    let from: Vec<f64> = start.iter().map(|value| value.ln()).collect();
    let (point, iterations) = descend(from, &cost, options)?;
    Ok(Maximum {
        covariance: covariance(&point.at, &cost),
        at: exponentials(&point.at),
        value: -point.cost,
        iterations,
        gradient_norm: norm(&point.gradient),
    })
}

/// The best of the maxima reached from several starts; see [`maximise`].
///
/// # Errors
///
/// Those of [`maximise`], if no start leads to a maximum; [`LabError::Empty`] without a start.
pub fn maximise_from(
    starts: &[&[f64]],
    function: impl Fn(&[f64]) -> f64,
    options: &MaximiseOptions,
) -> Result<Maximum, LabError> {
    let mut best: Result<Maximum, LabError> = Err(LabError::Empty { what: "a maximum" });
    for start in starts {
        let found = maximise(start, &function, options);
        let better = match (&best, &found) {
            (Ok(best), Ok(found)) => found.value > best.value,
            (Err(_), _) => true,
            (Ok(_), Err(_)) => false,
        };
        if better {
            best = found;
        }
    }
    best
}

/// Refuses a parameter or a start that is not finite and above 0.
pub(crate) fn check_positive(what: &'static str, value: f64) -> Result<(), LabError> {
    if value.is_finite() && value > 0.0 {
        Ok(())
    } else {
        Err(LabError::NotPositive { what, value })
    }
}

/// A point of the search, in logarithms.
struct Point {
    at: Vec<f64>,
    cost: f64,
    gradient: Vec<f64>,
}

impl Point {
    fn new(at: Vec<f64>, cost: &impl Fn(&[f64]) -> f64) -> Self {
        Self {
            cost: cost(&at),
            gradient: gradient(&at, cost),
            at,
        }
    }

    fn is_finite(&self) -> bool {
        self.cost.is_finite() && self.gradient.iter().all(|slope| slope.is_finite())
    }
}

fn descend(
    from: Vec<f64>,
    cost: &impl Fn(&[f64]) -> f64,
    options: &MaximiseOptions,
) -> Result<(Point, usize), LabError> {
    let mut point = Point::new(from, cost);
    let mut inverse = identity(point.at.len());
    let mut fresh = true;
    let mut iterations = 0;
    let failed = |point: &Point, iterations| LabError::NotConverged {
        iterations,
        gradient_norm: norm(&point.gradient),
    };
    while norm(&point.gradient) > options.tolerance * point.cost.abs().max(1.0) {
        if !point.is_finite() || iterations >= options.iterations {
            return Err(failed(&point, iterations));
        }
        iterations += 1;
        let mut direction: Vec<f64> = inverse
            .iter()
            .map(|row| -dot(row, &point.gradient))
            .collect();
        let length = norm(&direction);
        if length > LONGEST_STEP {
            for part in &mut direction {
                *part *= LONGEST_STEP / length;
            }
        }
        let Some(next) = line_search(&point, &direction, cost) else {
            let allowed = ROUNDING * options.tolerance * point.cost.abs().max(1.0);
            if norm(&point.gradient) <= allowed {
                break;
            }
            if fresh {
                return Err(failed(&point, iterations));
            }
            // The curvature collected so far misleads: start again from the steepest descent.
            inverse = identity(point.at.len());
            fresh = true;
            continue;
        };
        let moved = difference(&next.at, &point.at);
        let turned = difference(&next.gradient, &point.gradient);
        fresh = !update(&mut inverse, &moved, &turned, fresh);
        point = next;
    }
    if point.is_finite() {
        Ok((point, iterations))
    } else {
        Err(failed(&point, iterations))
    }
}

/// A point along the direction that is lower and where the slope has become flatter.
fn line_search(from: &Point, direction: &[f64], cost: &impl Fn(&[f64]) -> f64) -> Option<Point> {
    let slope = dot(&from.gradient, direction);
    if slope >= 0.0 {
        return None;
    }
    let (mut low, mut high, mut step) = (0.0, f64::INFINITY, 1.0);
    let mut best = None;
    for _ in 0..50 {
        let at = from.at.iter().zip(direction);
        let next = Point::new(at.map(|(at, part)| at + step * part).collect(), cost);
        if !next.is_finite() || next.cost > from.cost + 1e-4 * step * slope {
            high = step;
        } else if dot(&next.gradient, direction) < 0.9 * slope {
            low = step;
            best = Some(next);
        } else {
            return Some(next);
        }
        step = if high.is_finite() {
            f64::midpoint(low, high)
        } else {
            2.0 * low
        };
    }
    best
}

/// The BFGS update of the inverse Hessian; leaves it and returns false where the function does not curve up.
fn update(inverse: &mut [Vec<f64>], moved: &[f64], turned: &[f64], fresh: bool) -> bool {
    let curvature = dot(moved, turned);
    if curvature <= 1e-14 * norm(moved) * norm(turned) {
        return false;
    }
    if fresh {
        // Nocedal & Wright (6.20): the first matrix gets the size of the curvature.
        let scale = curvature / dot(turned, turned);
        for row in inverse.iter_mut() {
            for cell in row.iter_mut() {
                *cell *= scale;
            }
        }
    }
    let image: Vec<f64> = inverse.iter().map(|row| dot(row, turned)).collect();
    let factor = (1.0 + dot(turned, &image) / curvature) / curvature;
    for (row, (row_moved, row_image)) in inverse.iter_mut().zip(moved.iter().zip(&image)) {
        for (cell, (column_moved, column_image)) in row.iter_mut().zip(moved.iter().zip(&image)) {
            *cell += factor * row_moved * column_moved
                - (row_image * column_moved + row_moved * column_image) / curvature;
        }
    }
    true
}

fn gradient(at: &[f64], cost: &impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let across = |index: usize, step: f64| {
        cost(&shifted(at, &[(index, step)])) - cost(&shifted(at, &[(index, -step)]))
    };
    let slope = |index: usize| {
        let (near, far) = (
            across(index, GRADIENT_STEP),
            across(index, 2.0 * GRADIENT_STEP),
        );
        (8.0 * near - far) / (12.0 * GRADIENT_STEP)
    };
    (0..at.len()).map(slope).collect()
}

/// Inverse of the second differences, brought back from the logarithms by the delta method.
fn covariance(at: &[f64], cost: &impl Fn(&[f64]) -> f64) -> Option<Vec<Vec<f64>>> {
    let corner = |row: usize, up: f64, column: usize, right: f64| {
        cost(&shifted(
            at,
            &[(row, up * HESSIAN_STEP), (column, right * HESSIAN_STEP)],
        ))
    };
    let second = |row: usize, column: usize| {
        let same = corner(row, 1.0, column, 1.0) + corner(row, -1.0, column, -1.0);
        let across = corner(row, 1.0, column, -1.0) + corner(row, -1.0, column, 1.0);
        (same - across) / (4.0 * HESSIAN_STEP * HESSIAN_STEP)
    };
    let size = at.len();
    let hessian: Vec<Vec<f64>> = (0..size)
        .map(|row| (0..size).map(|column| second(row, column)).collect())
        .collect();
    let mut inverse = inverted(hessian)?;
    let parameters = exponentials(at);
    for (row, first) in inverse.iter_mut().zip(&parameters) {
        for (cell, other) in row.iter_mut().zip(&parameters) {
            *cell *= first * other;
        }
    }
    Some(inverse)
}

/// Gauss-Jordan without pivoting, which a positive definite matrix does not need; `None` for any other.
pub(crate) fn inverted(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    let diagonal: Vec<f64> = (0..size).map(|index| matrix[index][index]).collect();
    let mut inverse = identity(size);
    for pivot in 0..size {
        let head = matrix[pivot][pivot];
        // Below this the digits are those of the rounding, not of the function.
        if !head.is_finite() || head <= 1e-9 * diagonal[pivot].abs() {
            return None;
        }
        for half in [&mut matrix, &mut inverse] {
            for cell in &mut half[pivot] {
                *cell /= head;
            }
        }
        for row in (0..size).filter(|row| *row != pivot) {
            let times = matrix[row][pivot];
            for half in [&mut matrix, &mut inverse] {
                let source = half[pivot].clone();
                let cells = half[row].iter_mut().zip(source);
                cells.for_each(|(cell, part)| *cell -= times * part);
            }
        }
    }
    Some(inverse)
}

fn shifted(at: &[f64], steps: &[(usize, f64)]) -> Vec<f64> {
    let mut moved = at.to_vec();
    for &(index, step) in steps {
        moved[index] += step;
    }
    moved
}

fn identity(size: usize) -> Vec<Vec<f64>> {
    let row = |index: usize| shifted(&vec![0.0; size], &[(index, 1.0)]);
    (0..size).map(row).collect()
}

fn exponentials(logarithms: &[f64]) -> Vec<f64> {
    logarithms.iter().map(|value| value.exp()).collect()
}

fn difference(left: &[f64], right: &[f64]) -> Vec<f64> {
    left.iter()
        .zip(right)
        .map(|(left, right)| left - right)
        .collect()
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter()
        .zip(right)
        .map(|(left, right)| left * right)
        .sum()
}

/// The largest component; not a number if one is not.
fn norm(vector: &[f64]) -> f64 {
    let larger = |largest: f64, part: &f64| {
        if part.abs() <= largest {
            largest
        } else {
            part.abs()
        }
    };
    vector.iter().fold(0.0, larger)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley over the logarithms, its floor at (1, 1).
    fn valley(at: &[f64]) -> f64 {
        let (first, second) = (at[0].ln(), at[1].ln());
        -(first.powi(2)) - 100.0 * (second - (first + 1.0).powi(2) + 1.0).powi(2)
    }

    #[test]
    fn a_curved_valley_is_followed_to_its_end() {
        let fit = maximise(&[0.11, 1.0], valley, &MaximiseOptions::default()).expect("a maximum");
        assert!(
            fit.at.iter().all(|value| (value - 1.0).abs() < 1e-5),
            "{fit:?}"
        );
        assert!(fit.gradient_norm < 1e-8 && fit.iterations < 100, "{fit:?}");
    }

    #[test]
    fn the_best_of_several_starts_is_taken() {
        let two = |at: &[f64]| {
            let place = at[0].ln();
            (-(place - 2.0).powi(2)).exp() + 2.0 * (-(place + 2.0).powi(2)).exp()
        };
        let fit = maximise_from(&[&[6.0], &[0.2]], two, &MaximiseOptions::default()).expect("two");
        assert!((fit.value - 2.0).abs() < 1e-6, "{fit:?}");
    }

    #[test]
    fn a_function_without_a_maximum_is_refused() {
        let rising = |at: &[f64]| at[0].ln();
        let error = maximise(&[1.0], rising, &MaximiseOptions::default()).unwrap_err();
        assert!(matches!(error, LabError::NotConverged { .. }), "{error}");
        assert!(error.to_string().contains("more customers"), "{error}");
        assert!(maximise(&[0.0], rising, &MaximiseOptions::default()).is_err());
        assert!(maximise(&[], rising, &MaximiseOptions::default()).is_err());
        let hole = maximise(&[1.0], |_| f64::NAN, &MaximiseOptions::default());
        assert!(hole.is_err());
    }

    #[test]
    fn a_flat_direction_has_no_standard_error() {
        let ridge = |at: &[f64]| -(at[0] * at[1]).ln().powi(2);
        let fit = maximise(&[3.0, 2.0], ridge, &MaximiseOptions::default()).expect("a ridge");
        assert_eq!(fit.covariance, None);
        assert_eq!(fit.standard_errors(), None);
    }
}
