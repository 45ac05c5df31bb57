//! One writer of the lake at a time: imports, flushes of the log, undoing, upkeep.
//!
//! On one machine it is an exclusive lock on a file of the data folder, which a killed process loses at once. On PostgreSQL,
//! where servers on several machines may share the lake, it is a lease in the database besides, which runs out half a minute
//! after its holder was killed.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::PathBuf;
use std::time::Duration;

use store::log::Lease;
use store::{Store, StoreError};
use tokio::sync::oneshot;

use crate::{AppError, Workspace};

/// The lease's name.
const LEASE: &str = "lake";
/// How long the lease outlives a process that was killed.
const TERM: Duration = Duration::from_secs(30);
/// How often it is prolonged.
const RENEW: Duration = Duration::from_secs(8);
/// How often, and how many times, a lock that no import has is asked for: half a minute.
const PAUSE: Duration = Duration::from_millis(50);
const ATTEMPTS: u32 = 600;

/// The lock that whoever writes the lake holds meanwhile.
#[derive(Debug)]
pub(crate) struct ImportLock {
    path: PathBuf,
    store: Store,
}

/// Holds the lock until it is released or dropped.
#[derive(Debug)]
pub(crate) struct ImportGuard {
    lease: Option<HeldLease>,
    _file: File,
}

/// A lease that a task prolongs until it is told to stop.
#[derive(Debug)]
struct HeldLease {
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<()>,
}

impl ImportLock {
    /// The lock in a file, and of a store.
    pub(crate) fn at(path: PathBuf, store: Store) -> Self {
        Self { path, store }
    }

    /// Takes the lock; `None` when somebody has it.
    pub(crate) async fn try_take(&self) -> Result<Option<ImportGuard>, AppError> {
        let Some(file) = self.lock_file().map_err(|source| AppError::Folder {
            folder: self.path.clone(),
            source,
        })?
        else {
            return Ok(None);
        };
        if self.store.url().postgres_url().is_none() {
            return Ok(Some(ImportGuard {
                lease: None,
                _file: file,
            }));
        }
        let owner = Lease::owner(&self.store);
        let lease = Lease::take(&self.store, LEASE, &owner, TERM).await?;
        Ok(lease.map(|lease| ImportGuard {
            lease: Some(HeldLease::prolong(lease)),
            _file: file,
        }))
    }

    fn lock_file(&self) -> std::io::Result<Option<File>> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&self.path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Workspace {
    /// Takes the lake's lock; `None` when somebody has it.
    pub(crate) async fn lock_lake(&self) -> Result<Option<ImportGuard>, AppError> {
        self.import_lock.try_take().await
    }

    /// Takes the lake's lock for something that a person asked for: a flush, which is soon over, is waited for, another import
    /// is not.
    pub(crate) async fn lock_for_import(&self) -> Result<ImportGuard, AppError> {
        for attempt in 0..ATTEMPTS {
            if let Some(guard) = self.lock_lake().await? {
                return Ok(guard);
            }
            let imports = self.imports_table();
            if attempt == ATTEMPTS - 1 || !imports.unfinished().await?.is_empty() {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(AppError::ImportRunning)
    }
}

impl ImportGuard {
    /// Gives the lock back, so that the next one finds it free. Dropped, it is free a little later.
    pub(crate) async fn release(self) {
        if let Some(HeldLease { stop, task }) = self.lease {
            drop(stop);
            // The task ends by giving the lease back; when it cannot, the lease runs out.
            drop(task.await);
        }
    }
}

impl HeldLease {
    fn prolong(lease: Lease) -> Self {
        let (stop, mut stopped) = oneshot::channel();
        let task = tokio::spawn(async move {
            loop {
                tokio::select! {
                    _ = &mut stopped => break,
                    () = tokio::time::sleep(RENEW) => {}
                }
                match lease.renew().await {
                    Ok(()) => {}
                    // Who writes on will find the lake changed, and be refused.
                    Err(StoreError::LeaseLost { .. }) => return,
                    Err(error) => tracing::warn!(%error, "the lake's lease was not prolonged"),
                }
            }
            if let Err(error) = lease.release().await {
                tracing::warn!(%error, "the lake's lease was not given back");
            }
        });
        Self { stop, task }
    }
}

#[cfg(test)]
mod tests {
    use testkit::TempStore;

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn the_lock_is_held_by_one_and_free_again_afterwards() {
        let temp = TempStore::sqlite().await.unwrap();
        let lock = ImportLock::at(temp.folder().join("import.lock"), temp.store.clone());
        let first = lock.try_take().await.unwrap().unwrap();
        assert!(lock.try_take().await.unwrap().is_none());
        first.release().await;
        assert!(lock.try_take().await.unwrap().is_some());
        temp.close().await.unwrap();
    }
}
