//! The log.

use super::{ConfigError, values::Values};

/// The log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogSection {
    /// How much is logged.
    pub level: LogLevel,
    /// How it is logged.
    pub format: LogFormat,
}

/// How much is logged: each level and those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
    /// What went wrong.
    Error,
    /// What may go wrong.
    Warn,
    /// What happens.
    Info,
    /// How it happens.
    Debug,
    /// Everything.
    Trace,
}

/// How it is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// A JSON object a line, for programs.
    Json,
}

const LEVELS: [(&str, LogLevel); 5] = [
    ("error", LogLevel::Error),
    ("warn", LogLevel::Warn),
    ("info", LogLevel::Info),
    ("debug", LogLevel::Debug),
    ("trace", LogLevel::Trace),
];
const FORMATS: [(&str, LogFormat); 2] = [("text", LogFormat::Text), ("json", LogFormat::Json)];

impl LogLevel {
    /// The word for it, as `tracing` reads it.
    pub fn as_str(self) -> &'static str {
        LEVELS
            .iter()
            .find(|(_, level)| *level == self)
            .map_or("info", |(word, _)| word)
    }
}

impl LogSection {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        Ok(Self {
            level: one_of(values, "log.level", &LEVELS)?,
            format: one_of(values, "log.format", &FORMATS)?,
        })
    }
}

fn one_of<T: Copy>(
    values: &Values,
    key: &'static str,
    words: &[(&str, T)],
) -> Result<T, ConfigError> {
    let text = values.text(key);
    words
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(text))
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| {
            let possible: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            values.malformed(
                key,
                &format!("must be one of {}", possible.join(", ")),
                possible,
            )
        })
}
