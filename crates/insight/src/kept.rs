//! What people keep under a name: saved queries, dashboards and schedules, and the rules that they have in common.

use std::fmt;

use kernel::Failure;

use crate::InsightError;

/// The most of a kind that a workspace keeps.
pub(crate) const KEPT_MOST: i64 = 500;
const NAME_CHARS: usize = 100;
const DESCRIPTION_CHARS: usize = 1_000;

/// A kind of thing that is kept under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// A question in SQL.
    Query,
    /// A page of cards.
    Dashboard,
    /// A report that is made by itself.
    Schedule,
}

impl fmt::Display for Kept {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Query => "saved query",
            Self::Dashboard => "dashboard",
            Self::Schedule => "schedule",
        })
    }
}

/// A name as it is kept: without blanks around it.
pub(crate) fn name(given: &str) -> Result<String, InsightError> {
    let name = given.trim();
    check_length("a name", name, 1..=NAME_CHARS)?;
    Ok(name.to_owned())
}

/// What makes two names the same.
pub(crate) fn name_key(name: &str) -> String {
    name.to_lowercase()
}

/// A description as it is kept.
pub(crate) fn description(given: &str) -> Result<String, InsightError> {
    let text = given.trim();
    check_length("a description", text, 0..=DESCRIPTION_CHARS)?;
    Ok(text.to_owned())
}

/// Checks how many characters a text has.
pub(crate) fn check_length(
    what: &'static str,
    text: &str,
    allowed: std::ops::RangeInclusive<usize>,
) -> Result<(), InsightError> {
    let given = text.chars().count();
    if allowed.contains(&given) {
        Ok(())
    } else {
        Err(InsightError::LengthOutOfRange {
            what,
            least: *allowed.start(),
            most: *allowed.end(),
            given,
        })
    }
}

/// A failure as a row keeps it. A wording that can not be read is none: the sentence tells it.
pub(crate) fn failure_kept(sentence: String, wording: Option<String>) -> Failure {
    let wording = wording.and_then(|wording| serde_json::from_str(&wording).ok());
    Failure::kept(sentence, wording)
}

/// A failure's wording as a row keeps it: JSON.
pub(crate) fn wording_kept(failure: &Failure) -> Option<String> {
    serde_json::to_string(&failure.wording()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_a_length() {
        assert_eq!(name(" Ада ").unwrap(), "Ада");
        assert_eq!(name_key("Ада"), "ада");
        for wrong in ["", "   ", &"x".repeat(101)] {
            assert!(name(wrong).is_err());
        }
        let sentence = name("").unwrap_err().to_string();
        assert_eq!(sentence, "a name has 1 to 100 characters, 0 were given");
        let sentence = description(&"x".repeat(1_001)).unwrap_err().to_string();
        let expected = "a description has at most 1000 characters, 1001 were given";
        assert_eq!(sentence, expected);
    }
}
