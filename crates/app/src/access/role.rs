//! Roles, and the rights that each grants.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What somebody is in the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do everything.
    Admin,
    /// Reads, asks, imports, sets goals.
    Analyst,
    /// Serves customers.
    Operator,
    /// Reads reports.
    Viewer,
}

/// A kind of action that a role grants or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Reading reports and goals.
    Reports,
    /// Queries, imports, mappings and setting goals.
    Analysis,
    /// Serving customers: their cards, and what tills and back offices tell of them.
    Service,
    /// Users and API keys.
    Administration,
}

/// The text names no role.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a role: admin, analyst, operator or viewer")]
pub struct RoleError(pub String);

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Admin, Self::Analyst, Self::Operator, Self::Viewer];

    /// Whether the role grants the right.
    pub const fn grants(self, right: Right) -> bool {
        match self {
            Self::Admin => true,
            Self::Analyst => matches!(right, Right::Reports | Right::Analysis | Right::Service),
            Self::Viewer => matches!(right, Right::Reports),
            Self::Operator => matches!(right, Right::Service),
        }
    }

    /// The role's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Analyst => "analyst",
            Self::Operator => "operator",
            Self::Viewer => "viewer",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = RoleError;

    fn from_str(text: &str) -> Result<Self, RoleError> {
        let found = Self::ALL.into_iter().find(|role| role.as_str() == text);
        found.ok_or_else(|| RoleError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for role in Role::ALL {
            assert_eq!(role.to_string().parse(), Ok(role));
        }
        assert_eq!("root".parse::<Role>(), Err(RoleError("root".to_owned())));
    }

    #[test]
    fn only_an_administrator_administers() {
        let may = Role::ALL.map(|role| role.grants(Right::Administration));
        assert_eq!(may, [true, false, false, false]);
    }
}
