//! Notes on customers, and views of their list.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A page of the notes on a customer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomerNotePage {
    /// The notes, the latest first.
    pub items: Vec<CustomerNote>,
    /// Where the next page begins; null at the end.
    pub next_cursor: Option<String>,
}

/// A note on a customer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomerNote {
    /// Its id.
    #[schema(example = "cnt_0000000000000")]
    pub id: String,
    /// What was noted.
    pub text: String,
    /// Who did: the name of a person or of an API key.
    pub author: String,
    /// When.
    pub created_at: Timestamp,
}

/// Something to note.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerNoteInput {
    /// The text.
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
}

/// The views that the caller sees.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomerViewList {
    /// The caller's own and those that are shared, by name.
    pub items: Vec<CustomerView>,
}

/// A view of the list of customers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomerView {
    /// Its id.
    #[schema(example = "cvw_0000000000000")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// The question as in the list's address.
    #[schema(example = "segment=champions&sort=-clv")]
    pub query: String,
    /// The columns that are shown.
    pub columns: Vec<String>,
    /// The id of who made it.
    pub owner: String,
    /// Whether the caller made it, and may change it.
    pub is_own: bool,
    /// Whether everybody sees it.
    pub shared: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A view to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerViewInput {
    /// Its name.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// The question as in the list's address.
    #[serde(default)]
    pub query: String,
    /// The columns that are shown.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Whether everybody sees it.
    #[serde(default)]
    pub shared: bool,
}

impl From<customers::CustomerNote> for CustomerNote {
    fn from(note: customers::CustomerNote) -> Self {
        Self {
            id: note.id.to_string(),
            text: note.text,
            author: note.author,
            created_at: note.created_at,
        }
    }
}

impl CustomerView {
    /// The view as the caller sees it.
    pub(crate) fn of(view: customers::CustomerView, caller: &str) -> Self {
        Self {
            id: view.id.to_string(),
            name: view.name,
            query: view.query,
            columns: view.columns,
            is_own: view.owner == caller,
            owner: view.owner,
            shared: view.is_shared,
            created_at: view.created_at,
        }
    }
}

impl From<CustomerViewInput> for customers::NewCustomerView {
    fn from(input: CustomerViewInput) -> Self {
        Self {
            name: input.name,
            query: input.query,
            columns: input.columns,
            is_shared: input.shared,
        }
    }
}
