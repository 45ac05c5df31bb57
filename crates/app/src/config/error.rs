//! Why the settings can not be used.

use std::path::PathBuf;

use kernel::{Fault, FaultKind};
use thiserror::Error;

use super::Origin;

/// Why the settings can not be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file can not be read.
    #[error("the configuration file {} can not be read", .path.display())]
    FileUnreadable {
        /// The file.
        path: PathBuf,
        /// What the machine said.
        #[source]
        source: std::io::Error,
    },
    /// The file is not TOML.
    #[error("the configuration file {} is not TOML", .path.display())]
    FileMalformed {
        /// The file.
        path: PathBuf,
        /// Where and why.
        #[source]
        source: toml::de::Error,
    },
    /// There is no such setting.
    #[error("{origin}: there is no setting `{key}`{}", hint(.nearest.as_deref()))]
    KeyUnknown {
        /// Where it stands.
        origin: Origin,
        /// The name as given.
        key: String,
        /// The existing name that is most like it, in the same form.
        nearest: Option<String>,
    },
    /// The value makes no sense.
    #[error("{origin}: `{key}`{} {expected}{}", shown(.value.as_deref()), hint(.nearest.as_deref()))]
    ValueMalformed {
        /// Where it stands.
        origin: Origin,
        /// The setting.
        key: &'static str,
        /// The value as given, unless it is a secret.
        value: Option<String>,
        /// What was expected, beginning with `must`.
        expected: String,
        /// The possible value that is most like it.
        nearest: Option<String>,
    },
}

fn hint(nearest: Option<&str>) -> String {
    nearest
        .map(|nearest| format!(", did you mean `{nearest}`?"))
        .unwrap_or_default()
}

fn shown(value: Option<&str>) -> String {
    value
        .map(|value| format!(" is `{value}`, but"))
        .unwrap_or_default()
}

impl Fault for ConfigError {
    fn kind(&self) -> FaultKind {
        FaultKind::Invalid
    }

    fn code(&self) -> &'static str {
        match self {
            Self::FileUnreadable { .. } => "config.file_unreadable",
            Self::FileMalformed { .. } => "config.file_malformed",
            Self::KeyUnknown { .. } => "config.key_unknown",
            Self::ValueMalformed { .. } => "config.value_malformed",
        }
    }
}
