//! Requests that are sent again because their answer was lost: done once, answered alike.
//!
//! A request has a scope (who calls which operation), a key that the caller chose, and a digest of its body. Its answer is
//! committed with its effect, so that there is never one without the other: a process that is killed in between has done
//! nothing, and the request may come again.

mod statements;
mod turn;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::{Conn, Engine, Store, StoreError, Tx, on};
use statements as sql;
pub use turn::{Done, Turn};

/// How long an answer is kept.
const KEPT: Duration = Duration::from_hours(24);

/// A request that may come again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnceKey {
    /// Who calls which operation.
    pub scope: String,
    /// What the caller calls the request.
    pub key: String,
    /// What tells its body from others.
    pub digest: String,
}

/// The answer to a request.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, JSON.
    pub body: String,
}

// Answers may name customers, and logs never show them.
impl std::fmt::Debug for Answer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Answer({}, {} bytes)", self.status, self.body.len())
    }
}

/// What to do with a request.
#[derive(Debug)]
pub enum Begun {
    /// It is new: do it in the turn's transaction, and finish the turn with the answer.
    First(Turn),
    /// It was done: give the answer that it got.
    Again(Answer),
    /// It is being done now.
    Running,
    /// The key was used for another body.
    Differs,
}

/// The requests of one store. Clones share what runs in this process.
#[derive(Clone, Debug)]
pub struct Once {
    store: Store,
    running: Arc<Running>,
}

/// Scopes and keys of the requests that run in this process.
#[derive(Debug, Default)]
struct Running(Mutex<BTreeSet<(String, String)>>);

/// A mark that a request runs; gone when it is dropped.
#[derive(Debug)]
struct Mark {
    running: Arc<Running>,
    of: (String, String),
}

impl Once {
    /// The requests to a store.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            running: Arc::default(),
        }
    }

    /// Begins a request, unless it was done, is being done, or is another one under a used key.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn begin(&self, request: OnceKey) -> Result<Begun, StoreError> {
        let Some(mark) = self.mark(&request) else {
            return Ok(Begun::Running);
        };
        let after = self.store.clock().now().as_microsecond() - micros(KEPT);
        let mut conn = self.store.read().await?;
        if let Some(known) = find(&mut conn, &request, after).await? {
            return Ok(known);
        }
        drop(conn);
        let mut tx = self.store.begin().await?;
        if !lock(&mut tx, &request).await? {
            return Ok(Begun::Running);
        }
        // Another process may have done it while this one waited for its turn.
        if let Some(known) = find_in(&mut tx, &request, after).await? {
            return Ok(known);
        }
        Ok(Begun::First(Turn::new(
            self.store.clone(),
            tx,
            request,
            mark,
        )))
    }

    /// Forgets the answers that are too old to be given again, and tells how many.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn sweep(&self) -> Result<u64, StoreError> {
        let until = self.store.clock().now().as_microsecond() - micros(KEPT);
        let mut tx = self.store.begin().await?;
        let swept = on!(tx, conn => sqlx::query(sql::SWEEP).bind(until).execute(conn).await?.rows_affected());
        tx.commit().await?;
        Ok(swept)
    }

    fn mark(&self, request: &OnceKey) -> Option<Mark> {
        let of = (request.scope.clone(), request.key.clone());
        let mut running = self
            .running
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        running.insert(of.clone()).then(|| Mark {
            running: Arc::clone(&self.running),
            of,
        })
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        let mut running = self
            .running
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        running.remove(&self.of);
    }
}

/// An answer: digest, status, body.
type Row = (String, i64, String);

async fn find(conn: &mut Conn, request: &OnceKey, after: i64) -> Result<Option<Begun>, StoreError> {
    let row: Option<Row> = on!(conn, conn => {
        let query = sqlx::query_as(sql::FIND).bind(&request.scope).bind(&request.key).bind(after);
        query.fetch_optional(conn).await?
    });
    row.map(|row| known(row, request)).transpose()
}

async fn find_in(tx: &mut Tx, request: &OnceKey, after: i64) -> Result<Option<Begun>, StoreError> {
    let row: Option<Row> = on!(tx, conn => {
        let query = sqlx::query_as(sql::FIND).bind(&request.scope).bind(&request.key).bind(after);
        query.fetch_optional(conn).await?
    });
    row.map(|row| known(row, request)).transpose()
}

fn known((digest, status, body): Row, request: &OnceKey) -> Result<Begun, StoreError> {
    if digest != request.digest {
        return Ok(Begun::Differs);
    }
    let status = u16::try_from(status);
    let status = status.map_err(|_| StoreError::corrupt("once_answer", "status", &request.key))?;
    Ok(Begun::Again(Answer { status, body }))
}

/// Keeps other servers from doing the same request until the transaction ends; tells whether none does. SQLite has one writer.
async fn lock(tx: &mut Tx, request: &OnceKey) -> Result<bool, StoreError> {
    match tx.engine() {
        Engine::Sqlite(_) => Ok(true),
        Engine::Postgres(conn) => {
            let query = sqlx::query_scalar(sql::LOCK)
                .bind(&request.scope)
                .bind(&request.key);
            Ok(query.fetch_one(conn).await?)
        }
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
