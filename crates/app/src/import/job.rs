//! One import from beginning to end.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use customers::{
    CustomersError, ErrorPolicy, ImportId, Kind, Mapping, Progress, ReadOptions, Refusal, Verdict,
};
use tokio_util::sync::CancellationToken;

use super::{ImportCounts, refusals};
use crate::error::failure;
use crate::{AppError, ImportRecord, ProgressCell, Stage, Workspace};

/// An import at work.
pub(super) struct Job {
    pub(super) workspace: Workspace,
    pub(super) id: ImportId,
    pub(super) kind: Kind,
    pub(super) path: PathBuf,
    pub(super) mapping: Mapping,
    pub(super) read: ReadOptions,
    pub(super) progress: Arc<ProgressCell>,
    pub(super) cancel: CancellationToken,
}

/// What an import brought.
pub(super) struct Brought {
    pub(super) counts: ImportCounts,
    pub(super) refusals_path: Option<PathBuf>,
    pub(super) snapshot: Option<i64>,
}

impl Job {
    /// Runs the import and notes how it ended.
    pub(super) async fn run(self) -> Result<ImportRecord, AppError> {
        let outcome = match self.kind {
            Kind::Orders => self.orders().await,
            Kind::Customers | Kind::Products => self.attributes().await,
            Kind::Subscriptions => self.subscriptions().await,
        };
        match outcome {
            Ok(brought) => {
                self.finish(&brought).await?;
                self.score_forecasts().await;
            }
            Err(error) => {
                if let Err(left) = self.give_up(&error).await {
                    // It stays noted as unfinished: the next start or import brings it to its end.
                    tracing::warn!(import = %self.id, error = %left, "a failed import left traces");
                }
                return Err(error);
            }
        }
        self.workspace.import_record(self.id).await
    }

    async fn finish(&self, brought: &Brought) -> Result<(), AppError> {
        let counts = serde_json::to_value(&brought.counts).unwrap_or_default();
        let path = brought
            .refusals_path
            .as_ref()
            .map(|path| path.to_string_lossy());
        let imports = self.workspace.imports_table();
        imports
            .finish(self.id, &counts, path.as_deref(), brought.snapshot)
            .await?;
        Ok(())
    }

    /// Notes what came true of earlier forecasts. The import is in whether or not this can be done now: it is done again
    /// with the next.
    async fn score_forecasts(&self) {
        if self.kind != Kind::Orders {
            return;
        }
        let scored = async {
            // The lock is ours: nobody brings the tail in meanwhile.
            let snapshot = self.workspace.lake.snapshot().await?;
            let source = self.workspace.source(&snapshot);
            Ok::<u64, AppError>(insight::score_forecasts(&source, &self.workspace.store).await?)
        };
        if let Err(error) = scored.await {
            tracing::warn!(import = %self.id, %error, "the forecasts could not be held against the new orders");
        }
    }

    /// Removes what was made on the way and notes the failure.
    async fn give_up(&self, error: &AppError) -> Result<(), AppError> {
        // First what makes room, for the disk may be full.
        self.workspace
            .lake
            .sweep(self.workspace.clock.now())
            .await?;
        let is_stored = matches!(self.kind, Kind::Customers | Kind::Products);
        if is_stored && self.workspace.is_written(self.id).await? {
            return self.workspace.settle_unfinished().await;
        }
        self.workspace.remove_traces(self.id).await?;
        let counts = match error {
            AppError::TooManyRefused { read, refused, .. } => {
                serde_json::json!({ "read": read, "refused": refused })
            }
            _ => serde_json::json!({}),
        };
        let path = self.refusals_file();
        let path = path.exists().then(|| path.to_string_lossy().into_owned());
        let imports = self.workspace.imports_table();
        imports
            .fail(self.id, &failure(error), &counts, path.as_deref())
            .await?;
        Ok(())
    }

    /// Holds the refused lines against the policy, and writes them to a file.
    pub(super) fn judge(
        &self,
        read: u64,
        refused: u64,
        kept: &[Refusal],
    ) -> Result<Option<PathBuf>, AppError> {
        if refused == 0 {
            return Ok(None);
        }
        let path = self.refusals_file();
        refusals::write(&path, kept).map_err(CustomersError::File)?;
        if self.read.on_error.verdict(read, refused) == Verdict::Refuse {
            let limit = match self.read.on_error {
                ErrorPolicy::Stop => "none, as --on-error stop says",
                _ => "one in a hundred; --on-error reject takes the good lines all the same",
            };
            let first = kept.first().cloned().map(Box::new);
            return Err(AppError::TooManyRefused {
                read,
                refused,
                limit,
                first,
            });
        }
        Ok(Some(path))
    }

    /// Ends the import when somebody asked for it.
    pub(super) fn check_cancelled(&self) -> Result<(), AppError> {
        if self.cancel.is_cancelled() {
            Err(CustomersError::Cancelled.into())
        } else {
            Ok(())
        }
    }

    /// Begins a stage for whoever watches.
    pub(super) fn stage(&self, stage: Stage, total: Option<u64>) {
        self.progress
            .begin(stage, total, self.workspace.clock.elapsed_since_start());
    }

    /// Tells how far the reading is, and stops it when somebody asked for it.
    pub(super) fn reading(&self) -> impl FnMut(Progress) -> ControlFlow<()> {
        let mut is_begun = false;
        move |progress| {
            let now = self.workspace.clock.elapsed_since_start();
            if !is_begun {
                self.progress
                    .begin(Stage::Reading, Some(progress.bytes_total), now);
                is_begun = true;
            }
            self.progress
                .advance(progress.bytes_done, progress.lines, now);
            if self.cancel.is_cancelled() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        }
    }

    fn refusals_file(&self) -> PathBuf {
        refusals::path(&self.workspace.places.folder, self.id)
    }
}
