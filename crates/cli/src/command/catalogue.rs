//! `clientele catalogue`: what arrives, and what was decided over it.

use std::process::ExitCode;

use app::Workspace;
use app::access::{Actor, Deed};
use clap::{Args, Subcommand};
use customers::{
    CatalogueFilter, Decision, DecisionId, DecisionKind, Drift, EventDetail, FactKind, NewDecision,
};
use kernel::Limit;

use super::events::kind;
use crate::context::{Globals, audit};
use crate::print;

/// See which events and properties arrive; rename, forbid or mark them
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the names under which events arrive
    List {
        /// Of this kind only, such as track
        #[arg(long, value_parser = kind)]
        kind: Option<FactKind>,
        /// With this in their name only
        #[arg(long)]
        search: Option<String>,
        /// Those only in which something changed lately
        #[arg(long)]
        drift: bool,
        #[command(flatten)]
        back: Back,
    },
    /// Show what events carry: properties, types, examples
    Show {
        #[command(flatten)]
        event: Event,
        #[command(flatten)]
        back: Back,
    },
    /// Tell what changed lately in what arrives
    Drift {
        #[command(flatten)]
        back: Back,
    },
    /// List the decisions in force
    Decisions,
    /// Take what arrives under a name under another from now on
    Rename {
        #[command(flatten)]
        event: Event,
        /// The property; without it the event itself
        #[arg(long)]
        property: Option<String>,
        /// The other name
        #[arg(long)]
        to: String,
    },
    /// Take an event or a property no more
    Forbid {
        #[command(flatten)]
        event: Event,
        /// The property; without it the event itself
        #[arg(long)]
        property: Option<String>,
    },
    /// Take again what was forbidden
    Allow {
        #[command(flatten)]
        event: Event,
        /// The property; without it the event itself
        #[arg(long)]
        property: Option<String>,
    },
    /// Mark a property as personal: its values are not shown, and no examples are kept
    Personal {
        #[command(flatten)]
        event: Event,
        /// The property
        #[arg(long)]
        property: String,
    },
    /// Undo a decision from now on
    Undo {
        /// Its id
        id: DecisionId,
    },
}

/// The time that drift looks back.
#[derive(Clone, Copy, Debug, Args)]
struct Back {
    /// Tell changes of the last so many days
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=90))]
    days: u16,
}

/// An event by kind and name.
#[derive(Clone, Debug, Args)]
struct Event {
    /// The kind, such as track or identify
    #[arg(value_parser = kind)]
    kind: FactKind,
    /// The name; nothing where events of the kind have none
    #[arg(default_value = "")]
    name: String,
}

