//! Connections and transactions of either engine, and the macro that writes one body for both.

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};
use tokio::sync::OwnedMutexGuard;

use crate::StoreError;

/// A connection for reading.
#[derive(Debug)]
pub enum Conn {
    /// To an SQLite file.
    Sqlite(PoolConnection<Sqlite>),
    /// To a PostgreSQL schema.
    Postgres(PoolConnection<Postgres>),
}

/// A transaction for writing: what is not committed is rolled back when this is dropped.
#[derive(Debug)]
pub enum Tx {
    /// In an SQLite file. Writers wait for their turn, first come, first served.
    Sqlite(Transaction<'static, Sqlite>, OwnedMutexGuard<()>),
    /// In a PostgreSQL schema.
    Postgres(Transaction<'static, Postgres>),
}

/// A transaction for reading: all its statements see the same state. It keeps no writer waiting.
#[derive(Debug)]
pub enum View {
    /// Of an SQLite file.
    Sqlite(Transaction<'static, Sqlite>),
    /// Of a PostgreSQL schema.
    Postgres(Transaction<'static, Postgres>),
}

/// The native connection inside a [`Conn`], a [`Tx`] or a [`View`]; what [`on!`](crate::on) matches.
#[derive(Debug)]
pub enum Engine<'a> {
    /// SQLite's.
    Sqlite(&'a mut SqliteConnection),
    /// PostgreSQL's.
    Postgres(&'a mut PgConnection),
}

/// Which engine it is, for statements that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineKind {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// What can be read by: a [`Conn`], a [`View`], or a [`Tx`] that also sees what it has changed.
pub trait Reading: Send {
    /// Which engine it is.
    fn kind(&self) -> EngineKind;

    /// The native connection.
    fn engine(&mut self) -> Engine<'_>;
}

impl Reading for Conn {
    fn kind(&self) -> EngineKind {
        self.kind()
    }

    fn engine(&mut self) -> Engine<'_> {
        self.engine()
    }
}

impl Reading for Tx {
    fn kind(&self) -> EngineKind {
        self.kind()
    }

    fn engine(&mut self) -> Engine<'_> {
        self.engine()
    }
}

impl Reading for View {
    fn kind(&self) -> EngineKind {
        match self {
            Self::Sqlite(_) => EngineKind::Sqlite,
            Self::Postgres(_) => EngineKind::Postgres,
        }
    }

    fn engine(&mut self) -> Engine<'_> {
        match self {
            Self::Sqlite(tx) => Engine::Sqlite(tx),
            Self::Postgres(tx) => Engine::Postgres(tx),
        }
    }
}

impl Conn {
    /// Which engine it is.
    pub const fn kind(&self) -> EngineKind {
        match self {
            Self::Sqlite(_) => EngineKind::Sqlite,
            Self::Postgres(_) => EngineKind::Postgres,
        }
    }

    /// The native connection.
    pub fn engine(&mut self) -> Engine<'_> {
        match self {
            Self::Sqlite(conn) => Engine::Sqlite(conn),
            Self::Postgres(conn) => Engine::Postgres(conn),
        }
    }
}

impl Tx {
    /// Which engine it is.
    pub const fn kind(&self) -> EngineKind {
        match self {
            Self::Sqlite(..) => EngineKind::Sqlite,
            Self::Postgres(_) => EngineKind::Postgres,
        }
    }

    /// The native connection.
    pub fn engine(&mut self) -> Engine<'_> {
        match self {
            Self::Sqlite(tx, _) => Engine::Sqlite(tx),
            Self::Postgres(tx) => Engine::Postgres(tx),
        }
    }

    /// Makes everything done in it durable and visible.
    ///
    /// # Errors
    ///
    /// When the database could not do so; then nothing was kept.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx, _turn) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Undoes everything done in it.
    ///
    /// # Errors
    ///
    /// When the database does not answer; it then rolls back by itself.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx, _turn) => tx.rollback().await?,
            Self::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

/// Runs one body on the native connection of a [`Tx`] or a [`Conn`], whichever engine it is.
///
/// The body is expanded once for each engine, so it may use sqlx as it is; inside, the name stands for
/// `&mut SqliteConnection` or `&mut PgConnection` (write `&mut *conn` to use it more than once). Both must give the same
/// type: take `rows_affected()` of a result, and tuples of rows.
///
/// ```
/// # use store::{StoreError, Tx, on};
/// const FIND: &str = "select value from setting where key = $1";
///
/// async fn find(tx: &mut Tx, key: &str) -> Result<Option<String>, StoreError> {
///     Ok(on!(tx, conn => sqlx::query_scalar(FIND).bind(key).fetch_optional(conn).await?))
/// }
/// ```
#[macro_export]
macro_rules! on {
    ($tx:expr, $conn:ident => $body:expr) => {
        match $tx.engine() {
            $crate::Engine::Sqlite($conn) => $body,
            $crate::Engine::Postgres($conn) => $body,
        }
    };
}
