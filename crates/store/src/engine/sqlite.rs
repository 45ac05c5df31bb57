//! SQLite: one writing connection, a few reading ones, one that moves what was written ahead into the file.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqlSafeStr, Sqlite, SqlitePool, Transaction};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::checkpoint::Checkpoints;
use crate::StoreError;

const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a writer waits for the writers before it in this process.
const TURN_TIMEOUT: Duration = Duration::from_mins(1);
const READERS: u32 = 4;
const BEGIN: &str = "begin immediate";
const SYNC: [&str; 2] = ["pragma synchronous = full", "pragma synchronous = normal"];
const FULL: u8 = 0;
const SOFT: u8 = 1;
const UNKNOWN: u8 = 2;
/// Up to 32 MiB (SQLite counts negative sizes in KiB): with its usual 2 MiB, a million rows into indexes in no order take
/// more than twice the time, because pages leave the cache and come back.
const WRITER_CACHE: &str = "-32768";
/// Statements that the writing connection keeps prepared: all that consumers use in turn, each in several sizes. A statement for
/// many rows takes longer to prepare than to run.
const WRITER_STATEMENTS: usize = 512;
/// Pages ahead of the file (64 MiB) at which the writer itself moves what [`Checkpoints`] has left: that one does it beside the
/// writers, but a log in constant use begins again only when nobody writes meanwhile.
const WRITER_CHECKPOINT: &str = "16384";
/// Switching a new file to write-ahead mode does not wait for locks by itself.
const OPEN_ATTEMPTS: u32 = 40;
const OPEN_PAUSE: Duration = Duration::from_millis(50);

#[derive(Debug)]
pub(crate) struct SqliteStore {
    pub(crate) readers: SqlitePool,
    writer: SqlitePool,
    turn: Arc<Mutex<()>>,
    /// Soft writers wait here for the one of them that waits for its turn: somebody who waits for the disk, and has a caller who
    /// waits, comes after one of them at most and not after all.
    soft_turn: Mutex<()>,
    /// How the writing connection syncs now; changed in turn.
    sync: AtomicU8,
    checkpoints: Checkpoints,
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
            .statement_cache_capacity(WRITER_STATEMENTS)
            .pragma("cache_size", WRITER_CACHE)
            .pragma("wal_autocheckpoint", WRITER_CHECKPOINT);
        let checkpoints =
            Checkpoints::new(pool(1).connect_lazy_with(options.clone().create_if_missing(false)));
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
            soft_turn: Mutex::default(),
            sync: AtomicU8::new(FULL),
            checkpoints,
        })
    }

    /// Begins with the write lock taken: a transaction that reads first and writes later can then not fail halfway.
    /// A soft one is not synced by itself: losing power may undo it, but never without those after it. Killing the process
    /// does not.
    pub(crate) async fn begin(
        &self,
        is_soft: bool,
    ) -> Result<(Transaction<'static, Sqlite>, OwnedMutexGuard<()>), StoreError> {
        let turn = async {
            let _among_the_soft = if is_soft {
                Some(self.soft_turn.lock().await)
            } else {
                None
            };
            Arc::clone(&self.turn).lock_owned().await
        };
        let turn = tokio::time::timeout(TURN_TIMEOUT, turn)
            .await
            .map_err(|_| StoreError::Busy)?;
        self.checkpoints.wake();
        let sync = if is_soft { SOFT } else { FULL };
        if self.sync.load(Ordering::Relaxed) == sync {
            let tx = self.writer.begin_with(BEGIN).await?;
            return Ok((tx, turn));
        }
        let mut writer = self.writer.acquire().await?;
        // When this is given up halfway, nobody knows, and the next one asks again.
        self.sync.store(UNKNOWN, Ordering::Relaxed);
        let statement = SYNC[usize::from(is_soft)];
        sqlx::query(statement).execute(&mut *writer).await?;
        self.sync.store(sync, Ordering::Relaxed);
        // As the pool's own `begin_with`, on the connection that is at hand.
        let tx = Transaction::begin(writer, Some(BEGIN.into_sql_str())).await?;
        Ok((tx, turn))
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.checkpoints.close().await;
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