impl Event {
    fn decided(self, decision: DecisionKind, property: Option<String>) -> NewDecision {
        NewDecision {
            decision,
            kind: self.kind,
            name: self.name,
            property,
            to: None,
        }
    }
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        let is_json = globals.json;
        match self.command {
            What::List {
                kind,
                search,
                drift,
                back,
            } => {
                let filter = CatalogueFilter {
                    kind,
                    search,
                    is_drifted: drift,
                };
                list(&workspace, &filter, back, is_json).await?;
            }
            What::Show { event, back } => {
                let catalogue = workspace.catalogue();
                let detail = catalogue.show(event.kind, &event.name, back.days).await?;
                show(&detail, is_json)?;
            }
            What::Drift { back } => {
                show_drift(&workspace.catalogue().drift(back.days).await?, is_json)?;
            }
            What::Decisions => {
                show_decisions(&workspace.catalogue().decisions().await?, is_json)?;
            }
            What::Rename {
                event,
                property,
                to,
            } => {
                let to = Some(to);
                let new = event.decided(DecisionKind::Rename, property);
                decide(&workspace, NewDecision { to, ..new }, is_json).await?;
            }
            What::Forbid { event, property } => {
                let new = event.decided(DecisionKind::Forbid, property);
                decide(&workspace, new, is_json).await?;
            }
            What::Personal { event, property } => {
                let new = event.decided(DecisionKind::Personal, Some(property));
                decide(&workspace, new, is_json).await?;
            }
            What::Allow { event, property } => {
                let id = forbidden(&workspace, &event, property.as_deref()).await?;
                undo(&workspace, id, is_json).await?;
            }
            What::Undo { id } => undo(&workspace, id, is_json).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn list(
    workspace: &Workspace,
    filter: &CatalogueFilter,
    back: Back,
    is_json: bool,
) -> anyhow::Result<()> {
    let limit = Limit::try_from(1_000)?;
    let (mut items, mut cursor) = (Vec::new(), None::<String>);
    let not_catalogued = loop {
        let catalogue = workspace.catalogue();
        let list = catalogue
            .list(filter, back.days, cursor.as_deref(), limit)
            .await?;
        items.extend(list.page.items);
        cursor = list.page.next_cursor;
        if cursor.is_none() {
            break list.not_catalogued;
        }
    };
    if is_json {
        return print::json(&items);
    }
    let rows: Vec<_> = items
        .iter()
        .map(|event| {
            vec![
                event.kind.as_str().to_owned(),
                event.name.clone(),
                print::count(event.count),
                print::count(event.count_30_days),
                event.properties.to_string(),
                event.last_seen_at.to_string(),
                event.drift.len().to_string(),
            ]
        })
        .collect();
    let header = [
        "kind",
        "name",
        "events",
        "30 days",
        "properties",
        "last",
        "changes",
    ];
    print::out(&print::table(&header, &rows));
    for (kind, events) in not_catalogued {
        let events = print::count(events);
        print::out(&format!(
            "{events} events of the kind {} have names beyond what is noted",
            kind.as_str()
        ));
    }
    Ok(())
}

fn show(detail: &EventDetail, is_json: bool) -> anyhow::Result<()> {
    if is_json {
        return print::json(detail);
    }
    let rows: Vec<_> = detail
        .properties
        .iter()
        .map(|property| {
            let types = property.types.iter().map(|counted| counted.r#type.as_str());
            let examples = if property.personal || property.presumed_personal {
                "personal".to_owned()
            } else {
                property.examples.join("  ")
            };
            vec![
                property.name.clone(),
                types.collect::<Vec<_>>().join(", "),
                print::percent(Some(property.share)),
                examples,
            ]
        })
        .collect();
    let header = ["property", "types", "share", "examples"];
    print::out(&print::table(&header, &rows));
    for drift in &detail.event.drift {
        print::out(&drift.detail);
    }
    Ok(())
}

fn show_drift(drift: &[Drift], is_json: bool) -> anyhow::Result<()> {
    if is_json {
        return print::json(&drift);
    }
    if drift.is_empty() {
        print::out("nothing changed");
    }
    for one in drift {
        let of = if one.property.is_some() {
            format!(" of {} {}", one.kind.as_str(), one.name)
        } else {
            String::new()
        };
        print::out(&format!("{}{of}", one.detail));
    }
    Ok(())
}

fn show_decisions(decisions: &[Decision], is_json: bool) -> anyhow::Result<()> {
    if is_json {
        return print::json(&decisions);
    }
    let rows: Vec<_> = decisions
        .iter()
        .map(|decision| {
            vec![
                decision.id.to_string(),
                decision.decision.as_str().to_owned(),
                decision.kind.as_str().to_owned(),
                decision.name.clone(),
                decision.property.clone().unwrap_or_default(),
                decision.to.clone().unwrap_or_default(),
                print::count(decision.applied),
            ]
        })
        .collect();
    let header = [
        "decision", "what", "kind", "name", "property", "to", "applied",
    ];
    print::out(&print::table(&header, &rows));
    Ok(())
}

async fn decide(workspace: &Workspace, new: NewDecision, is_json: bool) -> anyhow::Result<()> {
    let decided = workspace.decide(new, Actor::Machine).await?;
    let decision = decided.decision;
    if decided.is_new {
        record(workspace, "catalogue_decision.made", &decision).await?;
    }
    if is_json {
        return print::json(&decision);
    }
    print::out(&format!(
        "Decision: {}; a server that runs follows it within five seconds",
        decision.id
    ));
    Ok(())
}

async fn undo(workspace: &Workspace, id: DecisionId, is_json: bool) -> anyhow::Result<()> {
    let undone = workspace.undo_decision(id).await?;
    record(workspace, "catalogue_decision.undone", &undone).await?;
    if is_json {
        return print::json(&undone);
    }
    print::out(&format!("{id} is undone"));
    Ok(())
}

async fn record(
    workspace: &Workspace,
    action: &'static str,
    decision: &Decision,
) -> anyhow::Result<()> {
    let words = format!("{} {}", decision.decision.as_str(), decision.kind.as_str());
    audit(workspace, Deed::new(action, &decision.id).detail(words)).await
}

/// The decision by which something is forbidden.
async fn forbidden(
    workspace: &Workspace,
    event: &Event,
    property: Option<&str>,
) -> anyhow::Result<DecisionId> {
    let decisions = workspace.catalogue().decisions().await?;
    let kind = match (event.kind, property) {
        (FactKind::Customer, Some(_)) => FactKind::Identify,
        (kind, _) => kind,
    };
    let found = decisions.iter().find(|decision| {
        decision.decision == DecisionKind::Forbid
            && decision.kind == kind
            && decision.name == event.name
            && decision.property.as_deref() == property
    });
    let name = property.unwrap_or(&event.name);
    found.map(|decision| decision.id).ok_or_else(|| {
        anyhow::anyhow!("`{name}` is not forbidden: `clientele catalogue decisions` lists what is")
    })
}
