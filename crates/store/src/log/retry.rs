//! Applying an event that was set aside.

use kernel::{Fault, FaultKind};

use super::follow::attempt;
use super::read::find_in;
use super::set_aside::put_aside;
use super::statements::{LOCK_CURSOR, TAKE_BACK};
use super::{ConsumeError, Consumer};
use crate::{Store, StoreError, on};

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retried {
    /// It is applied, behind those that came after it, and no longer set aside.
    Applied,
    /// It still can not be applied.
    StillAside {
        /// Why not.
        reason: String,
    },
}

/// Tries once more to apply an event that a consumer has set aside, while the consumer waits.
///
/// # Errors
///
/// [`StoreError::NotSetAside`], or when the database does not answer.
pub async fn retry(
    store: &Store,
    consumer: &dyn Consumer,
    position: i64,
) -> Result<Retried, StoreError> {
    let name = consumer.name();
    let mut tx = store.begin().await?;
    on!(tx, conn => sqlx::query(LOCK_CURSOR).bind(name).execute(conn).await.map(drop)?);
    let taken_back = on!(tx, conn => {
        sqlx::query(TAKE_BACK).bind(name).bind(position).execute(conn).await?.rows_affected()
    });
    let event = match find_in(&mut tx, position).await? {
        Some(event) if taken_back == 1 => event,
        _ => {
            return Err(StoreError::NotSetAside {
                consumer: name.to_owned(),
                position,
            });
        }
    };
    let event = std::slice::from_ref(&event);
    let reason = match attempt(&mut tx, consumer.read(event)).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(Retried::Applied);
        }
        Err(ConsumeError::Poison { reason, .. }) => reason,
        Err(ConsumeError::Store(error)) if error.kind() != FaultKind::Unavailable => {
            error.to_string()
        }
        Err(ConsumeError::Store(error)) => return Err(error),
    };
    put_aside(&mut tx, name, event, (&reason, store.clock().now())).await?;
    tx.commit().await?;
    Ok(Retried::StillAside { reason })
}
