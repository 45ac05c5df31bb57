//! A workspace that is served: what its requests can reach, and what happens behind them.

use std::sync::Arc;

use app::Workspace;
use app::config::{Config, WorkspaceName};
use app::work::Worker;
use server::{AppState, Hosted, ServerConfig};
use tokio::task::JoinSet;

use super::{behind, sign_in};
use crate::context::{access, open};
use crate::print;

/// A workspace that is served.
pub(crate) struct Served {
    name: Option<WorkspaceName>,
    pub(super) workspace: Workspace,
    pub(super) config: Config,
}

impl Served {
    /// The workspace that is served first.
    pub(crate) fn first(workspace: Workspace, config: Config) -> Self {
        Self {
            name: None,
            workspace,
            config,
        }
    }

    /// Opens a further workspace, and tells the sign-in of its administrator when it has none yet.
    pub(crate) async fn further(name: WorkspaceName, config: Config) -> anyhow::Result<Self> {
        let workspace = open(&config).await?;
        if let Some(password) = access(&workspace, &config).ensure_admin().await? {
            print::out(&format!("Workspace {name}, entered at /w/{name}:"));
            sign_in(password.expose());
        }
        Ok(Self {
            name: Some(name),
            workspace,
            config,
        })
    }

    /// What follows its log.
    pub(crate) fn worker(&self) -> Worker {
        Worker::new(&self.workspace).keeping(self.config.events.keep_days)
    }

    /// Begins what is done by the hour.
    pub(super) fn keep_up(&self, tasks: &mut JoinSet<()>) {
        tasks.spawn(behind::keep_up(self.workspace.clone()));
        tasks.spawn(behind::keep_models_fresh(
            self.workspace.clone(),
            self.config.models.refit_days,
        ));
    }

    /// What its requests can reach.
    pub(super) fn hosted(self) -> Hosted {
        let access = access(&self.workspace, &self.config);
        let mut settings = ServerConfig::new(self.workspace.folder().join("uploads"));
        settings.upload_bytes_max = self.config.server.upload_limit_mb << 20;
        settings
            .public_url
            .clone_from(&self.config.server.public_url);
        settings.query_rows_max = self.config.query.max_rows;
        settings.query_seconds_max = self.config.query.timeout_seconds;
        if let Some(name) = self
            .name
            .as_ref()
            .filter(|_| self.config.server.hosts.is_empty())
        {
            settings.door = format!("/w/{name}");
        }
        Hosted {
            name: self.name.map(|name| name.to_string()),
            hosts: self.config.server.hosts,
            state: AppState::new(Arc::new(self.workspace), access, settings),
        }
    }
}
