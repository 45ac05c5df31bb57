//! Who did it: the subject of an audit entry.

use std::fmt;

use super::{KeyId, UserId};

/// Who does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person, signed in.
    User(UserId),
    /// A program, by its API key.
    Key(KeyId),
    /// Whoever runs the binary on the machine itself.
    Machine,
}

impl fmt::Display for Actor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => id.fmt(out),
            Self::Key(id) => id.fmt(out),
            Self::Machine => out.write_str("machine"),
        }
    }
}
