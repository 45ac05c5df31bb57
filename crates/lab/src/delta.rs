//! How well a figure is known that follows from fitted parameters: the delta method.

use crate::error::{LabError, check_finite};

/// Relative step of the differences, of the fourth order.
const STEP: f64 = 1e-3;

/// The 97.5 % point of the normal distribution: 95 % lie within ± this.
pub(crate) const NORMAL_975: f64 = 1.959_963_984_540_054;

/// Standard error of a figure of positive parameters: √(g'Vg), with g by central differences over their logarithms.
///
/// # Errors
///
/// [`LabError::NotFinite`] when the figure or its variance is none.
pub(crate) fn standard_error(
    at: &[f64],
    covariance: &[&[f64]],
    figure: impl Fn(&[f64]) -> Result<f64, LabError>,
) -> Result<f64, LabError> {
    let mut gradient = Vec::with_capacity(at.len());
    for (index, value) in at.iter().enumerate() {
        let shifted = |steps: f64| {
            let mut moved = at.to_vec();
            moved[index] *= (steps * STEP).exp();
            figure(&moved)
        };
        let near = shifted(1.0)? - shifted(-1.0)?;
        let far = shifted(2.0)? - shifted(-2.0)?;
        gradient.push((8.0 * near - far) / (12.0 * STEP * value));
    }
    let rows = covariance.iter().zip(&gradient);
    let variance: f64 = rows
        .map(|(row, left)| {
            let cells = row.iter().zip(&gradient);
            left * cells.map(|(cell, right)| cell * right).sum::<f64>()
        })
        .sum();
    let value = if variance < 0.0 { 0.0 } else { variance.sqrt() };
    check_errors(&[value])?;
    Ok(value)
}

/// Refuses figures of uncertainty that are none.
pub(crate) fn check_errors(values: &[f64]) -> Result<(), LabError> {
    check_finite("a standard error or an end of an interval", values)
}

/// The 95 % interval of a probability, symmetric for ln(p / (1 − p)), so that it stays between 0 and 1.
///
/// # Errors
///
/// Those of [`standard_error`].
pub(crate) fn share_interval(
    at: &[f64],
    covariance: &[&[f64]],
    share: impl Fn(&[f64]) -> Result<f64, LabError>,
) -> Result<(f64, f64), LabError> {
    let logit = |value: f64| value.ln() - (-value).ln_1p();
    let middle = logit(share(at)?);
    if !middle.is_finite() {
        // At 0 or 1 the figure does not depend on the parameters any more.
        let certain = if middle > 0.0 { 1.0 } else { 0.0 };
        return Ok((certain, certain));
    }
    let width = NORMAL_975 * standard_error(at, covariance, |at| Ok(logit(share(at)?)))?;
    let back = |place: f64| 1.0 / (1.0 + (-place).exp());
    Ok((back(middle - width), back(middle + width)))
}
