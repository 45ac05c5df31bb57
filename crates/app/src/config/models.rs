//! When models are fitted again.

use super::{ConfigError, values::Values};

/// When models are fitted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelsSection {
    /// The server fits again when the newest model is so many days old and orders have come since; 0 is never.
    pub refit_days: u32,
}

impl ModelsSection {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let read = |text: &str| text.parse().ok().filter(|days| *days <= 3660);
        Ok(Self {
            refit_days: values.parse(
                "models.refit_days",
                read,
                "must be 0 to 3660 days, 0 for never",
            )?,
        })
    }
}
