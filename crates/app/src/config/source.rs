//! Where values come from, and which one wins.

use std::fmt;
use std::path::{Path, PathBuf};

use super::values::Values;
use super::{ConfigError, KEYS, Key, nearest::nearest};

pub(super) const VARIABLE_PREFIX: &str = "CLIENTELE_";

/// A setting given on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The flag as typed, such as `--port`.
    pub flag: &'static str,
    /// The setting that it stands for, such as `server.port`.
    pub key: String,
    /// The value.
    pub value: String,
}

/// What the command line and the environment say.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The file that `--config` names.
    pub file: Option<PathBuf>,
    /// The flags that stand for settings.
    pub flags: Vec<Flag>,
    /// The environment. Only variables that begin with `CLIENTELE_` and are not empty count.
    pub environment: Vec<(String, String)>,
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A flag of the command line.
    Flag(&'static str),
    /// A variable of the environment.
    Environment(String),
    /// A configuration file.
    File(PathBuf),
    /// Nobody set it.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(out, "flag {flag}"),
            Self::Environment(variable) => write!(out, "environment {variable}"),
            Self::File(path) => write!(out, "file {}", path.display()),
            Self::Default => out.write_str("default"),
        }
    }
}

/// Collects the values of all settings: the weakest source first, each stronger one over it.
pub(super) fn gather(
    data: &Path,
    sources: Sources,
    file: Option<(&Path, &str)>,
) -> Result<Values, ConfigError> {
    let mut values = Values::new();
    for key in KEYS {
        values.set(key.name, key.default(data), Origin::Default);
    }
    if let Some((path, text)) = file {
        take_file(&mut values, path, text)?;
    }
    for (variable, value) in sources.environment {
        if variable.starts_with(VARIABLE_PREFIX) && !value.is_empty() {
            take_variable(&mut values, variable, value)?;
        }
    }
    for Flag { flag, key, value } in sources.flags {
        let origin = Origin::Flag(flag);
        match Key::find(&key) {
            Some(known) => values.set(known.name, value, origin),
            None => return Err(unknown(origin, key)),
        }
    }
    Ok(values)
}

fn take_file(values: &mut Values, path: &Path, text: &str) -> Result<(), ConfigError> {
    let origin = || Origin::File(path.to_owned());
    let table: toml::Table = text.parse().map_err(|source| ConfigError::FileMalformed {
        path: path.to_owned(),
        source,
    })?;
    for (section, entries) in table {
        let toml::Value::Table(entries) = entries else {
            return Err(unknown(origin(), section));
        };
        if entries.is_empty() && !is_section(&section) {
            return Err(unknown(origin(), section));
        }
        for (name, value) in entries {
            let name = format!("{section}.{name}");
            let Some(key) = Key::find(&name) else {
                return Err(unknown(origin(), name));
            };
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                other => {
                    values.set(key.name, other.to_string(), origin());
                    return Err(values.malformed(
                        key.name,
                        "must be a text or a whole number",
                        [""; 0],
                    ));
                }
            };
            values.set(key.name, text, origin());
        }
    }
    Ok(())
}

/// Takes a variable. One that is like no setting is left alone: `CLIENTELE_DATA` and `CLIENTELE_CONFIG` are the command
/// line's, and Kubernetes makes `CLIENTELE_SERVICE_HOST` and others for a service of that name.
fn take_variable(values: &mut Values, variable: String, value: String) -> Result<(), ConfigError> {
    if let Some(key) = KEYS.iter().find(|key| key.variable() == variable) {
        values.set(key.name, value, Origin::Environment(variable));
        return Ok(());
    }
    let rest = variable.trim_start_matches(VARIABLE_PREFIX).to_lowercase();
    let in_section = rest
        .split_once('_')
        .is_some_and(|(section, _)| is_section(section));
    if !in_section {
        return Ok(());
    }
    let nearest = nearest(&variable, KEYS.iter().map(Key::variable));
    Err(ConfigError::KeyUnknown {
        origin: Origin::Environment(variable.clone()),
        key: variable,
        nearest,
    })
}

fn is_section(name: &str) -> bool {
    KEYS.iter().any(|key| {
        key.name
            .split_once('.')
            .is_some_and(|(section, _)| section == name)
    })
}

fn unknown(origin: Origin, key: String) -> ConfigError {
    let names = KEYS.iter().map(|known| known.name);
    // A key that lost its section is still found by its own name.
    let by_name = || {
        names
            .clone()
            .find(|name| name.split_once('.').is_some_and(|(_, name)| name == key))
    };
    let nearest = nearest(&key, names.clone())
        .or_else(by_name)
        .map(ToOwned::to_owned);
    ConfigError::KeyUnknown {
        origin,
        key,
        nearest,
    }
}
