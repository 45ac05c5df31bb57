//! The lake: a company's history as sorted Parquet files under one transactional catalog, and the
//! engine that queries it.
//!
//! History is written by [`Lake::stage_lines`] and read through a [`Snapshot`], which sees one
//! consistent state however long it lives. Sessions of the engine are made in one place
//! ([`Snapshot::session`]), so that the same plans can run on one machine or on many.
//!
//! # Invariants
//!
//! - A commit touches every table of the lake at once, or none.
//! - A line is in the lake as often as the fullest of the files that named it: the n-th equal line of
//!   a file is the n-th equal line of the lake (see [`LineColumns`]).
//! - `order` and `order_return` are always what `order_line` adds up to.
//! - A query through [`Snapshot::query`] changes nothing.

mod catalog;
mod compact;
mod contents;
mod delete;
mod depth;
mod dimensions;
mod error;
mod events;
mod functions;
mod guide;
mod identity;
mod import;
mod lake;
mod lines;
mod live;
mod maintain;
mod mistake;
mod orders;
mod output;
mod parts;
mod query;
mod records;
mod rows;
mod schema;
mod session;
mod snapshot;
mod state;
mod subscriptions;
mod undo;

pub use catalog::CatalogLocation;
pub use contents::Contents;
pub use error::WarehouseError;
pub use events::EventRow;
pub use guide::{ColumnGuide, FunctionGuide, TableGuide, functions_guide, tables_guide};
pub use import::{StagedLines, StagedOutcome};
pub use lake::{Lake, LakeOptions};
pub use lines::{Codes, LineColumns, NO_CODE, UNKNOWN};
pub use live::{KnownLine, StagedEvents};
pub use maintain::Maintenance;
pub use mistake::{Mistake, TextPlace};
pub use output::{AnswerColumn, QueryAnswer};
pub use query::{QUERY_BYTES_MAX, QueryDays, QueryLimits};
pub use records::{ParquetRecords, TextRows, parquet_records};
pub use rows::{CustomerRow, ProductRow, SubscriptionRow};
pub use schema::Table;
pub use session::EngineOptions;
pub use snapshot::Snapshot;
pub use subscriptions::{StagedSubscriptions, SubscriptionOutcome};
pub use undo::{Created, Undone};
