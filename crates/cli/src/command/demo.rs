//! `clientele demo`: a workspace from files, an administrator, and the console.

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::ExitCode;

use app::{AppError, ImportKind, ImportOptions, ImportState, Workspace};
use clap::Args;
use customers::ErrorPolicy;
use insight::FitQuery;
use kernel::Limit;

use super::import::{file_name, import, summary};
use super::serve::{Served, Work, serve, sign_in};
use crate::context::{Globals, access};
use crate::print;

/// Make a workspace from order files once, and serve it with a fresh administrator's password
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The port; 0 for any
    #[arg(long, default_value_t = 7070)]
    port: u16,
    /// The order files
    #[arg(long, num_args = 1.., value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Stop when the workspace is ready
    #[arg(long)]
    no_serve: bool,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let config = globals.config_with([("server.port", Some(self.port.to_string()))])?;
        let bound = if self.no_serve {
            None
        } else {
            Some(server::bind(config.server.socket()).await?)
        };
        let workspace = match globals.workspace().await {
            Ok(workspace) => workspace,
            Err(error) if is_missing(&error) => {
                globals
                    .create([
                        ("workspace.name", Some("Online Retail".to_owned())),
                        ("workspace.currency", Some("GBP".to_owned())),
                        ("workspace.time_zone", Some("Europe/London".to_owned())),
                    ])
                    .await?
            }
            Err(error) => return Err(error),
        };
        self.fill(&workspace).await?;
        super::form::sample(&workspace).await?;
        fit(&workspace).await?;
        let Some(bound) = bound else {
            return Ok(ExitCode::SUCCESS);
        };
        let access = access(&workspace, &config);
        let password = match access.ensure_admin().await? {
            Some(password) => Some(password),
            None => access.reset_password("admin").await?,
        };
        if let Some(password) = password {
            sign_in(password.expose());
        }
        serve(vec![Served::first(workspace, config)], bound, Work::Inside).await?;
        Ok(ExitCode::SUCCESS)
    }

    /// Reads the files in that are not in yet: the second start is quick, also after an interrupted first.
    async fn fill(&self, workspace: &Workspace) -> anyhow::Result<()> {
        let imports = workspace.imports(None, Limit::default()).await?.items;
        let done: HashSet<String> = imports
            .into_iter()
            .filter(|import| import.state == ImportState::Done)
            .map(|import| import.file_name)
            .collect();
        let options = ImportOptions {
            on_error: ErrorPolicy::Limit,
            mapping_name: None,
            mapping_text: None,
        };
        let missing = self
            .files
            .iter()
            .filter(|file| !done.contains(&file_name(file)));
        for file in missing {
            let record = import(workspace, ImportKind::Orders, file, &options).await?;
            print::out(&summary(&record, workspace));
        }
        for report in ["base", "rfm", "cohorts"] {
            let done = match report {
                "base" => workspace
                    .base(&insight::BaseQuery::default())
                    .await
                    .map(|_| ()),
                "rfm" => workspace
                    .rfm(&insight::RfmQuery::default())
                    .await
                    .map(|_| ()),
                _ => workspace
                    .cohorts(&insight::CohortQuery::default())
                    .await
                    .map(|_| ()),
            };
            done?;
        }
        Ok(())
    }
}

/// Fits a model of value once, so that the pages of value have something to show.
async fn fit(workspace: &Workspace) -> anyhow::Result<()> {
    if workspace.models().await?.is_empty() {
        let outcome = super::model::fit(workspace, &FitQuery::default()).await?;
        let model = outcome.model;
        print::out(&format!(
            "model {} {}: {}",
            model.version, model.kind, model.comparison.reason
        ));
    }
    Ok(())
}

fn is_missing(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref::<AppError>(),
        Some(AppError::WorkspaceMissing { .. })
    )
}
