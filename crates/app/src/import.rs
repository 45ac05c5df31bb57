//! A file becomes part of the workspace: all its good lines or none.
//!
//! 1. The import is noted as running; the file is read, nothing of it is visible.
//! 2. It is noted as committing; its customers are found or made in the store.
//! 3. Its lines are committed to the lake, all tables at once: from here on the file is in.
//! 4. It is noted as done.
//!
//! A process killed between 2 and 3 leaves customers that [`recover`] removes, one killed between 3 and
//! 4 leaves a note that it completes; the lock tells it that nobody is at work.

mod attributes;
mod counts;
mod job;
mod lock;
mod look;
mod orders;
mod parquet;
mod recover;
mod refusals;
mod sample;
mod subscriptions;
mod undo;
mod upkeep;

use std::fmt::Write;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use customers::{
    CustomersError, ErrorPolicy, Format, ImportId, Imports, Kind, Mapping, NewImport, Preview,
    ReadOptions, Refusal, Sampled,
};
use kernel::{Limit, Page};
use sha2::{Digest, Sha256};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{AppError, ImportRecord, ProgressCell, Workspace};
pub use counts::{Counted, ImportCounts};
pub(crate) use lock::{ImportGuard, ImportLock};
pub use look::FileLook;
pub use sample::{Sample, SampleState};

/// How a file is to be taken.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// What to do with bad lines.
    pub on_error: ErrorPolicy,
    /// The name of a saved mapping.
    pub mapping_name: Option<String>,
    /// A mapping's text, in place of a saved one.
    pub mapping_text: Option<String>,
}

/// An import that has begun.
#[derive(Debug)]
pub struct RunningImport {
    /// Its id.
    pub id: ImportId,
    /// What becomes of it.
    pub handle: JoinHandle<Result<ImportRecord, AppError>>,
}

impl Workspace {
    /// Shows how a file would be understood; imports nothing.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or understood.
    pub async fn preview(
        &self,
        kind: Kind,
        path: &Path,
        _file_name: &str,
        options: &ImportOptions,
    ) -> Result<Preview, AppError> {
        let mapping = self.mapping_for(kind, options).await?;
        let read = self.read_options(options);
        let path = path.to_owned();
        let looking = tokio::task::spawn_blocking(move || {
            Ok(customers::preview_from(
                open(&path, &mapping)?,
                &mapping,
                &read,
            )?)
        });
        looking
            .await
            .map_err(|error| AppError::ImportBroken(Box::new(error)))?
    }

    /// Begins to import a file, which goes on in the background; its handle tells how it ended.
    ///
    /// # Errors
    ///
    /// [`AppError::ImportRunning`] while another import runs, and when the mapping or the file cannot be
    /// read.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a thing of its own that the caller has"
    )]
    pub async fn start_import(
        &self,
        kind: Kind,
        path: &Path,
        file_name: &str,
        options: &ImportOptions,
        actor: &str,
        progress: Arc<ProgressCell>,
        cancel: CancellationToken,
    ) -> Result<RunningImport, AppError> {
        let mapping = self.mapping_for(kind, options).await?;
        let lock = self.lock_for_import().await?;
        // Another process may have been killed at an import since this one opened the workspace.
        self.settle_unfinished().await?;
        let digest = {
            let path = path.to_owned();
            let digesting = tokio::task::spawn_blocking(move || digest(&path));
            digesting
                .await
                .map_err(|error| AppError::ImportBroken(Box::new(error)))?
        };
        let digest = digest.map_err(CustomersError::File)?;
        let new = NewImport {
            kind,
            file_name: file_name.to_owned(),
            file_digest: digest.sha256,
            file_bytes: digest.bytes,
            options: serde_json::json!({ "on_error": options.on_error }),
            started_by: actor.to_owned(),
        };
        let id = self.imports_table().begin(&new).await?;
        let job = job::Job {
            workspace: self.clone(),
            id,
            kind,
            path: path.to_owned(),
            mapping,
            read: self.read_options(options),
            progress,
            cancel,
        };
        let runtime = tokio::runtime::Handle::current();
        // Reading and writing keep a thread busy: one that no request waits for.
        let handle = tokio::task::spawn_blocking(move || {
            runtime.block_on(async {
                let outcome = job.run().await;
                lock.release().await;
                outcome
            })
        });
        Ok(RunningImport { id, handle })
    }

    /// The imports, latest first.
    ///
    /// # Errors
    ///
    /// When the cursor is not one of ours, or the store does not answer.
    pub async fn imports(
        &self,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<ImportRecord>, AppError> {
        Ok(self.imports_table().list(cursor, limit).await?)
    }

    /// An import.
    ///
    /// # Errors
    ///
    /// When there is none of the id, or the store does not answer.
    pub async fn import_record(&self, id: ImportId) -> Result<ImportRecord, AppError> {
        Ok(self.imports_table().get(id).await?)
    }

    /// Where the refused lines of an import are; `None` when it refused none.
    ///
    /// # Errors
    ///
    /// When there is no import of the id, or the store does not answer.
    pub async fn refusals_path(&self, id: ImportId) -> Result<Option<PathBuf>, AppError> {
        Ok(self
            .import_record(id)
            .await?
            .refusals_path
            .map(PathBuf::from))
    }

    /// The refused lines of an import from the `skip`-th on, at most `limit` of them; none when it refused none.
    ///
    /// # Errors
    ///
    /// When there is no import of the id, or its file of refusals cannot be read.
    pub async fn refused_lines(
        &self,
        id: ImportId,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<Refusal>, AppError> {
        let Some(path) = self.refusals_path(id).await? else {
            return Ok(Vec::new());
        };
        let reading = tokio::task::spawn_blocking(move || refusals::read(&path, skip, limit));
        let read = reading
            .await
            .map_err(|error| AppError::ImportBroken(Box::new(error)))?;
        Ok(read.map_err(CustomersError::File)?)
    }

    pub(crate) fn imports_table(&self) -> Imports {
        Imports::new(self.store.clone())
    }

    async fn mapping_for(&self, kind: Kind, options: &ImportOptions) -> Result<Mapping, AppError> {
        if let Some(text) = &options.mapping_text {
            return Ok(Mapping::parse(kind, text)?);
        }
        match &options.mapping_name {
            Some(name) => Ok(Mapping::parse(kind, &self.mapping(name).await?.body)?),
            None => Ok(Mapping::new(kind)),
        }
    }

    fn read_options(&self, options: &ImportOptions) -> ReadOptions {
        let zone = self.settings.time_zone.clone();
        let mut read = ReadOptions::new(zone, self.settings.currency, self.clock.now());
        read.on_error = options.on_error;
        read
    }
}

/// Opens a file as rows, Parquet through the lake's reader.
fn open(path: &Path, mapping: &Mapping) -> Result<Sampled, AppError> {
    match customers::sniff(path)?.format {
        Format::Parquet => parquet::open(path),
        _ => Ok(customers::open(path, &mapping.file)?),
    }
}

struct FileDigest {
    sha256: String,
    bytes: u64,
}

fn digest(path: &Path) -> std::io::Result<FileDigest> {
    let mut file = std::fs::File::open(path)?;
    let mut hasher = Sha256::new();
    let mut block = vec![0; 1 << 20];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            break;
        }
        hasher.update(&block[..read]);
        bytes += read as u64;
    }
    Ok(FileDigest {
        sha256: hex(&hasher.finalize()),
        bytes,
    })
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
