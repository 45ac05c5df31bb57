//! Keeping the lake small and quick: merge small files, rewrite files with deleted rows, forget old
//! states, delete what nothing needs.

use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};
use datafusion_ducklake::{MergeOptions, RewriteOptions};
use jiff::Timestamp;

use crate::schema::Table;
use crate::{Lake, WarehouseError};

/// More files than this below the target size are merged.
const SMALL_FILES: usize = 8;

/// Merged files grow to about this size.
const TARGET_FILE_BYTES: u64 = 256 << 20;

/// What maintenance did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Maintenance {
    /// Small files that became part of larger ones.
    pub merged: usize,
    /// Files that were written again without their deleted rows.
    pub rewritten: usize,
    /// Old states that can no longer be read.
    pub expired: usize,
    /// Files that left the disk.
    pub deleted: usize,
}

impl Lake {
    /// Applies the rules: a table of more than eight small files is merged; a file with deleted rows
    /// is rewritten without them; states and files that were replaced before `keep_since` go, so that
    /// readers that began before keep theirs for that long. With `keep_since` now, no byte of a
    /// deleted row is left on the disk afterwards.
    ///
    /// The caller sees to it that no import runs meanwhile.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, written or deleted.
    pub async fn maintain(&self, keep_since: Timestamp) -> Result<Maintenance, WarehouseError> {
        let mut done = Maintenance::default();
        let snapshot = self.snapshot().await?;
        let state = snapshot.session().state();
        for table in Table::ALL {
            let handle = self.writable(table).await?;
            let files = handle
                .files()
                .map_err(WarehouseError::lake("list its files"))?;
            if files.iter().any(|file| file.delete_file.is_some()) {
                let options = RewriteOptions {
                    delete_threshold: 0.0,
                    data_file_ids: None,
                };
                let result = handle
                    .rewrite_data_files(&state, options)
                    .await
                    .map_err(WarehouseError::lake("rewrite files without deleted rows"))?;
                done.rewritten += result.files_processed;
            } else if files.len() > SMALL_FILES {
                let options = MergeOptions {
                    target_file_size: TARGET_FILE_BYTES,
                    ..MergeOptions::default()
                };
                let result = handle
                    .merge_adjacent_files(&state, options)
                    .await
                    .map_err(WarehouseError::lake("merge small files"))?;
                done.merged += result.files_processed;
            }
        }
        self.forget(keep_since, &mut done).await?;
        Ok(done)
    }

    /// Forgets the states, and deletes the files, that were replaced before `keep_since`.
    pub(crate) async fn forget(
        &self,
        keep_since: Timestamp,
        done: &mut Maintenance,
    ) -> Result<(), WarehouseError> {
        let before = instant(keep_since);
        done.expired = self.catalog.expire(before).await?;
        done.deleted = self
            .catalog
            .delete_old_files(std::sync::Arc::clone(&self.files), before)
            .await?;
        Ok(())
    }

    /// Deletes the files that an interrupted write left and no commit names.
    ///
    /// The caller sees to it that no import runs meanwhile.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read or a file not deleted.
    pub async fn sweep(&self, now: Timestamp) -> Result<usize, WarehouseError> {
        // A file's own time may be a little ahead of a clock that was set back.
        let before = instant(now) + TimeDelta::days(1);
        let orphans = self
            .catalog
            .delete_orphans(std::sync::Arc::clone(&self.files), before)
            .await?;
        let parts = sweep_parts(&self.folder, before.into())
            .map_err(WarehouseError::lake("delete unfinished files"))?;
        Ok(orphans + parts)
    }
}

/// Deletes the part files (`….parquet#1`) of uploads that never ended; the catalog does not know them.
fn sweep_parts(folder: &std::path::Path, before: SystemTime) -> std::io::Result<usize> {
    let mut deleted = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            deleted += sweep_parts(&entry.path(), before)?;
        } else if is_part(&entry.file_name()) && entry.metadata()?.modified()? < before {
            std::fs::remove_file(entry.path())?;
            deleted += 1;
        }
    }
    Ok(deleted)
}

fn is_part(name: &std::ffi::OsStr) -> bool {
    name.to_str()
        .and_then(|name| name.rsplit_once(".parquet#"))
        .is_some_and(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn instant(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.as_microsecond()).unwrap_or_default()
}
