//! Lines that were not taken, and how many of them a file may have.

mod reason;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::meaning::shorten;

pub use reason::RefusalReason;

/// A line that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The line in the file, from 1.
    pub line: u64,
    /// The column that is to blame, when it is one.
    pub column: Option<String>,
    /// What stands there, at most 60 characters of it.
    pub value: String,
    /// What is wrong with it, and what would be right.
    pub reason: String,
    /// The reason's code, one of [`RefusalReason::ALL`]; `None` in files of earlier versions.
    #[serde(default)]
    pub code: Option<String>,
    /// The values in the reason, by name.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
}

impl Refusal {
    /// A refusal with its value shortened.
    pub fn new(line: u64, column: Option<&str>, value: &[u8], reason: &RefusalReason) -> Self {
        Self {
            line,
            column: column.map(str::to_owned),
            value: shorten(value),
            reason: reason.to_string(),
            code: Some(reason.code().to_owned()),
            args: reason.args(),
        }
    }
}

/// What to do with a file that has bad lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorPolicy {
    /// Take the good lines, unless more than one in a hundred is bad.
    #[default]
    Limit,
    /// Take the good lines, however many are bad.
    Reject,
    /// Take nothing when a single line is bad.
    Stop,
}

/// What a policy says about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The good lines are taken.
    Take,
    /// The whole file is refused.
    Refuse,
}

impl ErrorPolicy {
    /// Whether a file with `refused` bad lines among `read` is taken.
    pub fn verdict(self, read: u64, refused: u64) -> Verdict {
        let refuse = match self {
            Self::Limit => u128::from(refused) * 100 > u128::from(read),
            Self::Reject => false,
            Self::Stop => refused > 0,
        };
        if refuse {
            Verdict::Refuse
        } else {
            Verdict::Take
        }
    }
}

impl std::str::FromStr for ErrorPolicy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "limit" => Ok(Self::Limit),
            "reject" => Ok(Self::Reject),
            "stop" => Ok(Self::Stop),
            other => Err(format!(
                "'{other}' is not a policy: use limit, reject or stop"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_in_a_hundred_is_the_limit() {
        assert_eq!(ErrorPolicy::Limit.verdict(100, 1), Verdict::Take);
        assert_eq!(ErrorPolicy::Limit.verdict(100, 2), Verdict::Refuse);
        assert_eq!(ErrorPolicy::Limit.verdict(0, 0), Verdict::Take);
        assert_eq!(
            ErrorPolicy::Limit.verdict(u64::MAX, u64::MAX),
            Verdict::Refuse
        );
    }

    #[test]
    fn reject_takes_the_good_lines_and_stop_takes_none() {
        assert_eq!(ErrorPolicy::Reject.verdict(3, 3), Verdict::Take);
        assert_eq!(ErrorPolicy::Stop.verdict(1_000_000, 1), Verdict::Refuse);
        assert_eq!(ErrorPolicy::Stop.verdict(1_000_000, 0), Verdict::Take);
    }

    #[test]
    fn a_value_is_shortened_at_a_character() {
        let long = "é".repeat(100);
        let refusal = Refusal::new(1, None, long.as_bytes(), &RefusalReason::NotNumber);
        assert_eq!(refusal.value.chars().count(), 60);
    }
}
