//! `clientele webhook`: other systems that are told what happens.

use std::process::ExitCode;

use anyhow::anyhow;
use app::Workspace;
use app::access::{Actor, Deed};
use app::webhooks::{Endpoint, EndpointId, EndpointTerms, Filter};
use clap::{Args, Subcommand};
use customers::FactKind;
use serde_json::json;

use crate::context::{Globals, audit};
use crate::print;

/// List, add and test the addresses that are told what happens
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the endpoints and how they do
    List,
    /// Add an endpoint; its secret is shown this once
    Add(Add),
    /// Send an endpoint a message that only tests it
    Test {
        /// The endpoint's id
        id: EndpointId,
    },
}

#[derive(Debug, Args)]
struct Add {
    /// Its address, such as `https://example.org/hooks`
    url: String,
    /// What it is
    #[arg(long, default_value = "")]
    description: String,
    /// A kind of facts that it is told of, such as order; all when absent
    #[arg(long = "kind", value_name = "KIND", value_parser = kind)]
    kinds: Vec<FactKind>,
    /// A name of facts that it is told of, such as 'Order Completed'; all when absent
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<String>,
    /// Tell it addresses, traits and all properties too
    #[arg(long)]
    with_personal_data: bool,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        match self.command {
            What::List => list(&workspace, globals.json).await,
            What::Add(wanted) => add(&workspace, wanted, globals.json).await,
            What::Test { id } => test(&workspace, id, globals.json).await,
        }
    }
}

async fn list(workspace: &Workspace, is_json: bool) -> anyhow::Result<ExitCode> {
    let endpoints = workspace.endpoints().list().await?;
    if is_json {
        print::json(&endpoints)?;
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<Vec<String>> = endpoints
        .iter()
        .map(|endpoint| {
            vec![
                endpoint.id.to_string(),
                endpoint.url.clone(),
                health(endpoint),
            ]
        })
        .collect();
    print::out(&print::table(&["endpoint", "address", "health"], &rows));
    Ok(ExitCode::SUCCESS)
}

async fn add(workspace: &Workspace, wanted: Add, is_json: bool) -> anyhow::Result<ExitCode> {
    let terms = EndpointTerms {
        url: wanted.url,
        description: wanted.description,
        filter: Filter {
            kinds: wanted.kinds,
            names: wanted.names,
            sources: Vec::new(),
        },
        with_personal_data: wanted.with_personal_data,
    };
    let made = workspace.endpoints().create(Actor::Machine, &terms).await?;
    let deed = Deed::new("webhook_endpoint.created", &made.endpoint.id);
    audit(workspace, deed).await?;
    if is_json {
        print::json(&json!({ "endpoint": made.endpoint, "secret": made.secret.expose() }))?;
    } else {
        print::out(&format!(
            "{} is told what happens from now on",
            made.endpoint.id
        ));
        print::out(&format!(
            "its secret, shown this once: {}",
            made.secret.expose()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

async fn test(workspace: &Workspace, id: EndpointId, is_json: bool) -> anyhow::Result<ExitCode> {
    let tested = workspace.endpoints().test(id).await?;
    if is_json {
        print::json(&tested)?;
    } else {
        let outcome = match &tested.error {
            None => "the receiver took the message".to_owned(),
            Some(error) => error.to_string(),
        };
        print::out(&format!("{outcome} ({} ms)", tested.duration_ms));
    }
    Ok(if tested.is_delivered {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn health(endpoint: &Endpoint) -> String {
    match (&endpoint.disabled_reason, endpoint.failing_since) {
        (Some(reason), _) => format!("disabled: {reason}"),
        (None, Some(since)) => format!("failing since {since}"),
        (None, None) => "well".to_owned(),
    }
}

fn kind(text: &str) -> anyhow::Result<FactKind> {
    let all = FactKind::ALL.map(FactKind::as_str).join(", ");
    text.parse()
        .map_err(|_| anyhow!("there is no such kind of fact: there are {all}"))
}
