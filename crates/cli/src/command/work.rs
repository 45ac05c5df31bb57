//! `clientele work`: what happens behind the requests, in a process of its own, for all workspaces of the installation.

use std::process::ExitCode;

use app::work::Worker;
use clap::Args;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::serve::{end, read_queue, start_log};
use crate::context::{Globals, open};
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
        let mut configs = vec![globals.config()?];
        if globals.workspace.is_none() {
            configs.extend(globals.further()?.into_iter().map(|(_, config)| config));
        }
        let stopping = CancellationToken::new();
        let mut working = JoinSet::new();
        for (place, config) in configs.into_iter().enumerate() {
            if place == 0 {
                start_log(&config)?;
            }
            let workspace = open(&config).await?;
            if self.once {
                workspace.catch_up().await?;
            } else {
                let worker = Worker::new(&workspace).keeping(config.events.keep_days);
                working.spawn(worker.run(stopping.clone()));
                read_queue(&workspace, &config, &mut working, &stopping);
            }
        }
        if self.once {
            return Ok(ExitCode::SUCCESS);
        }
        print::out("Working; Ctrl-C stops");
        server::stop_signal().await;
        stopping.cancel();
        end(working).await;
        Ok(ExitCode::SUCCESS)
    }
}
