//! Users and API keys.

use app::access;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Admin,
    /// Reports, queries, imports, mappings and goals.
    Analyst,
    /// Serves customers; nothing of the analytical side yet.
    Operator,
    /// Reports.
    Viewer,
}

/// A user.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct User {
    /// The user's id.
    #[schema(example = "usr_0000000000000")]
    pub id: String,
    /// The login.
    pub login: String,
    /// The name as shown.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// The language of the console (BCP 47).
    pub language: String,
    /// When the user was made.
    pub created_at: Timestamp,
    /// Since when the user may not sign in; null while allowed.
    pub disabled_at: Option<Timestamp>,
}

/// All users.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UserList {
    /// The users, oldest first.
    pub items: Vec<User>,
}

/// A user to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserInput {
    /// The login: letters, digits and `.-_@`, in lower case.
    #[schema(min_length = 1, max_length = 200)]
    pub login: String,
    /// The name as shown.
    pub name: String,
    /// The first password, 10 characters or more.
    #[schema(format = Password, min_length = 10, max_length = 1000)]
    pub password: String,
    /// What the user may do.
    pub role: Role,
    /// The language of the console (BCP 47); English when absent.
    pub language: Option<String>,
}

/// What changes about a user; absent fields stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserChangeInput {
    /// The name as shown.
    pub name: Option<String>,
    /// A new password; it ends the user's sessions.
    #[schema(format = Password, min_length = 10, max_length = 1000)]
    pub password: Option<String>,
    /// What the user may do.
    pub role: Option<Role>,
    /// The language of the console (BCP 47).
    pub language: Option<String>,
    /// Whether the user is kept out; it ends the user's sessions.
    pub disabled: Option<bool>,
}

/// An API key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApiKey {
    /// The key's id.
    #[schema(example = "key_0000000000000")]
    pub id: String,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends; null for never.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked; null while it works.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute; null for never.
    pub last_used_at: Option<Timestamp>,
}

/// All API keys.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApiKeyList {
    /// The keys, oldest first.
    pub items: Vec<ApiKey>,
}

/// An API key to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApiKeyInput {
    /// What it is for.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// When it ends; never when absent.
    pub expires_at: Option<Timestamp>,
}

/// A new API key with its secret, which is shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NewApiKey {
    /// The key.
    pub key: ApiKey,
    /// The text to send as `Authorization: Bearer …`.
    #[schema(example = "ck_4k7m_…")]
    pub secret: String,
}

impl From<access::Role> for Role {
    fn from(role: access::Role) -> Self {
        match role {
            access::Role::Admin => Self::Admin,
            access::Role::Analyst => Self::Analyst,
            access::Role::Operator => Self::Operator,
            access::Role::Viewer => Self::Viewer,
        }
    }
}

impl From<Role> for access::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Admin => Self::Admin,
            Role::Analyst => Self::Analyst,
            Role::Operator => Self::Operator,
            Role::Viewer => Self::Viewer,
        }
    }
}

impl From<access::User> for User {
    fn from(user: access::User) -> Self {
        Self {
            id: user.id.to_string(),
            login: user.login,
            name: user.name,
            role: user.role.into(),
            language: user.language,
            created_at: user.created_at,
            disabled_at: user.disabled_at,
        }
    }
}

impl From<access::ApiKey> for ApiKey {
    fn from(key: access::ApiKey) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name,
            role: key.role.into(),
            created_by: key.created_by,
            created_at: key.created_at,
            expires_at: key.expires_at,
            revoked_at: key.revoked_at,
            last_used_at: key.last_used_at,
        }
    }
}
