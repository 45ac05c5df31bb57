//! `clientele serve`: the console and the HTTP interface.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use app::Workspace;
use app::config::{Config, LogFormat};
use app::work::Worker;
use clap::Args;
use server::{AppState, ServerConfig};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

use crate::context::{Globals, access};
use crate::print;

/// How often the lake is tidied up while the server runs.
const UPKEEP_EVERY: Duration = Duration::from_hours(1);
/// How long steps may go on after the order to stop.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// Serve the console and the HTTP interface until Ctrl-C or SIGTERM
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The port
    #[arg(long)]
    port: Option<u16>,
    /// The address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for everybody
    #[arg(long)]
    address: Option<String>,
    /// Answer requests only: `clientele work` follows the log in processes of its own
    #[arg(long)]
    no_work: bool,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let config = globals.config_with([
            ("server.port", self.port.map(|port| port.to_string())),
            ("server.address", self.address),
        ])?;
        // A port that is taken is said before anything is opened or made.
        let bound = server::bind(config.server.socket()).await?;
        let workspace = globals.workspace_or_new().await?;
        if let Some(password) = access(&workspace, &config).ensure_admin().await? {
            sign_in(password.expose());
        }
        let work = if self.no_work {
            Work::Apart
        } else {
            Work::Inside
        };
        serve(workspace, &config, bound, work).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Tells the sign-in of the administrator; it is not told again.
pub(crate) fn sign_in(password: &str) {
    print::out("Login: admin");
    print::out(&format!("Password: {password}"));
}

/// Where consumers and jobs run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// In the server's process.
    Inside,
    /// In others.
    Apart,
}

/// Serves a workspace on an address that is held already.
pub(crate) async fn serve(
    workspace: Workspace,
    config: &Config,
    bound: server::Bound,
    work: Work,
) -> anyhow::Result<()> {
    start_log(config)?;
    let access = access(&workspace, config);
    let mut settings = ServerConfig::new(workspace.folder().join("uploads"));
    settings.upload_bytes_max = config.server.upload_limit_mb << 20;
    settings.public_url.clone_from(&config.server.public_url);
    settings.query_rows_max = config.query.max_rows;
    settings.query_seconds_max = config.query.timeout_seconds;
    print::out(&format!(
        "Open http://{} in a browser; Ctrl-C stops",
        bound.address
    ));
    let upkeep = tokio::spawn(keep_up(workspace.clone()));
    let models = tokio::spawn(keep_models_fresh(
        workspace.clone(),
        config.models.refit_days,
    ));
    let stopping = CancellationToken::new();
    let working = match work {
        Work::Inside => Some(tokio::spawn(
            Worker::new(&workspace)
                .keeping(config.events.keep_days)
                .run(stopping.clone()),
        )),
        Work::Apart => None,
    };
    let state = AppState::new(Arc::new(workspace), access, settings);
    let served = server::serve_bound(state, bound, server::stop_signal()).await;
    stopping.cancel();
    if let Some(working) = working {
        end(working).await;
    }
    upkeep.abort();
    models.abort();
    Ok(served?)
}

/// Waits for steps that have begun; what takes longer is done again by whoever comes next.
pub(crate) async fn end(working: tokio::task::JoinHandle<()>) {
    if tokio::time::timeout(STOP_WITHIN, working).await.is_err() {
        tracing::warn!("some work did not end in time and is cut off");
    }
}

async fn keep_up(workspace: Workspace) {
    loop {
        tokio::time::sleep(UPKEEP_EVERY).await;
        match workspace.maintain(false).await {
            Ok(done) => tracing::info!(?done, "the lake was tidied up"),
            Err(error) => tracing::warn!(%error, "the lake could not be tidied up"),
        }
    }
}

/// Fits again when it is time, and keeps scores and forecasts up to date. What fails is tried again an hour later.
async fn keep_models_fresh(workspace: Workspace, refit_days: u32) {
    loop {
        match workspace.keep_models_fresh(refit_days).await {
            Ok(Some(outcome)) => tracing::info!(
                kind = outcome.model.kind,
                version = outcome.model.version,
                in_force = outcome.model.in_force,
                standing = outcome.model.standing,
                "a model was fitted"
            ),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the models could not be kept up to date"),
        }
        tokio::time::sleep(UPKEEP_EVERY).await;
    }
}

pub(crate) fn start_log(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(format!(
        "{},sqlx=warn,datafusion=warn",
        config.log.level.as_str()
    ))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let started = match config.log.format {
        LogFormat::Json => log.json().try_init(),
        LogFormat::Text => log.try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("the log could not be started: {error}"))
}
