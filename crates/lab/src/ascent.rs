//! The maximum of a likelihood of any number of parameters with known derivatives, by Newton's method.

use crate::error::LabError;

/// Steps after which the search gives up.
const STEPS: usize = 100;
/// A pivot this much smaller than its diagonal is rounding: the parameter follows from the others.
const SINGULAR: f64 = 1e-9;
/// A variance this many times that at the start tells of a parameter that runs away.
const UNBOUNDED: f64 = 1e7;

/// A function at one place.
#[derive(Debug, Clone)]
pub(crate) struct Slope {
    pub(crate) value: f64,
    pub(crate) gradient: Vec<f64>,
    /// The negative second derivatives, row by row.
    pub(crate) information: Vec<f64>,
}

impl Slope {
    pub(crate) fn zero(size: usize) -> Self {
        Self {
            value: 0.0,
            gradient: vec![0.0; size],
            information: vec![0.0; size * size],
        }
    }

    /// Adds another part of the same sum.
    pub(crate) fn add(&mut self, other: &Self) {
        self.value += other.value;
        let gradient = self.gradient.iter_mut().zip(&other.gradient);
        let information = self.information.iter_mut().zip(&other.information);
        gradient
            .chain(information)
            .for_each(|(sum, part)| *sum += part);
    }

    /// Fills in what lies below the diagonal.
    pub(crate) fn mirror(&mut self) {
        let width = self.gradient.len();
        for line in 0..width {
            for column in 0..line {
                self.information[line * width + column] = self.information[column * width + line];
            }
        }
    }

    fn is_finite(&self) -> bool {
        self.value.is_finite()
            && self.gradient.iter().all(|slope| slope.is_finite())
            && self.information.iter().all(|cell| cell.is_finite())
    }
}

/// Where a function is largest.
#[derive(Debug, Clone)]
pub(crate) struct Top {
    pub(crate) at: Vec<f64>,
    pub(crate) value: f64,
    pub(crate) start_value: f64,
    /// Inverse of the information there, row by row.
    pub(crate) covariance: Vec<f64>,
    pub(crate) iterations: usize,
}

/// Why there is no maximum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Why {
    /// The parameter of this number follows from the ones before it.
    Dependent(usize),
    /// The parameter of this number grows without bound.
    Unbounded(usize),
    /// The search ended without a maximum.
    Stuck,
}

/// Where a search ended that found no maximum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NoTop {
    pub(crate) why: Why,
    pub(crate) iterations: usize,
    pub(crate) gradient_norm: f64,
}

impl NoTop {
    /// The refusal where no parameter is to blame.
    pub(crate) fn not_converged(self) -> LabError {
        LabError::NotConverged {
            iterations: self.iterations,
            gradient_norm: self.gradient_norm,
        }
    }
}

/// What is known of a function's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// It curves down everywhere: where it does not, parameters can not be told apart.
    Concave,
    /// It curves down at its maximum; elsewhere steps are damped. That parameters can be told apart was checked before.
    Any,
}

