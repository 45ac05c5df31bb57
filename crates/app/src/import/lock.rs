//! One import at a time: an exclusive lock on a file of the data folder, which a killed process loses.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::PathBuf;

/// The lock that an import holds while it runs.
#[derive(Debug)]
pub(crate) struct ImportLock {
    path: PathBuf,
}

/// Holds the lock until dropped.
#[derive(Debug)]
pub(crate) struct ImportGuard {
    _file: File,
}

impl ImportLock {
    /// The lock in a file.
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Takes the lock; `None` when somebody has it.
    pub(crate) fn try_take(&self) -> io::Result<Option<ImportGuard>> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&self.path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(ImportGuard { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_is_held_by_one_and_free_again_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let lock = ImportLock::at(folder.path().join("import.lock"));
        let first = lock.try_take().unwrap();
        assert!(first.is_some());
        assert!(lock.try_take().unwrap().is_none());
        drop(first);
        assert!(lock.try_take().unwrap().is_some());
    }
}
