//! What can go wrong with the store, as situations with a remedy.

mod database;

use std::sync::Arc;

use kernel::{Fault, FaultKind};
use thiserror::Error;

use crate::StoreUrlError;

/// What went wrong with the store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The place is not given in a form that is known.
    #[error("the store's place is malformed")]
    Url(#[from] StoreUrlError),
    /// The database can not be opened or reached.
    #[error(
        "the database {place} can not be opened: check that it exists, is running, and may be read and written"
    )]
    Unreachable {
        /// The place, without password.
        place: String,
        /// What the database or the machine said.
        #[source]
        source: sqlx::Error,
    },
    /// The file is not a database, or it is damaged.
    #[error("the database is damaged, or the file is not a database: restore it from a backup")]
    Damaged(#[source] sqlx::Error),
    /// A newer program has changed the schema.
    #[error(
        "{place} has schema version {found}, this program knows versions up to {known}: \
         use the newer program that made it, or a backup from before the upgrade"
    )]
    SchemaNewer {
        /// The place, without password.
        place: String,
        /// The version in the database.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// A step to a newer schema did not work; nothing of it was kept.
    #[error(
        "the schema could not be brought to version {version} ({name}), it is as it was before"
    )]
    Migration {
        /// The version that was to be reached.
        version: i64,
        /// What the step is called.
        name: &'static str,
        /// What the database said.
        #[source]
        source: sqlx::Error,
    },
    /// Another process or a long transaction holds the database.
    #[error("the database is busy with another change: try again in a moment")]
    Busy,
    /// The connection broke, or there was none in time.
    #[error("the database does not answer: try again when it runs and can be reached")]
    Disconnected(#[source] sqlx::Error),
    /// There is no room left.
    #[error(
        "the disk of the database is full: make room, then try again; nothing of this change was kept"
    )]
    DiskFull,
    /// The machine did not let the database be written.
    #[error(
        "the database could not be written: see whether its disk has room and works, and whether \
         this program may write larger files; nothing of this change was kept"
    )]
    Unwritable(#[source] sqlx::Error),
    /// The database may not be written.
    #[error(
        "the database is read-only: give this program the right to write to its file and folder"
    )]
    ReadOnly,
    /// There is one already.
    #[error("there is one already: {constraint}")]
    Duplicate {
        /// The columns or the index that hold each value once.
        constraint: String,
    },
    /// Something that it refers to does not exist, or something still refers to it.
    #[error("what it refers to does not exist, or something still refers to it: {constraint}")]
    ReferenceBroken {
        /// The reference.
        constraint: String,
    },
    /// A write touched another number of rows than it had to.
    #[error(
        "{actual} rows were changed instead of {expected}: somebody else changed them meanwhile"
    )]
    RowsAffected {
        /// The number of rows that had to change.
        expected: u64,
        /// The number of rows that did.
        actual: u64,
    },
    /// A value in the database makes no sense.
    #[error(
        "the column {column} of table {table} holds a value that makes no sense, in the row {key}"
    )]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The key of the row.
        key: String,
    },
    /// Events came faster than the database takes them.
    #[error("the log has more waiting than it can take: send the events again in a moment")]
    LogBusy,
    /// Events were handed over, and the database did not confirm them.
    #[error("the events were not confirmed by the database: send them again, each is kept once")]
    NotAppended(#[source] Arc<StoreError>),
    /// Somebody else does this now: what this process was about to do with it was not kept.
    #[error("another process has taken over \"{name}\": nothing of this change was kept")]
    LeaseLost {
        /// What the lease is for.
        name: String,
    },
    /// A cursor is not where it was said to be.
    #[error(
        "the consumer \"{consumer}\" is no longer at position {position}: nothing of this change was kept"
    )]
    CursorMoved {
        /// The consumer.
        consumer: String,
        /// Where it was said to be.
        position: i64,
    },
    /// There is no such event for this consumer.
    #[error("the consumer \"{consumer}\" has set no event aside at position {position}")]
    NotSetAside {
        /// The consumer.
        consumer: String,
        /// The position asked for.
        position: i64,
    },
    /// A replay from the middle would apply events twice.
    #[error("\"{consumer}\" can be made anew from the beginning only: its effects add up")]
    NotRepeatable {
        /// The consumer.
        consumer: String,
    },
    /// The log no longer has what a replay needs.
    #[error(
        "the bodies of events up to position {trimmed} are gone from the log, so \"{consumer}\" \
         can not be made anew from position {from}"
    )]
    Trimmed {
        /// The consumer.
        consumer: String,
        /// Where the replay was to start.
        from: i64,
        /// The last position without a body.
        trimmed: i64,
    },
    /// A statement failed for a reason that is a defect of this program.
    #[error("a statement failed")]
    Statement(#[source] sqlx::Error),
}

impl StoreError {
    /// Makes the error for a value that does not parse.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "keys are small, and callers stay readable"
    )]
    pub fn corrupt(table: &'static str, column: &'static str, key: impl ToString) -> Self {
        Self::Corrupt {
            table,
            column,
            key: key.to_string(),
        }
    }
}

impl Fault for StoreError {
    fn kind(&self) -> FaultKind {
        match self {
            Self::Url(_) => FaultKind::Invalid,
            Self::SchemaNewer { .. }
            | Self::Duplicate { .. }
            | Self::ReferenceBroken { .. }
            | Self::RowsAffected { .. }
            | Self::LeaseLost { .. }
            | Self::CursorMoved { .. }
            | Self::NotRepeatable { .. }
            | Self::Trimmed { .. } => FaultKind::Conflict,
            Self::NotSetAside { .. } => FaultKind::NotFound,
            Self::NotAppended(source) => source.kind(),
            Self::Unreachable { .. }
            | Self::Busy
            | Self::LogBusy
            | Self::Disconnected(_)
            | Self::DiskFull
            | Self::Unwritable(_)
            | Self::ReadOnly => FaultKind::Unavailable,
            Self::Damaged(_)
            | Self::Migration { .. }
            | Self::Corrupt { .. }
            | Self::Statement(_) => FaultKind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Url(_) => "store.url_malformed",
            Self::Unreachable { .. } => "store.database_unreachable",
            Self::Damaged(_) => "store.database_damaged",
            Self::SchemaNewer { .. } => "store.schema_newer",
            Self::Migration { .. } => "store.migration_failed",
            Self::Busy => "store.database_busy",
            Self::Disconnected(_) => "store.database_disconnected",
            Self::DiskFull => "store.disk_full",
            Self::Unwritable(_) => "store.write_failed",
            Self::ReadOnly => "store.database_read_only",
            Self::Duplicate { .. } => "store.row_duplicate",
            Self::ReferenceBroken { .. } => "store.reference_broken",
            Self::RowsAffected { .. } => "store.row_changed",
            Self::Corrupt { .. } => "store.value_corrupt",
            Self::LogBusy => "store.log_busy",
            Self::NotAppended(_) => "store.events_not_confirmed",
            Self::LeaseLost { .. } => "store.lease_lost",
            Self::CursorMoved { .. } => "store.cursor_moved",
            Self::NotSetAside { .. } => "store.event_not_set_aside",
            Self::NotRepeatable { .. } => "store.consumer_not_repeatable",
            Self::Trimmed { .. } => "store.log_trimmed",
            Self::Statement(_) => "store.statement_failed",
        }
    }
}
