//! How the machine does.

use std::collections::BTreeMap;

use app::{JobFacts, SystemStatus};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::import::told;
use super::log::LogConsumer;
use super::reason::FaultCode;

/// How the machine that serves the workspace does.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct System {
    /// The program's version.
    #[schema(example = "0.1.0")]
    pub version: &'static str,
    /// The machine's time.
    pub now: Timestamp,
    /// The operational store.
    pub store: SystemStore,
    /// The lake's files.
    pub lake: SystemLake,
    /// The newest event's position in the log, 0 when there is none.
    pub log_position: i64,
    /// Those who follow the log, by name.
    pub consumers: Vec<LogConsumer>,
    /// What is done again and again, by name.
    pub jobs: Vec<SystemJob>,
    /// What processes hold now, by name.
    pub leases: Vec<SystemLease>,
}

/// The kind of the operational store.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum StoreKind {
    /// A file beside the program.
    Sqlite,
    /// A schema of a database server.
    Postgresql,
}

/// The operational store.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SystemStore {
    /// Its kind.
    pub kind: StoreKind,
    /// The schema's version.
    pub schema_version: i64,
    /// Its size, bytes; the log is in it.
    pub bytes: u64,
}

/// The lake's files.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SystemLake {
    /// How many.
    pub files: u64,
    /// Their size, bytes.
    pub bytes: u64,
}

/// Something that is done again and again.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SystemJob {
    /// Its name.
    pub name: String,
    /// When its last turn ended, to the half minute; null before the first.
    pub turned_at: Option<Timestamp>,
    /// When a turn failed last; null for never.
    pub failed_at: Option<Timestamp>,
    /// Why, as a sentence.
    pub failure: Option<String>,
    /// The name of that sentence; null when it has none, and when an earlier version noted it.
    pub failure_code: Option<FaultCode>,
    /// The values in the sentence, by name.
    pub failure_args: BTreeMap<String, String>,
    /// Failures since the last success.
    pub failures: u64,
    /// Whether a process has it now.
    pub is_held: bool,
}

/// What one process does at a time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SystemLease {
    /// What is done under it.
    pub name: String,
    /// The process that has it.
    pub owner: String,
    /// When it runs out, unless it is prolonged.
    pub held_until: Timestamp,
}

impl System {
    pub(crate) fn of(status: SystemStatus, now: Timestamp) -> Self {
        let leases = status.leases.into_iter().map(|held| SystemLease {
            name: held.name,
            owner: held.owner,
            held_until: held.held_until,
        });
        Self {
            version: env!("CARGO_PKG_VERSION"),
            now,
            store: SystemStore {
                kind: if status.store.is_postgres {
                    StoreKind::Postgresql
                } else {
                    StoreKind::Sqlite
                },
                schema_version: status.store.schema_version,
                bytes: status.store.bytes,
            },
            lake: SystemLake {
                files: status.lake.files,
                bytes: status.lake.bytes,
            },
            log_position: status.log.position,
            consumers: status.log.consumers.into_iter().map(Into::into).collect(),
            jobs: status.jobs.into_iter().map(Into::into).collect(),
            leases: leases.collect(),
        }
    }
}

impl From<JobFacts> for SystemJob {
    fn from(job: JobFacts) -> Self {
        let last = job.last;
        let kept = last.as_ref().and_then(|last| last.failure.clone());
        let (failure, failure_code, failure_args) = told(kept);
        Self {
            name: job.name,
            turned_at: last.as_ref().map(|last| last.turned_at),
            failed_at: last.as_ref().and_then(|last| last.failed_at),
            failures: last.as_ref().map_or(0, |last| last.failures),
            failure,
            failure_code,
            failure_args,
            is_held: job.is_held,
        }
    }
}
