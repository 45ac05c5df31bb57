//! What people noted on customers.

use ::store::{Store, StoreError, instant, on};
use jiff::Timestamp;
use kernel::{Limit, Page, define_id};

use crate::base::CustomerId;
use crate::error::CustomersError;

/// Characters of a note.
const NOTE_MAX: usize = 4_000;

const LIST: &str = "select id, text, author, created_at from customer_note
    where customer_id = $1 and id < $2 order by id desc limit $3";
const INSERT: &str = "insert into customer_note (id, customer_id, text, author, created_at) values ($1, $2, $3, $4, $5)";
const DELETE: &str = "delete from customer_note where id = $1 and customer_id = $2";

define_id!(
    /// A note on a customer.
    CustomerNoteId,
    "cnt"
);

/// A note.
#[derive(Clone, PartialEq, Eq)]
pub struct CustomerNote {
    /// Our id.
    pub id: CustomerNoteId,
    /// What was noted.
    pub text: String,
    /// Who did.
    pub author: String,
    /// When.
    pub created_at: Timestamp,
}

/// Without its text: it speaks of a person.
impl std::fmt::Debug for CustomerNote {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "CustomerNote({})", self.id)
    }
}

/// The notes of one workspace.
#[derive(Clone, Debug)]
pub struct CustomerNotes {
    store: Store,
}

impl CustomerNotes {
    /// The notes in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// The notes on a customer, the latest first.
    ///
    /// # Errors
    ///
    /// When the cursor is none of this list, or the store does not answer.
    pub async fn list(
        &self,
        customer: CustomerId,
        (cursor, limit): (Option<&str>, Limit),
    ) -> Result<Page<CustomerNote>, CustomersError> {
        let before = match cursor.map(str::parse::<CustomerNoteId>) {
            None => i64::MAX,
            Some(Ok(id)) => id.raw(),
            Some(Err(_)) => {
                let text = cursor.unwrap_or_default().chars().take(80).collect();
                return Err(CustomersError::CursorInvalid(text));
            }
        };
        let mut conn = self.store.read().await?;
        let rows: Vec<(i64, String, String, i64)> = on!(conn, conn => {
            let query = sqlx::query_as(LIST).bind(customer.raw()).bind(before).bind(limit.one_more());
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        let notes: Result<Vec<CustomerNote>, CustomersError> = rows.into_iter().map(note).collect();
        Ok(Page::of(notes?, limit, |note| note.id.to_string()))
    }

    /// Notes something on a customer.
    ///
    /// # Errors
    ///
    /// [`CustomersError::NoteInvalid`], or when the store does not answer.
    pub async fn add(
        &self,
        customer: CustomerId,
        author: &str,
        text: &str,
    ) -> Result<CustomerNote, CustomersError> {
        let text = text.trim();
        let characters = text.chars().count();
        let is_plain = text
            .chars()
            .all(|letter| !letter.is_control() || matches!(letter, '\n' | '\t' | '\r'));
        if characters == 0 || characters > NOTE_MAX || !is_plain {
            return Err(CustomersError::NoteInvalid { most: NOTE_MAX });
        }
        let id = self.store.ids().next();
        let now = self.store.clock().now().as_microsecond();
        let mut tx = self.store.begin().await?;
        on!(tx, conn => {
            let query = sqlx::query(INSERT).bind(id).bind(customer.raw()).bind(text).bind(author).bind(now);
            query.execute(conn).await.map(drop).map_err(StoreError::from)?;
        });
        tx.commit().await?;
        note((id, text.to_owned(), author.to_owned(), now))
    }

    /// Removes a note of a customer.
    ///
    /// # Errors
    ///
    /// [`CustomersError::NoteMissing`], or when the store does not answer.
    pub async fn remove(
        &self,
        customer: CustomerId,
        id: CustomerNoteId,
    ) -> Result<(), CustomersError> {
        let mut tx = self.store.begin().await?;
        let removed = on!(tx, conn => {
            let query = sqlx::query(DELETE).bind(id.raw()).bind(customer.raw());
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        if removed == 0 {
            return Err(CustomersError::NoteMissing(id.to_string()));
        }
        Ok(tx.commit().await?)
    }
}

fn note(row: (i64, String, String, i64)) -> Result<CustomerNote, CustomersError> {
    let (id, text, author, created_at) = row;
    Ok(CustomerNote {
        id: CustomerNoteId::from_raw(id)
            .map_err(|_| StoreError::corrupt("customer_note", "id", id))?,
        text,
        author,
        created_at: instant(created_at, "customer_note", "created_at", &id)?,
    })
}
