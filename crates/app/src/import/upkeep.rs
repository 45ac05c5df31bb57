//! The lake's upkeep, which must not meet an import.

use jiff::SignedDuration;
use warehouse::Maintenance;

use crate::{AppError, Workspace};

/// How long replaced files stay for readers that began before.
const GRACE: SignedDuration = SignedDuration::from_hours(1);

impl Workspace {
    /// Merges small files, rewrites files with deleted rows, and deletes what was replaced an hour ago;
    /// with `at_once`, what was replaced just now too: then no byte of a deleted row is left.
    ///
    /// # Errors
    ///
    /// [`AppError::ImportRunning`] while an import runs, and when a file cannot be read or written.
    pub async fn maintain(&self, at_once: bool) -> Result<Maintenance, AppError> {
        let lock = self.lock_for_import().await?;
        // A second more than now: the database keeps whole seconds.
        let now = self.clock.now();
        let keep = if at_once {
            now + SignedDuration::from_secs(2)
        } else {
            now - GRACE
        };
        let done = self.lake.maintain(keep).await;
        lock.release().await;
        Ok(done?)
    }

    /// Merges what has become many small files; `None` when somebody else writes the lake just now.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or written.
    pub async fn compact(&self) -> Result<Option<Maintenance>, AppError> {
        let Some(lock) = self.lock_lake().await? else {
            return Ok(None);
        };
        let done = self.lake.compact(self.clock.now() - GRACE).await;
        lock.release().await;
        Ok(Some(done?))
    }
}
