//! When a question is shown.

use serde::{Deserialize, Serialize};

/// Shows a question only when an earlier one was answered with one of some values.
///
/// Of a yes-or-no question the values are `yes` and `no`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The id of an earlier question.
    pub question: String,
    /// The values of which one must be answered.
    pub is_one_of: Vec<String>,
}
