//! What every command shares: where the data are, the configuration, opening the workspace.

use std::path::PathBuf;
use std::sync::Arc;

use app::access::{Access, AccessSettings, Actor, Deed};
use app::config::{Config, Flag, Sources, WorkspaceName};
use app::{AppError, NewWorkspace, Places, Workspace};
use clap::Args;
use kernel::{Clock, SystemClock};

use crate::print;

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Globals {
    /// The data folder
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "CLIENTELE_DATA",
        default_value = "clientele-data"
    )]
    pub(crate) data: PathBuf,
    /// A further workspace of the installation, by its name
    #[arg(long, global = true, value_name = "NAME", env = "CLIENTELE_WORKSPACE")]
    pub(crate) workspace: Option<WorkspaceName>,
    /// The configuration file; clientele.toml in the data folder when absent
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

impl Globals {
    /// The configuration without flags of its own.
    pub(crate) fn config(&self) -> anyhow::Result<Config> {
        self.config_with([])
    }

    /// The configuration with flags: setting and value, where given.
    pub(crate) fn config_with<const N: usize>(
        &self,
        flags: [(&'static str, Option<String>); N],
    ) -> anyhow::Result<Config> {
        let flags = flags
            .into_iter()
            .filter_map(|(key, value)| {
                Some(Flag {
                    flag: flag_of(key),
                    key: key.to_owned(),
                    value: value?,
                })
            })
            .collect();
        Ok(match &self.workspace {
            Some(name) => Config::load_named(&self.data, name, self.sources(flags))?,
            None => Config::load(&self.data, self.sources(flags))?,
        })
    }

    /// The further workspaces of the installation, each with its configuration.
    pub(crate) fn further(&self) -> anyhow::Result<Vec<(WorkspaceName, Config)>> {
        let mut found = Vec::new();
        for name in app::config::workspace_names(&self.data)? {
            let config = Config::load_named(&self.data, &name, self.sources(Vec::new()))?;
            found.push((name, config));
        }
        Ok(found)
    }

    fn sources(&self, flags: Vec<Flag>) -> Sources {
        // Folder and workspace are named by a flag or by these variables, before anything can be configured.
        let environment = std::env::vars()
            .filter(|(name, _)| !matches!(name.as_str(), "CLIENTELE_DATA" | "CLIENTELE_WORKSPACE"))
            .collect();
        Sources {
            file: self.config.clone(),
            flags,
            environment,
        }
    }

    /// Opens the workspace.
    pub(crate) async fn workspace(&self) -> anyhow::Result<Workspace> {
        open(&self.config()?).await
    }

    /// Opens the workspace, or makes one with the configured currency and time zone.
    pub(crate) async fn workspace_or_new(&self) -> anyhow::Result<Workspace> {
        let config = self.config()?;
        match Workspace::open(places(&config), clock()).await {
            Err(AppError::WorkspaceMissing { .. }) => {
                let workspace = make(&config).await?;
                let settings = workspace.settings();
                print::err(&format!(
                    "made a new workspace in {}: amounts in {}, days in {} (clientele init chooses others)",
                    workspace.folder().display(),
                    settings.currency,
                    settings.time_zone_name(),
                ));
                Ok(workspace)
            }
            opened => Ok(opened?.allowing(config.webhooks.allow_private)),
        }
    }

    /// Makes a new workspace.
    pub(crate) async fn create<const N: usize>(
        &self,
        flags: [(&'static str, Option<String>); N],
    ) -> anyhow::Result<Workspace> {
        Ok(make(&self.config_with(flags)?).await?)
    }
}

/// Opens the workspace of a configuration.
pub(crate) async fn open(config: &Config) -> anyhow::Result<Workspace> {
    let opened = Workspace::open(places(config), clock()).await?;
    Ok(opened.allowing(config.webhooks.allow_private.clone()))
}

/// Users and keys of a workspace.
pub(crate) fn access(workspace: &Workspace, config: &Config) -> Access {
    let session = jiff::SignedDuration::from_hours(i64::from(config.server.session_hours));
    Access::new(workspace.store().clone(), AccessSettings { session })
}

/// Writes into the audit that whoever runs the program did something.
pub(crate) async fn audit(workspace: &Workspace, deed: Deed) -> anyhow::Result<()> {
    let access = Access::new(workspace.store().clone(), AccessSettings::default());
    Ok(access.record(Actor::Machine, deed).await?)
}

async fn make(config: &Config) -> Result<Workspace, AppError> {
    let new = NewWorkspace {
        name: config.workspace.name.clone(),
        currency: config.workspace.currency,
        time_zone: config
            .workspace
            .time_zone
            .iana_name()
            .unwrap_or("UTC")
            .to_owned(),
    };
    let made = Workspace::create(places(config), &new, clock()).await?;
    Ok(made.allowing(config.webhooks.allow_private.clone()))
}

fn places(config: &Config) -> Places {
    Places {
        folder: config.data.clone(),
        store: config.store.url.clone(),
        lake: config.lake.path.clone(),
        memory_mb: config.query.memory_mb,
    }
}

fn clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock::default())
}

/// The flag that sets a setting, for messages.
fn flag_of(key: &str) -> &'static str {
    match key {
        "workspace.name" => "--name",
        "workspace.currency" => "--currency",
        "workspace.time_zone" => "--time-zone",
        "server.port" => "--port",
        "server.address" => "--address",
        _ => "--config",
    }
}
