//! Keys by which programs enter.

use std::fmt;

use jiff::Timestamp;
use store::StoreError;

use super::{AccessError, Role, secret};

kernel::define_id!(KeyId, "key");

const TABLE: &str = "api_key";
const START: &str = "ck_";

/// A key by which a program enters, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// The key's id.
    pub id: KeyId,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends; never when absent.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// A key to be made.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// When it ends; never when absent.
    pub expires_at: Option<Timestamp>,
}

/// A key that was just made, with its secret.
pub struct CreatedKey {
    /// The key.
    pub key: ApiKey,
    pub(super) text: String,
}

impl CreatedKey {
    /// The text that a program sends; it can not be had again.
    pub fn expose(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for CreatedKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("CreatedKey")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

impl ApiKey {
    /// Whether the key is accepted at an instant.
    pub(super) fn is_in_force(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }
}

/// The text of a new key: `ck_<end of its id>_<256 random bits>`, so that a key that is found somewhere can be told
/// from the list without its secret.
pub(super) fn draw_text(id: KeyId) -> Result<String, AccessError> {
    let secret = secret::Secret::draw()?;
    let id = id.to_string();
    let tail = id.len().saturating_sub(6);
    Ok(format!("{START}{}_{}", &id[tail..], secret.expose()))
}

/// Whether a text has a key's form; what has not is not worth a look into the store.
pub(super) fn has_form(text: &str) -> bool {
    text.starts_with(START) && text.len() < 200
}

/// A row of the keys: id, name, role, `created_by`, `created_at`, `expires_at`, `revoked_at`, `last_used_at`.
pub(super) type KeyRow = (
    i64,
    String,
    String,
    String,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

impl TryFrom<KeyRow> for ApiKey {
    type Error = StoreError;

    fn try_from(row: KeyRow) -> Result<Self, StoreError> {
        let (id, name, role, created_by, created_at, expires_at, revoked_at, last_used_at) = row;
        let key = id;
        let id = KeyId::from_raw(id).map_err(|_| StoreError::corrupt(TABLE, "id", key))?;
        let instant = |micros, column| store::instant(micros, TABLE, column, &id);
        Ok(Self {
            id,
            name,
            role: role
                .parse()
                .map_err(|_| StoreError::corrupt(TABLE, "role", id))?,
            created_by,
            created_at: instant(created_at, "created_at")?,
            expires_at: expires_at.map(|at| instant(at, "expires_at")).transpose()?,
            revoked_at: revoked_at.map(|at| instant(at, "revoked_at")).transpose()?,
            last_used_at: last_used_at
                .map(|at| instant(at, "last_used_at"))
                .transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keys_text_starts_with_the_end_of_its_id() {
        let id = KeyId::from_raw(1_234_567_890_123).unwrap();
        let text = draw_text(id).unwrap();
        let parts: Vec<&str> = text.split('_').collect();
        assert_eq!((parts[0], parts[1].len(), parts[2].len()), ("ck", 6, 64));
        assert!(id.to_string().ends_with(parts[1]));
        assert!(has_form(&text));
    }
}
