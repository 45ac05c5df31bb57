//! `clientele events`: what arrives.

use std::process::ExitCode;
use std::time::Duration;

use app::Workspace;
use clap::{Args, Subcommand};
use customers::{EventFilter, FactKind, LoggedFact, SourceId, list_events};
use kernel::Limit;

use crate::context::Globals;
use crate::print;

/// How often is looked for what is new.
const LOOKED_EVERY: Duration = Duration::from_secs(1);

/// Watch events as they arrive
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Show the newest events, oldest of them first; with --json an event a line, whole
    Tail {
        /// Of this source only
        #[arg(long)]
        source: Option<SourceId>,
        /// Of this kind only, such as track
        #[arg(long, value_parser = kind)]
        kind: Option<FactKind>,
        /// With this name only
        #[arg(long)]
        name: Option<String>,
        /// Of this user id, anonymous id, e-mail address or telephone number only
        #[arg(long)]
        who: Option<String>,
        /// How many of those that are there
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Go on with what arrives
        #[arg(long)]
        follow: bool,
    },
}

/// Reads a kind of facts.
pub(super) fn kind(text: &str) -> Result<FactKind, String> {
    text.parse().map_err(|_| {
        let names = FactKind::ALL.map(FactKind::as_str);
        format!("kinds are {}", names.join(", "))
    })
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let What::Tail {
            source,
            kind,
            name,
            who,
            limit,
            follow,
        } = self.command;
        let filter = EventFilter {
            source,
            kind,
            name,
            who,
            ..EventFilter::default()
        };
        let workspace = globals.workspace().await?;
        let mut last = workspace.log().last_position().await?;
        let newest = newest(&workspace, &filter, limit).await?;
        for logged in newest.iter().rev() {
            show(logged, globals.json)?;
        }
        if !follow {
            return Ok(ExitCode::SUCCESS);
        }
        loop {
            tokio::time::sleep(LOOKED_EVERY).await;
            let events = workspace.log().read(last, 1_000).await?;
            for event in &events {
                last = event.position;
                if let Some(logged) = filter.admit(event) {
                    show(&logged, globals.json)?;
                }
            }
        }
    }
}

/// The newest events, newest first, over as many pages as they take.
async fn newest(
    workspace: &Workspace,
    filter: &EventFilter,
    wanted: u32,
) -> anyhow::Result<Vec<LoggedFact>> {
    let mut found = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let rest = wanted.saturating_sub(u32::try_from(found.len())?);
        let Ok(limit) = Limit::try_from(rest.min(1_000)) else {
            return Ok(found);
        };
        let page = list_events(workspace.log(), filter, cursor.as_deref(), limit).await?;
        found.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(found);
        }
    }
}

fn show(logged: &LoggedFact, is_json: bool) -> anyhow::Result<()> {
    let fact = &logged.fact;
    let source = SourceId::from_raw(logged.source_id)?;
    if is_json {
        let told = serde_json::json!({
            "position": logged.position, "source": source, "kind": fact.kind, "message_id": fact.message_id,
            "happened_at": fact.happened_at, "received_at": logged.received_at, "name": fact.name,
            "user_id": fact.who.user_id, "anonymous_id": fact.who.anonymous_id, "email": fact.who.email,
            "phone": fact.who.phone, "properties": fact.properties, "traits": fact.traits, "context": fact.context,
        });
        print::out(&told.to_string());
        return Ok(());
    }
    let who = fact.who.user_id.as_ref().or(fact.who.anonymous_id.as_ref());
    print::out(&format!(
        "{}  {:<8}  {}  {}  {}",
        logged.received_at,
        fact.kind.as_str(),
        source,
        who.map_or("-", String::as_str),
        fact.name.as_deref().unwrap_or("-"),
    ));
    Ok(())
}
