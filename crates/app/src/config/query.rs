//! The limits of a query.

use super::{ConfigError, values::Values};

const MEMORY_MB_MIN: u64 = 64;

/// The limits of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuerySection {
    /// The most rows that it may return.
    pub max_rows: u64,
    /// The longest time that it may take.
    pub timeout_seconds: u64,
    /// The most memory that queries and imports may take, in megabytes.
    pub memory_mb: u64,
}

impl QuerySection {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let number = |key, least, most, expected: &str| {
            let read = |text: &str| {
                text.parse()
                    .ok()
                    .filter(|number| (least..=most).contains(number))
            };
            values.parse(key, read, expected)
        };
        Ok(Self {
            max_rows: number(
                "query.max_rows",
                1,
                1_000_000_000,
                "must be 1 to 1000000000 rows",
            )?,
            timeout_seconds: number(
                "query.timeout_seconds",
                1,
                86_400,
                "must be 1 to 86400 seconds",
            )?,
            memory_mb: number(
                "query.memory_mb",
                MEMORY_MB_MIN,
                1 << 24,
                "must be at least 64 megabytes",
            )?,
        })
    }
}
