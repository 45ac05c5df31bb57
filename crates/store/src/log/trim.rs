//! Retention: bodies that everybody has applied are emptied; keys stay, so that a duplicate is known for ever.

use jiff::Timestamp;

use super::cursor::cursor_in;
use super::statements::{EMPTY, FIRST_TO_KEEP, LOWEST_CURSOR};
use super::{cursor, set_cursor};
use crate::{Store, StoreError, on};

/// The cursor of what is emptied, kept among those of consumers.
pub(super) const CURSOR: &str = "log trim";
/// Positions of one transaction.
const CHUNK: i64 = 2_000;

/// What was emptied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trimmed {
    /// Events without a body end here; those that are set aside keep theirs.
    pub position: i64,
    /// Bodies emptied now.
    pub events: u64,
}

/// Empties the bodies of events received before an instant that all consumers have applied: those with a cursor, and those
/// named, which may not have begun yet. May be ended between any two steps.
///
/// # Errors
///
/// When the database does not answer.
pub async fn trim(
    store: &Store,
    before: Timestamp,
    consumers: &[&str],
) -> Result<Trimmed, StoreError> {
    let mut done = Trimmed {
        position: cursor(store, CURSOR).await?,
        events: 0,
    };
    loop {
        let mut tx = store.begin().await?;
        let from = cursor_in(&mut tx, CURSOR).await?;
        let mut end: i64 = on!(tx, conn => {
            sqlx::query_scalar(LOWEST_CURSOR).bind(CURSOR).fetch_one(conn).await?
        });
        for name in consumers {
            end = end.min(cursor_in(&mut tx, name).await?);
        }
        let mut until = end.min(from + CHUNK);
        let first_to_keep: Option<i64> = on!(tx, conn => {
            sqlx::query_scalar(FIRST_TO_KEEP)
                .bind(from)
                .bind(until)
                .bind(before.as_microsecond())
                .fetch_one(conn)
                .await?
        });
        if let Some(first) = first_to_keep {
            until = first - 1;
        }
        if until <= from {
            return Ok(done);
        }
        done.events += on!(tx, conn => {
            sqlx::query(EMPTY).bind(from).bind(until).execute(conn).await?.rows_affected()
        });
        set_cursor(&mut tx, CURSOR, until).await?;
        tx.commit().await?;
        done.position = until;
    }
}

/// The position up to which bodies may have been emptied, 0 when none were.
///
/// # Errors
///
/// When the database does not answer.
pub async fn trimmed(store: &Store) -> Result<i64, StoreError> {
    cursor(store, CURSOR).await
}
