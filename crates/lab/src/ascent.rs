//! The maximum of a concave likelihood with known derivatives, by Newton's method.

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
pub(crate) enum NoTop {
    /// The parameter of this number follows from the ones before it.
    Dependent(usize),
    /// The parameter of this number grows without bound.
    Unbounded(usize),
    /// The search ended without a maximum.
    Stuck {
        iterations: usize,
        gradient_norm: f64,
    },
}

/// Climbs from a start by Newton's steps, halved until the function does not fall.
pub(crate) fn ascend(start: Vec<f64>, slope: impl Fn(&[f64]) -> Slope) -> Result<Top, NoTop> {
    let size = start.len();
    let mut at = start;
    let mut here = slope(&at);
    let start_value = here.value;
    let at_start = diagonal(&here.information, size);
    let stuck = |here: &Slope, iterations| NoTop::Stuck {
        iterations,
        gradient_norm: here
            .gradient
            .iter()
            .fold(0.0, |most, part| part.abs().max(most)),
    };
    if !here.is_finite() {
        return Err(stuck(&here, 0));
    }
    for iterations in 0..=STEPS {
        let factor = cholesky(&here.information, size).map_err(|row| {
            if iterations == 0 {
                NoTop::Dependent(row)
            } else {
                NoTop::Unbounded(row)
            }
        })?;
        let step = solved(&factor, &here.gradient);
        let gain: f64 = step.iter().zip(&here.gradient).map(|(a, b)| a * b).sum();
        if gain <= 1e-12 * here.value.abs().max(1.0) {
            let covariance = inverse(&factor, size);
            let widths = diagonal(&covariance, size).into_iter().zip(&at_start);
            let widest = widths
                .map(|(variance, information)| variance * information)
                .enumerate()
                .fold(
                    (0, 0.0),
                    |most, next| if next.1 > most.1 { next } else { most },
                );
            if widest.1 > UNBOUNDED {
                return Err(NoTop::Unbounded(widest.0));
            }
            return Ok(Top {
                // The last step costs nothing more and squares the error.
                at: at.iter().zip(&step).map(|(at, part)| at + part).collect(),
                value: here.value,
                start_value,
                covariance,
                iterations,
            });
        }
        let mut share = 1.0;
        let next = loop {
            let there: Vec<f64> = at
                .iter()
                .zip(&step)
                .map(|(at, part)| at + share * part)
                .collect();
            let slope = slope(&there);
            // Rounding of the sum must not be taken for a fall.
            if slope.is_finite() && slope.value >= here.value - 1e-13 * here.value.abs() {
                break Some((there, slope));
            }
            share *= 0.5;
            if share < 1e-10 {
                break None;
            }
        };
        match next {
            Some((there, slope)) => (at, here) = (there, slope),
            None => return Err(stuck(&here, iterations)),
        }
    }
    Err(stuck(&here, STEPS))
}

fn diagonal(matrix: &[f64], size: usize) -> Vec<f64> {
    (0..size).map(|row| matrix[row * size + row]).collect()
}

/// The lower factor L of a positive definite matrix LL'; the row whose pivot is none otherwise.
fn cholesky(matrix: &[f64], size: usize) -> Result<Vec<f64>, usize> {
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
