//! Standard errors at a maximum of a likelihood, or the refusal of a maximum that is flat.

use crate::error::LabError;
use crate::maximise::Maximum;

/// The covariances of the N parameters; see [`certain_errors`].
pub(crate) fn certain_covariance<const N: usize>(
    found: &Maximum,
) -> Result<[[f64; N]; N], LabError> {
    let square = |rows: &Vec<Vec<f64>>| -> Option<[[f64; N]; N]> {
        let rows: Option<Vec<[f64; N]>> = rows
            .iter()
            .map(|row| row.as_slice().try_into().ok())
            .collect();
        rows?.try_into().ok()
    };
    certain_errors::<N>(found)?;
    found
        .covariance
        .as_ref()
        .and_then(square)
        .ok_or(LabError::NotConverged {
            iterations: found.iterations,
            gradient_norm: found.gradient_norm,
        })
}

/// The standard errors of the N parameters.
///
/// Where the likelihood is flat in some direction the search ends anywhere along it: that is no fit.
pub(crate) fn certain_errors<const N: usize>(found: &Maximum) -> Result<[f64; N], LabError> {
    found
        .standard_errors()
        .filter(|errors| errors.iter().all(|error| error.is_finite()))
        .and_then(|errors| errors.try_into().ok())
        .ok_or(LabError::NotConverged {
            iterations: found.iterations,
            gradient_norm: found.gradient_norm,
        })
}
