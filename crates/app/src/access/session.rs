//! A person's stay, from signing in to signing out or being away too long.

use std::fmt;
use std::net::IpAddr;

use jiff::Timestamp;

use super::secret::{self, Secret};
use super::{AccessError, User};

/// An attempt to sign in.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// The login as typed.
    pub login: &'a str,
    /// The password as typed.
    pub password: &'a str,
    /// Where the attempt comes from, when that is known.
    pub address: Option<IpAddr>,
}

/// The text that a browser brings back; it is stored nowhere else.
#[derive(Clone)]
pub struct SessionToken(Secret);

impl SessionToken {
    pub(super) fn draw() -> Result<Self, AccessError> {
        Secret::draw().map(Self)
    }

    /// The token itself.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SessionToken(…)")
    }
}

/// A session that is in force.
#[derive(Clone)]
pub struct Session {
    /// Who is signed in.
    pub user: User,
    /// When it ends, unless it is used before.
    pub expires_at: Timestamp,
    pub(super) csrf: String,
    pub(super) token_digest: String,
}

impl Session {
    /// The text that proves that a changing request comes from a page of this session.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    /// Whether a text is this session's proof.
    pub fn accepts_csrf(&self, given: &str) -> bool {
        secret::equal(&self.csrf, given)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = out.debug_struct("Session");
        shown
            .field("user", &self.user.id)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
