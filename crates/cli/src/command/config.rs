//! `clientele config`: what is set, and where each value came from.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::context::Globals;
use crate::print;

/// Show the configuration and where each value came from
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Show every setting, its value and its origin: flag > environment > clientele.toml > default
    Show,
}

impl Options {
    pub(crate) fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let What::Show = self.command;
        let settings = globals.config()?.explain();
        if globals.json {
            let rows: Vec<serde_json::Value> = settings
                .iter()
                .map(|setting| {
                    let origin = setting.origin.to_string();
                    serde_json::json!({ "key": setting.key, "value": setting.value, "origin": origin })
                })
                .collect();
            print::json(&rows)?;
            return Ok(ExitCode::SUCCESS);
        }
        let width = settings
            .iter()
            .map(|setting| setting.key.len())
            .max()
            .unwrap_or(0);
        for setting in settings {
            print::out(&format!(
                "{:<width$}  {}  ({})",
                setting.key, setting.value, setting.origin
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}
