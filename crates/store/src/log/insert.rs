//! Events into the table, in the order given, each once.

use jiff::Timestamp;
use sqlx::{PgConnection, SqliteConnection};

use super::statements::{
    FIND_KEPT, FIND_TAKEN, INSERT, INSERT_ON_POSTGRES, LAST_POSITION, LOCK_ON_POSTGRES, ROWS,
};
use super::{Appended, NewEvent};
use crate::{Engine, StoreError, Tx, on};

/// What came of events: the end of the log before them, and each one's place.
pub(super) struct Inserted {
    pub(super) after: i64,
    pub(super) appended: Vec<Appended>,
}

/// Lets this transaction alone append until it ends.
pub(super) async fn lock(tx: &mut Tx) -> Result<(), StoreError> {
    if let Engine::Postgres(conn) = tx.engine() {
        sqlx::query(LOCK_ON_POSTGRES).execute(conn).await?;
    }
    Ok(())
}

/// Appends events, at least one, in a transaction that has the [`lock`].
pub(super) async fn insert(
    tx: &mut Tx,
    events: &[&NewEvent],
    now: Timestamp,
) -> Result<Inserted, StoreError> {
    let last: i64 = on!(tx, conn => sqlx::query_scalar(LAST_POSITION).fetch_one(conn).await?);
    let now = now.as_microsecond();
    let taken = match tx.engine() {
        Engine::Sqlite(conn) => insert_on_sqlite(conn, events, last + 1, now).await?,
        Engine::Postgres(conn) => insert_on_postgres(conn, events, last + 1, now).await?,
    };
    let new: Vec<i64> = if usize::try_from(taken) == Ok(events.len()) {
        (last + 1..).take(events.len()).collect()
    } else {
        on!(tx, conn => sqlx::query_scalar(FIND_TAKEN).bind(last).fetch_all(conn).await?)
    };
    let mut new = new.into_iter().peekable();
    let mut appended = Vec::with_capacity(events.len());
    for (event, position) in events.iter().zip(last + 1..) {
        appended.push(if new.next_if_eq(&position).is_some() {
            Appended {
                position,
                is_new: true,
                differs: false,
            }
        } else {
            find_kept(tx, event).await?
        });
    }
    Ok(Inserted {
        after: last,
        appended,
    })
}

/// The event of that source with that id which is in the log already.
async fn find_kept(tx: &mut Tx, event: &NewEvent) -> Result<Appended, StoreError> {
    let (position, same_kind, same_body): (i64, bool, bool) = on!(tx, conn => {
        sqlx::query_as(FIND_KEPT)
            .bind(event.source_id)
            .bind(&event.message_id)
            .bind(&event.kind)
            .bind(&event.body)
            .fetch_one(conn)
            .await?
    });
    Ok(Appended {
        position,
        is_new: false,
        differs: !(same_kind && same_body),
    })
}

/// Gives the number of those that are new.
async fn insert_on_sqlite(
    conn: &mut SqliteConnection,
    events: &[&NewEvent],
    first: i64,
    now: i64,
) -> Result<u64, sqlx::Error> {
    let mut new = 0;
    let mut position = first;
    let mut rest = events;
    for (text, size) in INSERT.iter().zip(ROWS) {
        while let Some((chunk, later)) = rest.split_at_checked(size) {
            let mut query = sqlx::query(text.as_str());
            for event in chunk {
                query = query
                    .bind(position)
                    .bind(event.source_id)
                    .bind(&event.message_id)
                    .bind(&event.kind)
                    .bind(event.happened_at.as_microsecond())
                    .bind(now)
                    .bind(&event.body);
                position += 1;
            }
            new += query.execute(&mut *conn).await?.rows_affected();
            rest = later;
        }
    }
    Ok(new)
}

async fn insert_on_postgres(
    conn: &mut PgConnection,
    events: &[&NewEvent],
    first: i64,
    now: i64,
) -> Result<u64, sqlx::Error> {
    let positions: Vec<i64> = (first..).take(events.len()).collect();
    let sources: Vec<i64> = events.iter().map(|event| event.source_id).collect();
    let messages: Vec<&str> = events.iter().map(|event| &*event.message_id).collect();
    let kinds: Vec<&str> = events.iter().map(|event| &*event.kind).collect();
    let instants: Vec<i64> = events
        .iter()
        .map(|event| event.happened_at.as_microsecond())
        .collect();
    let bodies: Vec<&str> = events.iter().map(|event| &*event.body).collect();
    let done = sqlx::query(INSERT_ON_POSTGRES)
        .bind(positions)
        .bind(sources)
        .bind(messages)
        .bind(kinds)
        .bind(instants)
        .bind(now)
        .bind(bodies)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}
