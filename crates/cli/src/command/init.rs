//! `clientele init`: a new workspace.

use std::process::ExitCode;

use clap::Args;

use crate::context::Globals;
use crate::print;

/// Make a workspace; its currency and time zone stay as they are made
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A name for the workspace
    #[arg(long)]
    name: Option<String>,
    /// The currency of all amounts, such as EUR
    #[arg(long)]
    currency: Option<String>,
    /// The time zone of business days, such as Europe/Sofia
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let flags = [
            ("workspace.name", self.name),
            ("workspace.currency", self.currency),
            ("workspace.time_zone", self.time_zone),
        ];
        let workspace = globals.create(flags).await?;
        let settings = workspace.settings();
        print::out(&format!(
            "made the workspace `{}` in {}: amounts in {}, days in {}",
            settings.name,
            workspace.folder().display(),
            settings.currency,
            settings.time_zone_name(),
        ));
        print::out("next: clientele import orders FILE");
        Ok(ExitCode::SUCCESS)
    }
}
