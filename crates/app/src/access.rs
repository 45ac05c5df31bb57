//! Who may enter: users and their roles, sessions, API keys, and the audit of what they change.
//!
//! # Invariants
//!
//! - **ACCESS-1** No secret is stored: passwords as Argon2id hashes, session tokens and API keys as SHA-256 digests of
//!   256 random bits.
//! - **ACCESS-2** A wrong password and an unknown login take the same work and get the same answer.
//! - **ACCESS-3** Somebody can always administer: the last administrator is neither disabled nor demoted.

mod actor;
mod api_key;
mod audit;
mod error;
mod facade;
mod password;
mod role;
mod secret;
mod session;
mod store;
mod throttle;
mod user;

pub use actor::Actor;
pub use api_key::{ApiKey, CreatedKey, KeyId, NewKey};
pub use audit::{AuditEntry, AuditFilter, AuditId, Deed};
pub use error::AccessError;
pub use facade::{Access, AccessSettings};
pub use password::GeneratedPassword;
pub use role::{Right, Role, RoleError};
pub use session::{Session, SessionToken, SignIn};
pub use user::{NewUser, User, UserChange, UserId};

#[cfg(test)]
mod tests;
