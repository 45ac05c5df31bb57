//! What a caller can do about an error, and how it is said.

use std::collections::BTreeMap;

/// What a caller can do about a fault: one variant per remedy, not per cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// The request makes no sense as it stands: change it.
    Invalid,
    /// The thing asked for does not exist, or not for this caller.
    NotFound,
    /// The state of things speaks against it: look again, then decide.
    Conflict,
    /// Nobody is signed in: sign in.
    Unauthenticated,
    /// The one signed in may not do it: ask somebody who may.
    Forbidden,
    /// A limit is used up: ask for less, or wait.
    Exhausted,
    /// Something needed does not answer now: try again later.
    Unavailable,
    /// A defect, or a machine in trouble: tell the operator.
    Internal,
}

/// An error that knows its remedy and its stable name.
pub trait Fault: std::error::Error + Send + Sync + 'static {
    /// What the caller can do about it.
    fn kind(&self) -> FaultKind;

    /// The stable and documented name: `<area>.<noun_state>`.
    fn code(&self) -> &'static str;
}

/// What a fault says, for whoever says it in another language: which sentence it is, and the values in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The stable name of the sentence: the fault's code, or finer where a code has several sentences.
    pub name: &'static str,
    /// The values in the sentence, by name. `said` is what a library or the machine said, in its own words.
    pub args: BTreeMap<String, String>,
}

impl Wording {
    /// A sentence with its values.
    pub fn new<const COUNT: usize>(name: &'static str, args: [(&str, String); COUNT]) -> Self {
        Self {
            name,
            args: args
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        }
    }
}
