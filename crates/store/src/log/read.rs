//! Reading the log in its order.

use super::slices::Slice;
use super::statements::{LAST_POSITION, READ};
use super::{Event, Log};
use crate::{Conn, Store, StoreError, Tx, instant, on};

pub(super) type Row = (i64, i64, String, String, i64, i64, String);

impl Log {
    /// The events after a position, in order, at most `limit`; those whose body is gone are left out.
    ///
    /// # Errors
    ///
    /// When the database does not answer, or holds what makes no sense.
    pub async fn read(&self, after: i64, limit: usize) -> Result<Vec<Event>, StoreError> {
        let mut conn = self.store().read().await?;
        read(&mut conn, after, i64::MAX, limit).await
    }

    /// The events behind one position, in order, up to another or as many as `limit`, and up to where these are all that there are:
    /// as this process remembers them, or else from the database.
    ///
    /// # Errors
    ///
    /// As [`Log::read`].
    pub async fn read_until(
        &self,
        bounds: (i64, i64),
        limit: usize,
    ) -> Result<(Vec<Event>, i64), StoreError> {
        let slice = if let Some(known) = self.slices().find(bounds, limit) {
            known
        } else {
            let mut conn = self.store().read().await?;
            slice(&mut conn, bounds, limit).await?
        };
        let to = slice.to;
        Ok((slice.into_events(), to))
    }

    /// The position of the newest event, 0 when there is none.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn last_position(&self) -> Result<i64, StoreError> {
        last_position(self.store()).await
    }
}

pub(super) async fn last_position(store: &Store) -> Result<i64, StoreError> {
    let mut conn = store.read().await?;
    last_position_by(&mut conn).await
}

pub(super) async fn last_position_by(conn: &mut Conn) -> Result<i64, StoreError> {
    Ok(on!(conn, conn => sqlx::query_scalar(LAST_POSITION).fetch_one(conn).await?))
}

/// The events after one position, up to another.
pub(super) async fn read(
    conn: &mut Conn,
    after: i64,
    until: i64,
    limit: usize,
) -> Result<Vec<Event>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows: Vec<Row> = on!(conn, conn => {
        sqlx::query_as(READ).bind(after).bind(until).bind(limit).fetch_all(conn).await?
    });
    rows.into_iter().map(event).collect()
}

/// The events after one position, up to another, as far as so many go.
pub(super) async fn slice(
    conn: &mut Conn,
    (after, until): (i64, i64),
    limit: usize,
) -> Result<Slice, StoreError> {
    let events = read(conn, after, until, limit).await?;
    let to = match events.last() {
        Some(last) if events.len() == limit => last.position,
        _ => until,
    };
    Ok(Slice::new(events, (after, to)))
}

/// The event at a position, unless its body is gone.
pub(super) async fn find_in(tx: &mut Tx, position: i64) -> Result<Option<Event>, StoreError> {
    let row: Option<Row> = on!(tx, conn => {
        sqlx::query_as(READ).bind(position - 1).bind(position).bind(1_i64).fetch_optional(conn).await?
    });
    row.map(event).transpose()
}

pub(super) fn event(row: Row) -> Result<Event, StoreError> {
    let (position, source_id, message_id, kind, happened_at, received_at, body) = row;
    Ok(Event {
        position,
        source_id,
        message_id,
        kind,
        happened_at: instant(happened_at, "event", "happened_at", &position)?,
        received_at: instant(received_at, "event", "received_at", &position)?,
        body,
    })
}
