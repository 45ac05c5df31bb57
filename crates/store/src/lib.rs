//! The operational store: one workspace in one SQLite file or one PostgreSQL schema.
//!
//! Statements are static, portable text, the same for both engines. They belong to the crate that owns the table; this
//! crate gives connections, transactions and the schema:
//!
//! ```
//! use store::{Store, StoreError, on};
//!
//! const INSERT: &str = "insert into setting (key, value) values ($1, $2)";
//!
//! async fn put(store: &Store, key: &str, value: &str) -> Result<(), StoreError> {
//!     let mut tx = store.begin().await?;
//!     let rows = on!(tx, conn => {
//!         sqlx::query(INSERT).bind(key).bind(value).execute(conn).await?.rows_affected()
//!     });
//!     store::ensure_affected_rows(rows, 1)?;
//!     tx.commit().await
//! }
//! ```
//!
//! # Invariants
//!
//! - **LOG-1** An acknowledged event is never lost, never skipped by a consumer, and never applied twice: see [`log`].
//! - **TENANT-1** A store sees one file or one schema: a request for one workspace can not read or change another's.
//!
//! # Adding a table
//!
//! Add `migrations/NNNN_name.sql` (portable SQL, never edit an older one) and its line in `migrate.rs`.

mod connection;
mod contract;
mod engine;
mod error;
pub mod log;
mod migrate;
mod once;
mod rows;
mod size;
mod store;
mod url;

pub use connection::{Conn, Engine, EngineKind, Reading, Tx, View};
pub use error::StoreError;
pub use log::{Appended, ConsumeError, Consumer, Effect, Event, Log, NewEvent, catch_up};
pub use migrate::known_version;
pub use once::{Answer, Begun, Done, Once, OnceKey, Turn};
pub use rows::{ensure_affected_rows, instant};
pub use store::Store;
pub use url::{StoreUrl, StoreUrlError};
