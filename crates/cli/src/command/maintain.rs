//! `clientele maintain`: the lake's upkeep by hand.

use std::process::ExitCode;

use clap::Args;

use crate::context::Globals;
use crate::print;

/// Merge small files, rewrite files with deleted rows, delete what nothing needs
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Delete replaced files at once rather than an hour later; no reader may be at work
    #[arg(long)]
    now: bool,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        let done = workspace.maintain(self.now).await?;
        if globals.json {
            print::json(&done)?;
        } else {
            print::out(&format!(
                "{} files merged, {} rewritten, {} old states forgotten, {} files deleted",
                done.merged, done.rewritten, done.expired, done.deleted
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}
