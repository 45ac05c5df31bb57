//! The composition root: one workspace, with everything that can be done in it.
//!
//! The domains know nothing of each other; here one's facts become another's input. A file is read by
//! `customers`, its lines go to `warehouse`, its customers to the store, and `insight` reports on what
//! is then there. What a workspace may do is a method of [`Workspace`].
//!
//! # Invariants
//!
//! - **IMPORT-1** A file is one transaction: all its good lines or none, in the lake and in the store,
//!   also when the process is killed at any moment.
//! - **IMPORT-2** The same file again adds nothing.
//! - **IMPORT-3** Undoing an import takes out what it added, and nothing else. Lines that a later file
//!   named too were known then and leave as well: importing that file again brings them back.
//! - **TENANT-1** A workspace is a database and a folder of its own.

pub mod access;
mod answers;
mod catalogue;
pub mod config;
mod directory;
mod economics;
mod error;
mod exchange;
mod feed;
mod forms;
mod goals;
mod import;
mod intake;
mod mappings;
mod models;
mod nats;
mod notices;
mod progress;
mod quality;
mod query;
mod reports;
mod schedules;
mod settings;
mod spend;
mod system;
pub mod webhooks;
mod wording;
pub mod work;
mod workspace;

pub use customers::{
    Exchange, ExchangeId, ExchangeState, Import as ImportRecord, ImportId, ImportState,
    Kind as ImportKind, SavedMapping,
};
pub use directory::{CustomerQuery, CustomerStanding, NextOrder, Reason, ReasonCode, segment_of};
pub use error::AppError;
pub use exchange::{ExchangeFile, ExchangePreview, RunningExchange, unpack_exchange};
pub use import::{
    Counted, FileLook, ImportCounts, ImportOptions, RunningImport, Sample, SampleState,
};
pub use insight::Goal;
pub use intake::{Render, Reply, Taken, Way, body_digest};
pub use nats::{NatsSettings, follow_nats};
pub use notices::{Notice, NoticeKind, told};
pub use progress::{Progress, ProgressCell, Stage};
pub use quality::WorkspaceQuality;
pub use query::{ChosenDays, QueryGuide};
pub use schedules::{EDITION_ROWS, column_heading, column_words, edition_pdf};
pub use settings::{NewWorkspace, Settings};
pub use spend::SpendImported;
pub use system::{JobFacts, LakeFacts, StoreFacts, SystemStatus};
pub use wording::{wording, wordings};
pub use workspace::{Overview, Places, Workspace};
