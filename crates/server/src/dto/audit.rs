//! What was done, by whom, to what.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Something that was done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditEntry {
    /// The entry's id.
    #[schema(example = "aud_0000000000000")]
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who: the id of a user or of an API key, or `machine` for whoever runs the program there.
    pub actor: String,
    /// What the user or the key is called; null for the machine, and for whom nobody knows any more.
    pub actor_name: Option<String>,
    /// What: `<noun>.<verb in the past>`.
    #[schema(example = "user.changed")]
    pub action: String,
    /// To what: an id.
    pub object: String,
    /// What that is called, when it is a user or a key.
    pub object_name: Option<String>,
    /// How, in a few words.
    pub detail: String,
}

/// A page of the audit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditPage {
    /// The entries, latest first.
    pub items: Vec<AuditEntry>,
    /// Where the next page begins; null at the end.
    pub next_cursor: Option<String>,
}
