//! After a crash: what an import left is completed or removed, never half kept.

use customers::{Customers, ImportId, ImportState, Kind, Products};

use crate::{AppError, ImportRecord, Workspace};

impl Workspace {
    /// Looks for imports whose process has died, and brings each to one of its two ends.
    pub(crate) async fn recover(&self) -> Result<(), AppError> {
        let imports = self.imports_table();
        if imports.unfinished().await?.is_empty() {
            return Ok(());
        }
        let lock = self.import_lock.try_take().map_err(|source| AppError::Folder {
            folder: self.places.folder.clone(),
            source,
        })?;
        // Whoever holds the lock is at work on it.
        let Some(_lock) = lock else { return Ok(()) };
        for import in imports.unfinished().await? {
            self.settle(&import).await?;
        }
        self.lake.sweep(self.clock.now()).await?;
        Ok(())
    }

    async fn settle(&self, import: &ImportRecord) -> Result<(), AppError> {
        let imports = self.imports_table();
        let lines = match (import.state, import.kind) {
            (ImportState::Committing, Kind::Orders) => {
                self.lake.lines_of(import.id.raw()).await?
            }
            _ => 0,
        };
        if lines > 0 {
            let counts = serde_json::json!({ "added": lines });
            imports.finish(import.id, &counts, None, None).await?;
            tracing::info!(import = %import.id, "an interrupted import had been committed");
            return Ok(());
        }
        self.remove_traces(import.id).await?;
        if import.kind != Kind::Orders {
            self.project_attributes(import.kind, import.id.raw()).await?;
        }
        let sentence = "the program was ended while it was imported: import the file again";
        imports.fail(import.id, sentence, &serde_json::json!({}), None).await?;
        tracing::info!(import = %import.id, "an interrupted import was removed");
        Ok(())
    }

    /// Removes the customers and products that an import made and that never came into use.
    pub(super) async fn remove_traces(&self, id: ImportId) -> Result<(), AppError> {
        Customers::new(self.store.clone()).remove_created_by(id, &[]).await?;
        Products::new(self.store.clone()).remove_created_by(id).await?;
        Ok(())
    }
}
