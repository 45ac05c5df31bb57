//! What a caller can do about an error.

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
