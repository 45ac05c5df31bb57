//! After a crash: what an import left is completed or removed, never half kept.

use std::collections::BTreeMap;

use customers::{Customers, ImportId, ImportState, Kind, Products, Upserted};
use kernel::Failure;
use serde_json::Value;

use super::{ImportCounts, refusals};
use crate::wording::INTERRUPTED;
use crate::{AppError, ImportRecord, Workspace};

impl Workspace {
    /// Looks for imports whose process has died, and brings each to one of its two ends.
    pub(crate) async fn recover(&self) -> Result<(), AppError> {
        let imports = self.imports_table();
        if imports.unfinished().await?.is_empty() && !self.has_stretch().await? {
            return Ok(());
        }
        // Whoever holds the lock is at work on it.
        let Some(lock) = self.lock_lake().await? else {
            return Ok(());
        };
        let settled = self.settle_unfinished().await;
        lock.release().await;
        settled
    }

    /// Brings what is unfinished to its end. The caller holds the lock.
    pub(super) async fn settle_unfinished(&self) -> Result<(), AppError> {
        self.settle_stretch().await?;
        let unfinished = self.imports_table().unfinished().await?;
        if unfinished.is_empty() {
            return Ok(());
        }
        // First what makes room, for the disk may have been full.
        self.lake.sweep(self.clock.now()).await?;
        for import in unfinished {
            self.settle(&import).await?;
        }
        Ok(())
    }

    async fn settle(&self, import: &ImportRecord) -> Result<(), AppError> {
        let imports = self.imports_table();
        if self.is_written(import.id).await? {
            if matches!(import.kind, Kind::Customers | Kind::Products) {
                self.project_attributes(import.kind, import.id.raw())
                    .await?;
            }
            let refusals = refusals::path(&self.places.folder, import.id);
            let refusals = refusals
                .exists()
                .then(|| refusals.to_string_lossy().into_owned());
            let counts = noted_counts(import);
            imports
                .finish(import.id, &counts, refusals.as_deref(), None)
                .await?;
            tracing::info!(import = %import.id, "an interrupted import was completed");
            return Ok(());
        }
        self.remove_traces(import.id).await?;
        let failure = Failure {
            sentence: "the program was ended while it was imported: import the file again"
                .to_owned(),
            code: Some(INTERRUPTED.to_owned()),
            args: BTreeMap::new(),
        };
        imports
            .fail(import.id, &failure, &serde_json::json!({}), None)
            .await?;
        tracing::info!(import = %import.id, "an interrupted import was removed");
        Ok(())
    }

    /// Whether the one commit that cannot be taken back was made: of lines to the lake, of attributes to
    /// the store.
    pub(super) async fn is_written(&self, id: ImportId) -> Result<bool, AppError> {
        let import = self.import_record(id).await?;
        if import.state != ImportState::Committing {
            return Ok(false);
        }
        Ok(match import.kind {
            Kind::Orders | Kind::Subscriptions => self.lake.lines_of(id.raw()).await? > 0,
            // They are noted in the same transaction.
            Kind::Customers | Kind::Products => import.counts.get("new").is_some(),
        })
    }

    /// Removes the customers and products that an import made and that never came into use.
    pub(super) async fn remove_traces(&self, id: ImportId) -> Result<(), AppError> {
        Customers::new(self.store.clone())
            .remove_created_by(id, &[])
            .await?;
        Products::new(self.store.clone())
            .remove_created_by(id)
            .await?;
        Ok(())
    }
}

/// What the import had noted before it was ended.
fn noted_counts(import: &ImportRecord) -> Value {
    match import.kind {
        Kind::Orders | Kind::Subscriptions => import.counts.clone(),
        Kind::Customers | Kind::Products => {
            let upserted: Upserted =
                serde_json::from_value(import.counts.clone()).unwrap_or_default();
            serde_json::to_value(ImportCounts::of_attributes(upserted)).unwrap_or_default()
        }
    }
}
