//! Few files instead of many: what flushes of the log leave is merged, again and again, in steps.
//!
//! A flush writes some small files. Merging all of them each time would write the whole table again and again, so files
//! are merged with their like: a step holds the files between two sizes, and when it holds more than a few, they become files
//! of the next step. A row is then written about once a step.

use datafusion_ducklake::{DuckLakeTableFile, MergeOptions, RewriteOptions};
use jiff::Timestamp;

use crate::schema::Table;
use crate::{Lake, Maintenance, WarehouseError};

/// From this size, to below that size, more than so many files are merged.
const STEPS: [(u64, u64, usize); 3] = [
    (0, 1 << 20, 16),
    (1 << 20, 16 << 20, 8),
    (16 << 20, 256 << 20, 8),
];

/// Files with deleted rows below this size are written again without them, so that they can be merged.
const REWRITTEN_BELOW: u64 = 16 << 20;

/// A larger file is written again when this part of its rows is deleted.
const DELETED_PART: f64 = 0.2;

impl Lake {
    /// Merges what has become many small files, and forgets the states that were replaced before `keep_since`. Cheap when there
    /// is nothing to do, and made to be called often.
    ///
    /// The caller sees to it that nobody else writes meanwhile.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, written or deleted.
    pub async fn compact(&self, keep_since: Timestamp) -> Result<Maintenance, WarehouseError> {
        let mut done = Maintenance::default();
        for table in Table::ALL {
            done.rewritten += self.rewrite_deleted(table).await?;
            done.merged += self.merge_steps(table).await?;
        }
        if done.rewritten + done.merged > 0 {
            self.forget(keep_since, &mut done).await?;
        }
        Ok(done)
    }

    async fn rewrite_deleted(&self, table: Table) -> Result<usize, WarehouseError> {
        let handle = self.writable(table).await?;
        let files = handle
            .files()
            .map_err(WarehouseError::lake("list its files"))?;
        let with_deletes: Vec<&DuckLakeTableFile> = files
            .iter()
            .filter(|file| file.delete_file_id.is_some())
            .collect();
        if with_deletes.is_empty() {
            return Ok(0);
        }
        let snapshot = self.snapshot().await?;
        let state = snapshot.session().state();
        let mut rewritten = 0;
        let small: Vec<i64> = with_deletes
            .iter()
            .filter(|file| size(file) < REWRITTEN_BELOW)
            .map(|file| file.data_file_id)
            .collect();
        let has_large = small.len() < with_deletes.len();
        if has_large {
            let options = RewriteOptions {
                delete_threshold: DELETED_PART,
                data_file_ids: None,
            };
            let result = handle.rewrite_data_files(&state, options).await;
            rewritten += result
                .map_err(WarehouseError::lake("rewrite files without deleted rows"))?
                .files_processed;
        }
        if small.len() > STEPS[0].2 {
            // What was rewritten just now is no longer there.
            let handle = self.writable(table).await?;
            let left: Vec<i64> = handle
                .files()
                .map_err(WarehouseError::lake("list its files"))?
                .iter()
                .map(|file| file.data_file_id)
                .filter(|id| small.contains(id))
                .collect();
            let options = RewriteOptions {
                delete_threshold: 0.0,
                data_file_ids: Some(left),
            };
            let result = handle.rewrite_data_files(&state, options).await;
            rewritten += result
                .map_err(WarehouseError::lake("rewrite files without deleted rows"))?
                .files_processed;
        }
        Ok(rewritten)
    }

    async fn merge_steps(&self, table: Table) -> Result<usize, WarehouseError> {
        let mut merged = 0;
        for (from, to, most) in STEPS {
            // Merging a step may have filled the next one.
            let handle = self.writable(table).await?;
            let files = handle
                .files()
                .map_err(WarehouseError::lake("list its files"))?;
            let held = files
                .iter()
                .filter(|file| file.delete_file_id.is_none())
                .filter(|file| (from..to).contains(&size(file)))
                .count();
            if held <= most {
                continue;
            }
            let options = MergeOptions {
                target_file_size: to,
                min_file_size: from,
                ..MergeOptions::default()
            };
            let snapshot = self.snapshot().await?;
            let result = handle
                .merge_adjacent_files(&snapshot.session().state(), options)
                .await
                .map_err(WarehouseError::lake("merge small files"))?;
            merged += result.files_processed;
        }
        Ok(merged)
    }
}

fn size(file: &DuckLakeTableFile) -> u64 {
    u64::try_from(file.file.file_size_bytes).unwrap_or_default()
}
