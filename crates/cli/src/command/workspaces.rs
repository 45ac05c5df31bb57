//! `clientele workspaces`: the workspaces of the installation.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::context::{Globals, open};
use crate::print;

/// List the workspaces of the installation; `clientele --workspace NAME init` makes a further one
#[derive(Debug, Args)]
pub(crate) struct Options {}

#[derive(Debug, Serialize)]
struct Listed {
    /// `None` is the installation's first.
    workspace: Option<String>,
    name: String,
    currency: String,
    time_zone: String,
    hosts: Vec<String>,
    store: String,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let mut configs = vec![(None, globals.config()?)];
        for (name, config) in globals.further()? {
            configs.push((Some(name.to_string()), config));
        }
        let mut all = Vec::new();
        for (workspace, config) in configs {
            let opened = open(&config).await?;
            let settings = opened.settings();
            all.push(Listed {
                workspace,
                name: settings.name.clone(),
                currency: settings.currency.to_string(),
                time_zone: settings.time_zone_name().to_owned(),
                hosts: config.server.hosts,
                store: config.store.url.to_string(),
            });
        }
        if globals.json {
            print::json(&all)?;
        } else {
            print::out(&table(&all));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn table(all: &[Listed]) -> String {
    let header = [
        "workspace",
        "name",
        "currency",
        "time zone",
        "hosts",
        "store",
    ];
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            vec![
                one.workspace.clone().unwrap_or_else(|| "-".to_owned()),
                one.name.clone(),
                one.currency.clone(),
                one.time_zone.clone(),
                one.hosts.join(", "),
                one.store.clone(),
            ]
        })
        .collect();
    print::table(&header, &rows)
}
