//! How the workspace's machine does: sizes, work behind the requests, what failed.

use std::path::{Path, PathBuf};

use store::log::HeldLease;

use crate::work::{JobTurn, LogStatus, jobs, turns};
use crate::{AppError, Workspace};

/// The state of everything that serves a workspace.
#[derive(Clone, Debug)]
pub struct SystemStatus {
    /// The operational store.
    pub store: StoreFacts,
    /// The lake's files.
    pub lake: LakeFacts,
    /// The log, and those who follow it.
    pub log: LogStatus,
    /// Jobs, by name; those that never had a turn are there without one.
    pub jobs: Vec<JobFacts>,
    /// What processes hold now.
    pub leases: Vec<HeldLease>,
}

/// The operational store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreFacts {
    /// Whether it is PostgreSQL; SQLite otherwise.
    pub is_postgres: bool,
    /// The schema's version.
    pub schema_version: i64,
    /// Its size, bytes.
    pub bytes: u64,
}

/// The lake's files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LakeFacts {
    /// How many.
    pub files: u64,
    /// Their size, bytes.
    pub bytes: u64,
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobFacts {
    /// Its name.
    pub name: String,
    /// What it did last.
    pub last: Option<JobTurn>,
    /// Whether a process has it now.
    pub is_held: bool,
}

impl Workspace {
    /// How the workspace's machine does.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn system_status(&self) -> Result<SystemStatus, AppError> {
        let leases = store::log::leases(&self.store).await?;
        let url = self.store.url();
        Ok(SystemStatus {
            store: StoreFacts {
                is_postgres: url.sqlite_path().is_none(),
                schema_version: self.store.schema_version().await?,
                bytes: self.store.bytes().await?,
            },
            lake: lake(self.places.lake.clone()).await,
            log: self.log_status().await?,
            jobs: self.job_facts(&leases).await?,
            leases,
        })
    }

    async fn job_facts(&self, leases: &[HeldLease]) -> Result<Vec<JobFacts>, AppError> {
        let mut known = turns(&self.store).await?;
        let mut names: Vec<String> = jobs(self).iter().map(|job| job.name().to_owned()).collect();
        for turn in &known {
            if !names.contains(&turn.name) {
                names.push(turn.name.clone());
            }
        }
        names.sort();
        let facts = names.into_iter().map(|name| {
            let place = known.iter().position(|turn| turn.name == name);
            let lease = format!("job {name}");
            JobFacts {
                last: place.map(|place| known.swap_remove(place)),
                is_held: leases.iter().any(|held| held.name == lease),
                name,
            }
        });
        Ok(facts.collect())
    }
}

/// The files below a folder; what can not be looked at is left out.
async fn lake(folder: PathBuf) -> LakeFacts {
    tokio::task::spawn_blocking(move || count(&folder))
        .await
        .unwrap_or_default()
}

fn count(folder: &Path) -> LakeFacts {
    let mut facts = LakeFacts::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(found) if found.is_dir() => folders.push(entry.path()),
                Ok(found) => {
                    facts.files += 1;
                    facts.bytes += found.len();
                }
                Err(_) => {}
            }
        }
    }
    facts
}
