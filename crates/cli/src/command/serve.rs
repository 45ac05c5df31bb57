//! `clientele serve`: the console and the HTTP interface.

mod behind;
mod served;

use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::Duration;

use app::Workspace;
use app::config::{Config, LogFormat};
use clap::Args;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

use crate::context::{Globals, access};
use crate::print;
pub(crate) use served::Served;

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
        let mut all = vec![Served::first(workspace, config)];
        // With --workspace that one is served alone.
        if globals.workspace.is_none() {
            for (name, config) in globals.further()? {
                all.push(Served::further(name, config).await?);
            }
        }
        serve(all, bound, work).await?;
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

/// Serves workspaces, at least one, on an address that is held already. How to log is the first one's setting.
pub(crate) async fn serve(
    all: Vec<Served>,
    bound: server::Bound,
    work: Work,
) -> anyhow::Result<()> {
    if let Some(first) = all.first() {
        start_log(&first.config)?;
    }
    print::out(&format!(
        "Open http://{} in a browser; Ctrl-C stops",
        bound.address
    ));
    let stopping = CancellationToken::new();
    let (mut upkeep, mut working) = (JoinSet::new(), JoinSet::new());
    for served in &all {
        served.keep_up(&mut upkeep);
        if work == Work::Inside {
            working.spawn(served.worker().run(stopping.clone()));
            read_queue(&served.workspace, &served.config, &mut working, &stopping);
        }
    }
    let hosted = all.into_iter().map(Served::hosted).collect();
    let served = server::serve_bound(hosted, bound, server::stop_signal()).await;
    stopping.cancel();
    end(working).await;
    upkeep.shutdown().await;
    Ok(served?)
}

/// Reads the queue, if the configuration names one.
pub(crate) fn read_queue(
    workspace: &Workspace,
    config: &Config,
    working: &mut JoinSet<()>,
    stopping: &CancellationToken,
) {
    if let Some(queue) = config.nats.queue.clone() {
        working.spawn(app::follow_nats(workspace.clone(), queue, stopping.clone()));
    }
}

/// Waits for steps that have begun; what takes longer is done again by whoever comes next.
pub(crate) async fn end(mut working: JoinSet<()>) {
    let ended = async { while working.join_next().await.is_some() {} };
    if tokio::time::timeout(STOP_WITHIN, ended).await.is_err() {
        tracing::warn!("some work did not end in time and is cut off");
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
