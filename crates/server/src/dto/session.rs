//! Signing in, and what the console needs to know to begin.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;
use super::access::Role;

/// Login and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInInput {
    /// The login.
    #[schema(example = "admin", max_length = 200)]
    pub login: String,
    /// The password.
    #[schema(format = Password, max_length = 1000)]
    pub password: String,
}

/// Who is signed in, and to what.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    /// The user.
    pub user: SessionUser,
    /// To be sent as `x-csrf-token` with everything that changes something.
    pub csrf_token: String,
    /// The workspace.
    pub workspace: WorkspaceFacts,
}

/// The signed-in user.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionUser {
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
    #[schema(example = "en")]
    pub language: String,
}

/// What a workspace holds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WorkspaceFacts {
    /// Its name.
    pub name: String,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The time zone of its business days (IANA).
    #[schema(example = "Europe/London")]
    pub time_zone: String,
    /// The first business day with an order; null without orders.
    pub first_day: Option<Date>,
    /// The last one.
    pub last_day: Option<Date>,
    /// Orders in the lake.
    pub orders: u64,
    /// Customers with an order.
    pub customers: u64,
    /// Order lines in the lake.
    pub lines: u64,
}

/// The old password and the new.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordInput {
    /// The password as it is.
    #[schema(format = Password, max_length = 1000)]
    pub current: String,
    /// The password as it will be, 10 characters or more.
    #[schema(format = Password, min_length = 10, max_length = 1000)]
    pub new: String,
}
