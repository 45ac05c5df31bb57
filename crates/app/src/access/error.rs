//! What can be wrong with entering.

use kernel::{Fault, FaultKind};
use store::StoreError;
use thiserror::Error;

use super::{KeyId, UserId};

/// Why somebody does not get in, or a change of who may get in is refused.
#[derive(Debug, Error)]
pub enum AccessError {
    /// Login and password do not belong together, or the user is disabled: which of them is not told.
    #[error("login or password is wrong")]
    CredentialsWrong,
    /// Too many failed attempts for this login or from this address.
    #[error("too many failed attempts, try again in {retry_after_seconds} seconds")]
    AttemptsExhausted {
        /// How long to wait.
        retry_after_seconds: u64,
    },
    /// There is no such session, or it has ended.
    #[error("nobody is signed in, or the session has ended")]
    SessionEnded,
    /// There is no such API key, or it has expired or been revoked.
    #[error("the API key is unknown, expired or revoked")]
    KeyRefused,
    /// The login is not one that can be typed and compared.
    #[error("`{0}` can not be a login: use 1 to 200 lower-case letters, digits and . - _ @")]
    LoginInvalid(String),
    /// Somebody has this login.
    #[error("the login `{0}` is taken")]
    LoginTaken(String),
    /// The password is too easy, or too long to be one.
    #[error("a password has {min} to {max} characters, this one has {given}")]
    PasswordLength {
        /// Fewest characters.
        min: usize,
        /// Most characters.
        max: usize,
        /// Characters given.
        given: usize,
    },
    /// The name is empty or too long.
    #[error("a name has 1 to 200 characters, this one has {0}")]
    NameLength(usize),
    /// The language is not a tag like `en` or `fa-IR`.
    #[error("`{0}` is not a language tag like `en` or `fa-IR`")]
    LanguageInvalid(String),
    /// The key would end before it begins.
    #[error("the API key would expire at {0}, which has passed")]
    ExpiryPassed(jiff::Timestamp),
    /// There is no such user.
    #[error("there is no user {0}")]
    UserUnknown(UserId),
    /// There is no such key.
    #[error("there is no API key {0}")]
    KeyUnknown(KeyId),
    /// Nobody could administer afterwards.
    #[error("{0} is the last administrator, make another one first")]
    LastAdministrator(UserId),
    /// A password could not be hashed or compared.
    #[error("passwords can not be hashed")]
    Hash(#[source] argon2::password_hash::Error),
    /// The machine gave no randomness.
    #[error("the machine gives no random numbers")]
    Random(#[source] rand::rand_core::OsError),
    /// A stored row makes no sense.
    #[error("the {table} table has a row that can not be read")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// What could not be read.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The work was broken off because the process stops.
    #[error("the work was broken off")]
    Stopped,
    /// The store could not be read or written.
    #[error("the users and sessions can not be read or written")]
    Store(#[from] StoreError),
}

impl Fault for AccessError {
    fn kind(&self) -> FaultKind {
        match self {
            Self::CredentialsWrong | Self::SessionEnded | Self::KeyRefused => {
                FaultKind::Unauthenticated
            }
            Self::AttemptsExhausted { .. } => FaultKind::Exhausted,
            Self::LoginInvalid(_)
            | Self::PasswordLength { .. }
            | Self::NameLength(_)
            | Self::LanguageInvalid(_)
            | Self::ExpiryPassed(_) => FaultKind::Invalid,
            Self::LoginTaken(_) | Self::LastAdministrator(_) => FaultKind::Conflict,
            Self::UserUnknown(_) | Self::KeyUnknown(_) => FaultKind::NotFound,
            Self::Stopped => FaultKind::Unavailable,
            Self::Hash(_) | Self::Random(_) | Self::Corrupt { .. } => FaultKind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::CredentialsWrong => "access.credentials_wrong",
            Self::AttemptsExhausted { .. } => "access.attempts_exhausted",
            Self::SessionEnded => "access.session_ended",
            Self::KeyRefused => "access.key_refused",
            Self::LoginInvalid(_) => "access.login_invalid",
            Self::LoginTaken(_) => "access.login_taken",
            Self::PasswordLength { .. } => "access.password_length",
            Self::NameLength(_) => "access.name_length",
            Self::LanguageInvalid(_) => "access.language_invalid",
            Self::ExpiryPassed(_) => "access.expiry_passed",
            Self::UserUnknown(_) => "access.user_unknown",
            Self::KeyUnknown(_) => "access.key_unknown",
            Self::LastAdministrator(_) => "access.administrator_last",
            Self::Hash(_) => "access.hash_failed",
            Self::Random(_) => "access.random_failed",
            Self::Corrupt { .. } => "access.row_corrupt",
            Self::Stopped => "access.work_stopped",
            Self::Store(error) => error.code(),
        }
    }
}
