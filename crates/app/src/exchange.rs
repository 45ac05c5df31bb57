//! An exchange file (CommerceML 2) becomes facts in the log.
//!
//! A file is read twice: once to see whether it is whole and how much of it is good, and once to append its facts, some
//! hundreds a transaction. A process killed in between leaves the first part of the file in the log; the file again brings
//! the rest and adds nothing twice.

mod archive;
mod job;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use customers::{
    CustomersError, ErrorPolicy, Exchange, ExchangeCounts, ExchangeId, ExchangeRefusal, Exchanges,
    NewExchange, ReadOptions, SourceId, SourceKind, Sources,
};
use jiff::Timestamp;
use kernel::{Limit, Page};
use store::log::Lease;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{AppError, ProgressCell, Workspace};
use job::Job;

pub use archive::unpack_exchange;

/// The source of exchange files that name no other.
const SOURCE: &str = "commerceml";

/// How long the right to take files of a source lasts without a sign of life.
const TERM: Duration = Duration::from_mins(1);

/// What a file would bring; nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ExchangePreview {
    /// The version of the form, as the first file tells it.
    pub version: Option<String>,
    /// When the first file was written, as it tells.
    pub formed_at: Option<Timestamp>,
    /// What was found.
    pub counts: ExchangeCounts,
    /// What would be refused, as far as it is kept.
    pub refusals: Vec<ExchangeRefusal>,
}

/// An exchange file that is to be taken.
#[derive(Debug, Clone)]
pub struct ExchangeFile {
    /// Where it is: XML, packed as .gz or .zst, or a zip archive of XML files.
    pub path: PathBuf,
    /// Its name, for the list.
    pub name: String,
    /// Whose it is.
    pub source: SourceId,
    /// What to do with parts that can not be understood.
    pub on_error: ErrorPolicy,
    /// Who hands it over.
    pub actor: String,
}

/// An exchange file that is being taken.
#[derive(Debug)]
pub struct RunningExchange {
    /// Its id.
    pub id: ExchangeId,
    /// What becomes of it.
    pub handle: JoinHandle<Result<Exchange, AppError>>,
}

impl Workspace {
    /// The source of exchange files with a name, made when there is none; without a name, the one for uploads.
    ///
    /// # Errors
    ///
    /// When the name can not be one, or the store does not answer.
    pub async fn exchange_source(&self, name: Option<&str>) -> Result<SourceId, AppError> {
        let sources = Sources::new(self.store.clone());
        Ok(sources
            .ensure(SourceKind::Exchange, name.unwrap_or(SOURCE))
            .await?)
    }

    /// Reads a file to its end and tells what it would bring; takes nothing.
    ///
    /// # Errors
    ///
    /// When the file can not be read or is no exchange file.
    pub async fn preview_exchange(
        &self,
        path: &Path,
        on_error: ErrorPolicy,
    ) -> Result<ExchangePreview, AppError> {
        let options = self.exchange_options(on_error);
        let (path, folder) = (path.to_owned(), self.places.folder.clone());
        let reading = tokio::task::spawn_blocking(move || {
            let unpacked = archive::open(&path, &folder)?;
            let mut preview: Option<ExchangePreview> = None;
            for file in unpacked.files() {
                let mut go_on = |_| ControlFlow::Continue(());
                let read = customers::read_exchange(&file.path, &options, &mut go_on, &mut |_| {
                    ControlFlow::Continue(())
                })?;
                let whole = preview.get_or_insert_with(|| ExchangePreview {
                    version: read.version.clone(),
                    formed_at: read.formed_at,
                    counts: ExchangeCounts::default(),
                    refusals: Vec::new(),
                });
                whole.counts.add(&read.counts);
                whole.refusals.extend(file.named(read.refusals));
            }
            preview.ok_or_else(|| AppError::from(CustomersError::FileEmpty))
        });
        reading
            .await
            .map_err(|error| AppError::ImportBroken(Box::new(error)))?
    }

    /// Begins to take a file, which goes on in the background; its handle tells how it ended.
    ///
    /// # Errors
    ///
    /// [`AppError::ExchangeRunning`] while another file of the source is being taken, and when the file can not be opened.
    pub async fn start_exchange(
        &self,
        file: ExchangeFile,
        progress: Arc<ProgressCell>,
        cancel: CancellationToken,
    ) -> Result<RunningExchange, AppError> {
        let bytes = tokio::fs::metadata(&file.path)
            .await
            .map_err(CustomersError::File)?
            .len();
        let name = format!("exchange:{}", file.source);
        let owner = Lease::owner(&self.store);
        let lease = Lease::take(&self.store, &name, &owner, TERM).await?;
        let lease = lease.ok_or(AppError::ExchangeRunning)?;
        let new = NewExchange {
            source: file.source,
            file_name: file.name.clone(),
            file_bytes: bytes,
            started_by: file.actor.clone(),
        };
        let id = self.exchanges_table().begin(&new).await?;
        let job = Job {
            workspace: self.clone(),
            id,
            options: self.exchange_options(file.on_error),
            file,
            lease,
            progress,
            cancel,
        };
        let handle = tokio::spawn(job.run());
        Ok(RunningExchange { id, handle })
    }

    /// The exchange files, latest first.
    ///
    /// # Errors
    ///
    /// When the cursor is not one of ours, or the store does not answer.
    pub async fn exchanges(
        &self,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<Exchange>, AppError> {
        Ok(self.exchanges_table().list(cursor, limit).await?)
    }

    /// An exchange file.
    ///
    /// # Errors
    ///
    /// When there is none of the id, or the store does not answer.
    pub async fn exchange(&self, id: ExchangeId) -> Result<Exchange, AppError> {
        Ok(self.exchanges_table().get(id).await?)
    }

    pub(crate) fn exchanges_table(&self) -> Exchanges {
        Exchanges::new(self.store.clone())
    }

    fn exchange_options(&self, on_error: ErrorPolicy) -> ReadOptions {
        let zone = self.settings.time_zone.clone();
        let mut options = ReadOptions::new(zone, self.settings.currency, self.clock.now());
        options.on_error = on_error;
        options.refusals_max = customers::REFUSALS_MAX;
        options
    }
}
