//! Events that a consumer can not apply: kept with the reason, until they are tried again.

use jiff::Timestamp;
use serde::Serialize;

use super::Event;
use super::statements::{LIST_SET_ASIDE, SET_ASIDE};
use crate::{Store, StoreError, Tx, instant, on};

/// An event that a consumer has set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SetAside {
    /// The consumer.
    pub consumer: String,
    /// The event's place in the log.
    pub position: i64,
    /// Why it can not be applied.
    pub reason: String,
    /// Since when it is set aside.
    pub set_aside_at: Timestamp,
    /// Who sent it.
    pub source_id: i64,
    /// The sender's own id of it.
    pub message_id: String,
    /// What sort of fact it is.
    pub kind: String,
}

type Row = (String, i64, String, i64, i64, String, String);

/// The events that are set aside, by a consumer or by any, behind a position, in order.
///
/// # Errors
///
/// When the database does not answer.
pub async fn set_aside(
    store: &Store,
    consumer: Option<&str>,
    after: i64,
    limit: usize,
) -> Result<Vec<SetAside>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let consumer = consumer.unwrap_or_default();
    let mut conn = store.read().await?;
    let rows: Vec<Row> = on!(conn, conn => {
        sqlx::query_as(LIST_SET_ASIDE).bind(consumer).bind(after).bind(limit).fetch_all(conn).await?
    });
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<SetAside, StoreError> {
    let (consumer, position, reason, set_aside_at, source_id, message_id, kind) = row;
    Ok(SetAside {
        consumer,
        position,
        reason,
        set_aside_at: instant(set_aside_at, "set_aside_event", "set_aside_at", &position)?,
        source_id,
        message_id,
        kind,
    })
}

/// Sets events aside, in the transaction that moves the cursor past them.
pub(super) async fn put_aside(
    tx: &mut Tx,
    consumer: &str,
    events: &[Event],
    (reason, now): (&str, Timestamp),
) -> Result<(), StoreError> {
    for event in events {
        tracing::warn!(
            consumer,
            position = event.position,
            reason,
            "event set aside"
        );
        on!(tx, conn => {
            sqlx::query(SET_ASIDE)
                .bind(consumer)
                .bind(event.position)
                .bind(reason)
                .bind(now.as_microsecond())
                .execute(conn)
                .await
                .map(drop)?;
        });
    }
    Ok(())
}
