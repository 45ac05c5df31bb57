//! SQLite: one writing connection, a few reading ones, in write-ahead mode.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::StoreError;

const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a writer waits for the writers before it in this process.
const TURN_TIMEOUT: Duration = Duration::from_mins(1);
const READERS: u32 = 4;
/// Up to 32 MiB (SQLite counts negative sizes in KiB): with its usual 2 MiB, a million rows into indexes in no order take
/// more than twice the time, because pages leave the cache and come back.
const WRITER_CACHE: &str = "-32768";
/// Switching a new file to write-ahead mode does not wait for locks by itself.
const OPEN_ATTEMPTS: u32 = 40;
const OPEN_PAUSE: Duration = Duration::from_millis(50);

#[derive(Debug)]
pub(crate) struct SqliteStore {
    pub(crate) readers: SqlitePool,
    writer: SqlitePool,
    turn: Arc<Mutex<()>>,
}

impl SqliteStore {
    pub(crate) async fn open(path: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true);
        let writing = options
            .clone()
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("cache_size", WRITER_CACHE);
        let reading = options.create_if_missing(false).pragma("query_only", "on");
        let writer = pool(1).connect_lazy_with(writing);
        let mut attempt = 1;
        loop {
            match writer.acquire().await.map(drop) {
                Err(error) if attempt < OPEN_ATTEMPTS && is_busy(&error) => {
                    attempt += 1;
                    tokio::time::sleep(OPEN_PAUSE).await;
                }
                Err(error) => return Err(error),
                Ok(()) => break,
            }
        }
        let readers = pool(READERS).connect_lazy_with(reading);
        Ok(Self {
            readers,
            writer,
            turn: Arc::default(),
        })
    }

    /// Begins with the write lock taken: a transaction that reads first and writes later can then not fail halfway.
    pub(crate) async fn begin(
        &self,
    ) -> Result<(Transaction<'static, Sqlite>, OwnedMutexGuard<()>), StoreError> {
        let turn = Arc::clone(&self.turn).lock_owned();
        let turn = tokio::time::timeout(TURN_TIMEOUT, turn)
            .await
            .map_err(|_| StoreError::Busy)?;
        let tx = self.writer.begin_with("begin immediate").await?;
        Ok((tx, turn))
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        // The last one to close moves the write-ahead log into the file.
        self.writer.close().await;
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(BUSY_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

fn is_busy(error: &sqlx::Error) -> bool {
    let code = error
        .as_database_error()
        .and_then(|error| error.code()?.parse::<i32>().ok());
    code.is_some_and(|code| matches!(code & 0xff, 5 | 6))
}
