//! People who sign in.

use jiff::Timestamp;
use store::StoreError;

use super::{AccessError, Role};

kernel::define_id!(UserId, "usr");

const TABLE: &str = "account_user";
const NAME_MAX: usize = 200;

/// A person who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user's id.
    pub id: UserId,
    /// What the user types to sign in.
    pub login: String,
    /// What others see.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// The language of the console, a tag like `en` or `fa-IR`.
    pub language: String,
    /// When the user was made.
    pub created_at: Timestamp,
    /// Since when the user is kept out.
    pub disabled_at: Option<Timestamp>,
}

/// A user to be made.
#[derive(Clone)]
pub struct NewUser {
    /// What the user types to sign in.
    pub login: String,
    /// What others see.
    pub name: String,
    /// The first password.
    pub password: String,
    /// What the user may do.
    pub role: Role,
    /// The language of the console.
    pub language: String,
}

/// What changes about a user; absent things stay.
#[derive(Clone, Default)]
pub struct UserChange {
    /// What others see.
    pub name: Option<String>,
    /// A new password, which ends the user's sessions.
    pub password: Option<String>,
    /// What the user may do.
    pub role: Option<Role>,
    /// The language of the console.
    pub language: Option<String>,
    /// Whether the user is kept out, which ends the user's sessions.
    pub disabled: Option<bool>,
}

impl User {
    /// Whether the user may sign in and administer.
    pub(super) fn administers(&self) -> bool {
        self.role == Role::Admin && self.disabled_at.is_none()
    }
}

impl UserChange {
    /// The parts that change, by name, for the audit.
    pub(super) fn parts(&self) -> String {
        let parts = [
            (self.name.is_some(), "name"),
            (self.password.is_some(), "password"),
            (self.role.is_some(), "role"),
            (self.language.is_some(), "language"),
            (self.disabled == Some(true), "disabled"),
            (self.disabled == Some(false), "enabled"),
        ];
        let parts: Vec<&str> = parts
            .iter()
            .filter(|part| part.0)
            .map(|part| part.1)
            .collect();
        parts.join(", ")
    }
}

/// The login as it is stored and compared: without surrounding blanks, in lower case.
pub(super) fn canonical_login(text: &str) -> String {
    text.trim().to_lowercase()
}

pub(super) fn check_login(login: &str) -> Result<(), AccessError> {
    let allowed = |byte: u8| {
        byte.is_ascii_lowercase()
            || byte.is_ascii_digit()
            || matches!(byte, b'.' | b'-' | b'_' | b'@')
    };
    let good = !login.is_empty() && login.len() <= NAME_MAX && login.bytes().all(allowed);
    if good {
        Ok(())
    } else {
        Err(AccessError::LoginInvalid(login.to_owned()))
    }
}

pub(super) fn check_name(name: &str) -> Result<(), AccessError> {
    let length = name.trim().chars().count();
    if (1..=NAME_MAX).contains(&length) {
        Ok(())
    } else {
        Err(AccessError::NameLength(length))
    }
}

pub(super) fn check_language(tag: &str) -> Result<(), AccessError> {
    let part = |part: &str| {
        (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let good = tag.len() <= 35 && tag.split('-').all(part);
    if good {
        Ok(())
    } else {
        Err(AccessError::LanguageInvalid(tag.to_owned()))
    }
}

/// A row of the users: id, login, name, role, language, `created_at`, `disabled_at`.
pub(super) type UserRow = (i64, String, String, String, String, i64, Option<i64>);

impl TryFrom<UserRow> for User {
    type Error = StoreError;

    fn try_from(
        (id, login, name, role, language, created_at, disabled_at): UserRow,
    ) -> Result<Self, StoreError> {
        let key = id;
        let id = UserId::from_raw(id).map_err(|_| StoreError::corrupt(TABLE, "id", key))?;
        let instant = |micros, column| store::instant(micros, TABLE, column, &id);
        Ok(Self {
            id,
            login,
            name,
            role: role
                .parse()
                .map_err(|_| StoreError::corrupt(TABLE, "role", id))?,
            language,
            created_at: instant(created_at, "created_at")?,
            disabled_at: disabled_at
                .map(|at| instant(at, "disabled_at"))
                .transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_plain() {
        assert!(check_login("ann.o-neil_2@example.org").is_ok());
        for login in ["", "Ann", "a b", "a/b", &"a".repeat(201)] {
            assert!(check_login(login).is_err(), "{login}");
        }
        assert_eq!(canonical_login(" Ann "), "ann");
    }

    #[test]
    fn languages_are_tags() {
        for tag in ["en", "fa", "pt-BR", "zh-Hant-TW"] {
            assert!(check_language(tag).is_ok(), "{tag}");
        }
        for tag in ["", "e", "en_GB", "en-", "<script>"] {
            assert!(check_language(tag).is_err(), "{tag}");
        }
    }
}
