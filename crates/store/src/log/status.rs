//! How far everybody is.

use jiff::Timestamp;
use serde::Serialize;

use super::read::last_position;
use super::statements::{FIND_NEXT_RECEIVED, LIST_CONSUMERS};
use super::trim;
use crate::{Store, StoreError, instant, on};

/// How far a consumer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConsumerStatus {
    /// Its name.
    pub name: String,
    /// The last event that it has applied.
    pub position: i64,
    /// Positions between it and the newest event.
    pub lag_events: i64,
    /// How long the oldest event that it has not applied has been waiting, seconds; 0 when there is none.
    pub lag_seconds: i64,
    /// Events that it has set aside.
    pub set_aside: i64,
    /// The process that follows for it, where its lease has not run out.
    pub owner: Option<String>,
}

type Row = (String, i64, i64, Option<String>, Option<i64>);

/// The newest event's position and the state of every consumer that has begun, by name.
///
/// # Errors
///
/// When the database does not answer.
pub async fn status(store: &Store) -> Result<(i64, Vec<ConsumerStatus>), StoreError> {
    let now = store.clock().now();
    let mut conn = store.read().await?;
    let rows: Vec<Row> = on!(conn, conn => sqlx::query_as(LIST_CONSUMERS).fetch_all(conn).await?);
    drop(conn);
    // After the cursors, so that no lag is below zero.
    let last = last_position(store).await?;
    let mut all = Vec::with_capacity(rows.len());
    for (name, position, set_aside, owner, held_until) in rows {
        if name == trim::CURSOR {
            continue;
        }
        let lag_seconds = match next_received(store, position).await? {
            Some(received) => now.duration_since(received).as_secs().max(0),
            None => 0,
        };
        let is_held = held_until.is_some_and(|until| until > now.as_microsecond());
        all.push(ConsumerStatus {
            name,
            position,
            lag_events: last - position,
            lag_seconds,
            set_aside,
            owner: owner.filter(|_| is_held),
        });
    }
    Ok((last, all))
}

async fn next_received(store: &Store, after: i64) -> Result<Option<Timestamp>, StoreError> {
    let mut conn = store.read().await?;
    let found: Option<i64> = on!(conn, conn => {
        sqlx::query_scalar(FIND_NEXT_RECEIVED).bind(after).fetch_optional(conn).await?
    });
    found
        .map(|micros| instant(micros, "event", "received_at", &after))
        .transpose()
}
