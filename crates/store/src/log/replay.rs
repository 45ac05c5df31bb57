//! Making a consumer's effects anew from the log.

use super::cursor::cursor_in;
use super::statements::{ADD_CURSOR, LOCK_CURSOR, TAKE_BACK_AFTER};
use super::{Consumer, set_cursor, trim};
use crate::{Store, StoreError, on};

/// Sets a consumer back, so that it applies again what comes after a position: from 0 it forgets all effects first, from
/// elsewhere it must be repeatable. What it had set aside behind the position is tried again too. Whoever follows for it
/// goes on from there by itself. Tells where it starts: never further than it had come.
///
/// # Errors
///
/// [`StoreError::Trimmed`] when the log no longer has the bodies that this needs, [`StoreError::NotRepeatable`], or when the
/// database does not answer.
pub async fn replay(store: &Store, consumer: &dyn Consumer, from: i64) -> Result<i64, StoreError> {
    let name = consumer.name();
    let mut tx = store.begin().await?;
    on!(tx, conn => sqlx::query(ADD_CURSOR).bind(name).execute(conn).await.map(drop)?);
    on!(tx, conn => sqlx::query(LOCK_CURSOR).bind(name).execute(conn).await.map(drop)?);
    let from = from.clamp(0, cursor_in(&mut tx, name).await?);
    let trimmed = cursor_in(&mut tx, trim::CURSOR).await?;
    if from < trimmed {
        return Err(StoreError::Trimmed {
            consumer: name.to_owned(),
            from,
            trimmed,
        });
    }
    if from == 0 {
        consumer.reset(&mut tx).await?;
    } else if !consumer.is_repeatable() {
        return Err(StoreError::NotRepeatable {
            consumer: name.to_owned(),
        });
    }
    on!(tx, conn => {
        sqlx::query(TAKE_BACK_AFTER).bind(name).bind(from).execute(conn).await.map(drop)?;
    });
    set_cursor(&mut tx, name, from).await?;
    tx.commit().await?;
    Ok(from)
}
