//! Standard errors at a maximum of a likelihood, or the refusal of a maximum that is flat.

use crate::error::LabError;
use crate::maximise::Maximum;

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
