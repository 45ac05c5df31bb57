//! One exchange file from beginning to end.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use customers::{
    ErrorPolicy, Exchange, ExchangeCounts, ExchangeFact, ExchangeId, ExchangeOrigin,
    ExchangeRefusal, Progress, ReadOptions, Refusal, Verdict,
};
use jiff::Timestamp;
use store::log::Lease;
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use super::ExchangeFile;
use super::archive::{self, Unpacked, XmlFile};
use crate::error::failure;
use crate::{AppError, ProgressCell, Stage, Workspace};

/// Facts of one transaction.
const BATCH: usize = 500;
/// Between two signs of life.
const SIGN_EVERY: Duration = Duration::from_secs(10);

/// An exchange file at work.
pub(super) struct Job {
    pub(super) workspace: Workspace,
    pub(super) id: ExchangeId,
    pub(super) file: ExchangeFile,
    pub(super) options: ReadOptions,
    pub(super) lease: Lease,
    pub(super) progress: Arc<ProgressCell>,
    pub(super) cancel: CancellationToken,
}

/// What was found and what came of it so far.
#[derive(Default)]
struct Found {
    counts: ExchangeCounts,
    refusals: Vec<ExchangeRefusal>,
}

impl Job {
    /// Takes the file and notes how it ended.
    pub(super) async fn run(self) -> Result<Exchange, AppError> {
        let workspace = self.workspace.clone();
        let id = self.id;
        let runtime = Handle::current();
        // Reading keeps a thread busy: one that no request waits for.
        let work = tokio::task::spawn_blocking(move || {
            let mut found = Found::default();
            let outcome = self.take(&mut found, &runtime);
            (self.lease, found, outcome)
        });
        let (lease, found, outcome) = work
            .await
            .map_err(|error| AppError::ImportBroken(Box::new(error)))?;
        let error = outcome.as_ref().err().map(failure);
        let table = workspace.exchanges_table();
        table
            .finish(id, &found.counts, &found.refusals, error.as_ref())
            .await?;
        if let Err(error) = lease.release().await {
            tracing::warn!(%error, "a lease could not be given back, it runs out by itself");
        }
        outcome?;
        Ok(table.get(id).await?)
    }

    fn take(&self, found: &mut Found, runtime: &Handle) -> Result<(), AppError> {
        let folder = &self.workspace.places.folder;
        let unpacked = archive::open(&self.file.path, folder)?;
        let formed_at = self.look(&unpacked, found, runtime)?;
        self.judge(found)?;
        self.stage(Stage::Writing, Some(found.counts.facts));
        for (file, formed_at) in unpacked.files().iter().zip(formed_at) {
            self.append(file, formed_at, found, runtime)?;
        }
        Ok(())
    }

    /// Reads all files to their end, and tells when each was written.
    fn look(
        &self,
        unpacked: &Unpacked,
        found: &mut Found,
        runtime: &Handle,
    ) -> Result<Vec<Timestamp>, AppError> {
        self.stage(Stage::Reading, Some(unpacked.bytes()));
        let (mut before, mut formed_at) = (0, Vec::new());
        let mut signed_at = self.workspace.clock.elapsed_since_start();
        for file in unpacked.files() {
            let mut bytes = 0;
            let mut progress = |far: Progress| {
                let now = self.workspace.clock.elapsed_since_start();
                bytes = far.bytes_total;
                self.progress
                    .advance(before + far.bytes_done, far.lines, now);
                if now.saturating_sub(signed_at) >= SIGN_EVERY {
                    signed_at = now;
                    if self.sign_of_life(runtime).is_err() {
                        return ControlFlow::Break(());
                    }
                }
                self.goes_on()
            };
            let mut pass = |_| ControlFlow::Continue(());
            let read =
                customers::read_exchange(&file.path, &self.options, &mut progress, &mut pass)?;
            before += bytes;
            found.counts.add(&read.counts);
            found.refusals.extend(file.named(read.refusals));
            formed_at.push(read.formed_at.unwrap_or(self.options.now));
        }
        Ok(formed_at)
    }

    fn sign_of_life(&self, runtime: &Handle) -> Result<(), AppError> {
        runtime.block_on(self.lease.renew())?;
        Ok(runtime.block_on(self.workspace.exchanges_table().touch(self.id))?)
    }

    fn append(
        &self,
        file: &XmlFile,
        formed_at: Timestamp,
        found: &mut Found,
        runtime: &Handle,
    ) -> Result<(), AppError> {
        let table = self.workspace.exchanges_table();
        let origin = ExchangeOrigin {
            source: self.file.source,
            formed_at,
        };
        let mut counts = ExchangeCounts::default();
        let mut failed = None;
        let mut batch = Vec::with_capacity(BATCH);
        let mut hand_over = |batch: &mut Vec<ExchangeFact>| {
            let facts = std::mem::take(batch);
            let appending = table.append(origin, facts, &self.lease, &mut counts);
            let appended = runtime.block_on(appending);
            let done = found.counts.added + found.counts.known + found.counts.outdated;
            let done = done + counts.added + counts.known + counts.outdated;
            let now = self.workspace.clock.elapsed_since_start();
            self.progress.advance(done, 0, now);
            self.workspace.log.wake();
            appended.and_then(|()| runtime.block_on(table.touch(self.id)))
        };
        let mut go_on = |_| self.goes_on();
        let read = customers::read_exchange(&file.path, &self.options, &mut go_on, &mut |fact| {
            batch.push(fact);
            if batch.len() >= BATCH
                && let Err(error) = hand_over(&mut batch)
            {
                failed = Some(error);
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        let ended = match (failed, read) {
            (Some(error), _) | (None, Err(error)) => Err(error),
            (None, Ok(_)) if batch.is_empty() => Ok(()),
            (None, Ok(_)) => hand_over(&mut batch),
        };
        found.counts.add(&counts);
        Ok(ended?)
    }

    /// Holds what was refused against the policy.
    fn judge(&self, found: &Found) -> Result<(), AppError> {
        let (read, refused) = (found.counts.read, found.counts.refused);
        if self.options.on_error.verdict(read, refused) == Verdict::Take {
            return Ok(());
        }
        let limit = match self.options.on_error {
            ErrorPolicy::Stop => "none, as --on-error stop says",
            _ => "one in a hundred; --on-error reject takes the good parts all the same",
        };
        let first = found.refusals.first().map(|first| Refusal {
            line: first.line,
            column: Some(first.path.clone()),
            value: first.value.clone(),
            reason: first.reason.clone(),
            code: first.code.clone(),
            args: first.args.clone(),
        });
        Err(AppError::TooManyRefused {
            read,
            refused,
            limit,
            first: first.map(Box::new),
        })
    }

    fn stage(&self, stage: Stage, total: Option<u64>) {
        let now = self.workspace.clock.elapsed_since_start();
        self.progress.begin(stage, total, now);
    }

    fn goes_on(&self) -> ControlFlow<()> {
        if self.cancel.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}
