//! A look at a file that somebody is about to import: what is understood of it, and what is still to be said.

use std::path::Path;

use customers::{Format, Kind, Look, Mapping};

use super::{ImportOptions, digest, open};
use crate::{AppError, ImportRecord, Workspace};

/// A file as far as it is understood.
#[derive(Debug)]
pub struct FileLook {
    /// The file.
    pub look: Look,
    /// The sheets of a workbook, in its order; empty for other files.
    pub sheets: Vec<String>,
}

impl Workspace {
    /// Looks at a file under a saved mapping, when one is named, and what was changed of it by hand.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, there is no such mapping, or a change is none. What a mapping lacks is part of the answer.
    pub async fn look_at(
        &self,
        kind: Kind,
        path: &Path,
        saved: Option<&str>,
        changes: &serde_json::Value,
    ) -> Result<FileLook, AppError> {
        let options = ImportOptions {
            mapping_name: saved.map(str::to_owned),
            ..ImportOptions::default()
        };
        let mut mapping: Mapping = self.mapping_for(kind, &options).await?;
        mapping.change(changes)?;
        let read = self.read_options(&options);
        let path = path.to_owned();
        let looking = tokio::task::spawn_blocking(move || {
            let sheets = match customers::sniff(&path)?.format {
                Format::Xlsx => customers::sheets(&path)?,
                _ => Vec::new(),
            };
            let look = customers::look_from(open(&path, &mapping)?, &mapping, &read)?;
            Ok(FileLook { look, sheets })
        });
        looking
            .await
            .map_err(|error| AppError::ImportBroken(Box::new(error)))?
    }

    /// The imports of the very same bytes that are in, the latest of each kind.
    ///
    /// # Errors
    ///
    /// When the file or the store cannot be read.
    pub async fn known_as(&self, path: &Path) -> Result<Vec<ImportRecord>, AppError> {
        let path = path.to_owned();
        let digesting = tokio::task::spawn_blocking(move || digest(&path));
        let digest = digesting
            .await
            .map_err(|error| AppError::ImportBroken(Box::new(error)))?
            .map_err(customers::CustomersError::File)?;
        let mut known = Vec::new();
        for kind in Kind::ALL {
            known.extend(self.imports_table().find_done(kind, &digest.sha256).await?);
        }
        Ok(known)
    }
}
