//! What was done, by whom, to what: kept for ever, never changed.

use jiff::Timestamp;
use store::StoreError;

kernel::define_id!(AuditId, "aud");

const TABLE: &str = "audit";

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// The entry's id.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who, as [`super::Actor`] prints.
    pub actor: String,
    /// What: `<noun>.<verb in the past>`.
    pub action: String,
    /// To what: an id.
    pub object: String,
    /// How, in a few words without personal data.
    pub detail: String,
}

/// Which entries are wanted; absent is any.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// By whom, as [`super::Actor`] prints.
    pub actor: Option<String>,
    /// What: `<noun>.<verb in the past>`, or the noun.
    pub action: Option<String>,
    /// To what: an id.
    pub object: Option<String>,
}

/// Something to be written down.
#[derive(Debug, Clone)]
pub struct Deed {
    pub(super) action: &'static str,
    pub(super) object: String,
    pub(super) detail: String,
}

impl Deed {
    /// What was done, `<noun>.<verb in the past>`, and to what: an id.
    pub fn new(action: &'static str, object: &impl ToString) -> Self {
        Self {
            action,
            object: object.to_string(),
            detail: String::new(),
        }
    }

    /// Adds how, in a few words without personal data.
    #[must_use]
    pub fn detail(mut self, words: impl Into<String>) -> Self {
        self.detail = words.into();
        self
    }
}

/// A row of the audit.
pub(super) type AuditRow = (i64, i64, String, String, String, String);

impl TryFrom<AuditRow> for AuditEntry {
    type Error = StoreError;

    fn try_from((id, at, actor, action, object, detail): AuditRow) -> Result<Self, StoreError> {
        let key = id;
        let id = AuditId::from_raw(id).map_err(|_| StoreError::corrupt(TABLE, "id", key))?;
        Ok(Self {
            id,
            at: store::instant(at, TABLE, "at", &id)?,
            actor,
            action,
            object,
            detail,
        })
    }
}