/// Climbs from a start by Newton's steps, halved until the function does not fall.
pub(crate) fn ascend(
    form: Form,
    start: Vec<f64>,
    slope: impl Fn(&[f64]) -> Slope,
) -> Result<Top, NoTop> {
    let size = start.len();
    let mut at = start;
    let mut here = slope(&at);
    let start_value = here.value;
    let at_start = diagonal(&here.information, size);
    let none = |why, here: &Slope, iterations| NoTop {
        why,
        iterations,
        gradient_norm: here
            .gradient
            .iter()
            .fold(0.0, |most, part| part.abs().max(most)),
    };
    if !here.is_finite() {
        return Err(none(Why::Stuck, &here, 0));
    }
    for iterations in 0..=STEPS {
        let undamped = cholesky(&here.information, size);
        let factor = match (&undamped, form) {
            (Ok(factor), _) => factor.clone(),
            (Err(row), Form::Concave) => {
                let why = match iterations {
                    0 => Why::Dependent(*row),
                    _ => Why::Unbounded(*row),
                };
                return Err(none(why, &here, iterations));
            }
            (Err(_), Form::Any) => damped(&here.information, size)
                .ok_or_else(|| none(Why::Stuck, &here, iterations))?,
        };
        let step = solved(&factor, &here.gradient);
        let gain: f64 = step.iter().zip(&here.gradient).map(|(a, b)| a * b).sum();
        if gain <= 1e-12 * here.value.abs().max(1.0) {
            let factor = undamped.map_err(|row| none(Why::Unbounded(row), &here, iterations))?;
            let covariance = inverse(&factor, size);
            let widths = diagonal(&covariance, size).into_iter().zip(&at_start);
            let widest = largest(widths.map(|(variance, information)| variance * information));
            if widest.1 > UNBOUNDED {
                return Err(none(Why::Unbounded(widest.0), &here, iterations));
            }
            return Ok(Top {
                // The last step costs nothing more and squares the error.
                at: moved(&at, &step, 1.0),
                value: here.value,
                start_value,
                covariance,
                iterations,
            });
        }
        let shares = (0..34).map(|halvings| 0.5_f64.powi(halvings));
        let mut tried = shares.map(|share| {
            let there = moved(&at, &step, share);
            let slope = slope(&there);
            (there, slope)
        });
        // Rounding of the sum must not be taken for a fall.
        let least = here.value - 1e-13 * here.value.abs();
        match tried.find(|(_, slope)| slope.is_finite() && slope.value >= least) {
            Some((there, slope)) => (at, here) = (there, slope),
            None => return Err(none(Why::Stuck, &here, iterations)),
        }
    }
    Err(none(Why::Stuck, &here, STEPS))
}

fn moved(at: &[f64], step: &[f64], share: f64) -> Vec<f64> {
    let parts = at.iter().zip(step);
    parts.map(|(at, part)| at + share * part).collect()
}

/// The place and the size of the largest value.
fn largest(values: impl Iterator<Item = f64>) -> (usize, f64) {
    values.enumerate().fold(
        (0, 0.0),
        |most, next| if next.1 > most.1 { next } else { most },
    )
}

/// The factor of a matrix whose diagonal is raised until it has one.
fn damped(matrix: &[f64], size: usize) -> Option<Vec<f64>> {
    let mut lifts = (0..14).map(|power| 1e-3 * 10_f64.powi(power));
    lifts.find_map(|lift| {
        let mut raised = matrix.to_vec();
        for row in 0..size {
            let cell = &mut raised[row * size + row];
            *cell = cell.abs() * (1.0 + lift) + f64::MIN_POSITIVE;
        }
        cholesky(&raised, size).ok()
    })
}

fn diagonal(matrix: &[f64], size: usize) -> Vec<f64> {
    (0..size).map(|row| matrix[row * size + row]).collect()
}

/// The lower factor L of a positive definite matrix LL'; the row whose pivot is none otherwise.
pub(crate) fn cholesky(matrix: &[f64], size: usize) -> Result<Vec<f64>, usize> {
    let mut factor = vec![0.0; size * size];
    for row in 0..size {
        for column in 0..=row {
            let (left, right) = (row * size, column * size);
            let products = factor[left..left + column]
                .iter()
                .zip(&factor[right..right + column]);
            let rest = matrix[left + column] - products.map(|(a, b)| a * b).sum::<f64>();
            factor[left + column] = if row > column {
                rest / factor[right + column]
            } else if rest > SINGULAR * matrix[left + row].abs() && rest > f64::MIN_POSITIVE {
                rest.sqrt()
            } else {
                return Err(row);
            };
        }
    }
    Ok(factor)
}

/// x in LL'x = right.
fn solved(factor: &[f64], right: &[f64]) -> Vec<f64> {
    let size = right.len();
    let mut solution = right.to_vec();
    for row in 0..size {
        for column in 0..row {
            solution[row] -= factor[row * size + column] * solution[column];
        }
        solution[row] /= factor[row * size + row];
    }
    for row in (0..size).rev() {
        for below in row + 1..size {
            solution[row] -= factor[below * size + row] * solution[below];
        }
        solution[row] /= factor[row * size + row];
    }
    solution
}

fn inverse(factor: &[f64], size: usize) -> Vec<f64> {
    let mut cells = Vec::with_capacity(size * size);
    for row in 0..size {
        let unit: Vec<f64> = (0..size)
            .map(|column| f64::from(u8::from(row == column)))
            .collect();
        cells.extend(solved(factor, &unit));
    }
    cells
}
