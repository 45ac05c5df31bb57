//! `clientele work`: what happens behind the requests, in a process of its own.

use std::process::ExitCode;

use app::work::Worker;
use clap::Args;
use tokio_util::sync::CancellationToken;

use super::serve::{end, start_log};
use crate::context::Globals;
use crate::print;

/// Follow the log and do what is due until Ctrl-C or SIGTERM, apart from the server
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Stop once everything that is in the log has been done
    #[arg(long)]
    once: bool,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let config = globals.config()?;
        let workspace = globals.workspace().await?;
        start_log(&config)?;
        if self.once {
            workspace.catch_up().await?;
            return Ok(ExitCode::SUCCESS);
        }
        let stopping = CancellationToken::new();
        let worker = Worker::new(&workspace).keeping(config.events.keep_days);
        let working = tokio::spawn(worker.run(stopping.clone()));
        print::out("Working; Ctrl-C stops");
        server::stop_signal().await;
        stopping.cancel();
        end(working).await;
        Ok(ExitCode::SUCCESS)
    }
}
