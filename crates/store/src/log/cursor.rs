//! Cursors: how far each consumer has come.

use super::statements::{FIND_CURSOR, MOVE_CURSOR, SET_CURSOR};
use crate::{Conn, Store, StoreError, Tx, on};

/// The position of the last event whose effect the consumer has committed, 0 when there is none.
///
/// # Errors
///
/// When the database does not answer.
pub async fn cursor(store: &Store, name: &str) -> Result<i64, StoreError> {
    let mut conn = store.read().await?;
    cursor_by(&mut conn, name).await
}

/// As [`cursor`], by a connection.
pub(super) async fn cursor_by(conn: &mut Conn, name: &str) -> Result<i64, StoreError> {
    let found: Option<i64> =
        on!(conn, conn => sqlx::query_scalar(FIND_CURSOR).bind(name).fetch_optional(conn).await?);
    Ok(found.unwrap_or(0))
}

/// As [`cursor`], in a transaction.
pub(super) async fn cursor_in(tx: &mut Tx, name: &str) -> Result<i64, StoreError> {
    let found: Option<i64> =
        on!(tx, conn => sqlx::query_scalar(FIND_CURSOR).bind(name).fetch_optional(conn).await?);
    Ok(found.unwrap_or(0))
}

/// Puts a cursor somewhere, wherever it was: for consumers with a transaction of their own shape, which hold a
/// [`Lease`](super::Lease) and check it in the same transaction.
///
/// # Errors
///
/// When the database does not take it.
pub async fn set_cursor(tx: &mut Tx, name: &str, position: i64) -> Result<(), StoreError> {
    on!(tx, conn => {
        sqlx::query(SET_CURSOR).bind(name).bind(position).execute(conn).await.map(drop)?;
    });
    Ok(())
}

/// Moves a cursor that is where it is said to be. On PostgreSQL others wait with theirs until the transaction ends.
///
/// # Errors
///
/// [`StoreError::CursorMoved`] when it is elsewhere.
pub async fn move_cursor(
    tx: &mut Tx,
    name: &str,
    (from, to): (i64, i64),
) -> Result<(), StoreError> {
    let moved = on!(tx, conn => {
        sqlx::query(MOVE_CURSOR).bind(name).bind(from).bind(to).execute(conn).await?.rows_affected()
    });
    if moved == 1 {
        Ok(())
    } else {
        Err(StoreError::CursorMoved {
            consumer: name.to_owned(),
            position: from,
        })
    }
}
