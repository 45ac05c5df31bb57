//! The order history.

use std::path::PathBuf;

use super::{ConfigError, values::Values};

/// The order history.
#[derive(Clone, Debug)]
pub struct LakeSection {
    /// Its folder.
    pub path: PathBuf,
}

impl LakeSection {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let given = |text: &str| (!text.is_empty()).then_some(());
        values.parse("lake.path", given, "must be the path of a folder")?;
        Ok(Self {
            path: values.path("lake.path"),
        })
    }
}
