//! `clientele import commerceml`: exchange files come to the log.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use app::access::Deed;
use app::{Exchange, ExchangeFile, ProgressCell, Workspace};
use customers::{ErrorPolicy, ExchangeCounts, ExchangeRefusal};

use super::file_name;
use crate::context::{Globals, audit};
use crate::failure::Interrupted;
use crate::{interrupt, print, progress};

/// Refusals that are shown.
const SHOWN: usize = 10;

/// How the files are to be taken.
pub(super) struct Call<'a> {
    pub(super) on_error: ErrorPolicy,
    pub(super) source: Option<&'a str>,
    pub(super) is_dry: bool,
}

/// Takes the files in their order, or shows what they would bring.
pub(super) async fn run(
    globals: &Globals,
    workspace: &Workspace,
    files: &[PathBuf],
    call: &Call<'_>,
) -> anyhow::Result<ExitCode> {
    let mut done = Vec::new();
    for file in files {
        let name = file_name(file);
        if call.is_dry {
            let preview = workspace.preview_exchange(file, call.on_error).await?;
            if globals.json {
                print::json(&preview)?;
            } else {
                print::out(&format!("{name}: {}", found(&preview.counts)));
                show(&preview.refusals);
                print::out("nothing was taken");
            }
            continue;
        }
        let exchange = take(workspace, file, call).await?;
        if !globals.json {
            let counts = &exchange.counts;
            let count = |number: u64| print::count(i128::from(number));
            let outdated = match counts.outdated {
                0 => String::new(),
                some => format!(", {} told by a later file already", count(some)),
            };
            print::out(&format!(
                "{} {name}: {}\n  {} facts added, {} known{outdated}",
                exchange.id,
                found(counts),
                count(counts.added),
                count(counts.known)
            ));
            show(&exchange.refusals);
        }
        done.push(exchange);
    }
    if globals.json && !call.is_dry {
        print::json(&done)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Takes a file with a progress bar; after Ctrl-C the file again brings the rest.
async fn take(workspace: &Workspace, path: &Path, call: &Call<'_>) -> anyhow::Result<Exchange> {
    let name = file_name(path);
    let cell = Arc::new(ProgressCell::default());
    let cancel = interrupt::token();
    let file = ExchangeFile {
        path: path.to_owned(),
        name: name.clone(),
        source: workspace.exchange_source(call.source).await?,
        on_error: call.on_error,
        actor: "cli".to_owned(),
    };
    let running = workspace
        .start_exchange(file, Arc::clone(&cell), cancel.clone())
        .await
        .with_context(|| format!("{name} was not taken"))?;
    audit(workspace, Deed::new("exchange.begun", &running.id)).await?;
    let outcome = progress::watch(&name, &cell, running.handle).await?;
    if outcome.is_err() && cancel.is_cancelled() {
        return Err(Interrupted.into());
    }
    outcome.with_context(|| format!("{name} was not taken"))
}

fn found(counts: &ExchangeCounts) -> String {
    let mut parts = Vec::new();
    for (number, what) in [
        (counts.products, "products"),
        (counts.offers, "offers"),
        (counts.customers, "customers"),
        (counts.orders, "orders"),
        (counts.cancelled, "cancelled orders"),
        (counts.returns, "returns"),
        (counts.anonymous, "documents without a customer"),
        (counts.contacts_invalid, "invalid addresses and numbers"),
        (counts.refused, "refused"),
    ] {
        if number > 0 {
            parts.push(format!("{} {what}", print::count(i128::from(number))));
        }
    }
    for (what, number) in &counts.passed_over {
        let number = print::count(i128::from(*number));
        parts.push(format!("{number} × {what} passed over"));
    }
    if parts.is_empty() {
        "nothing that is taken".to_owned()
    } else {
        parts.join(", ")
    }
}

fn show(refusals: &[ExchangeRefusal]) {
    for refusal in refusals.iter().take(SHOWN) {
        print::out(&format!(
            "  line {}, character {}, {}: {} (`{}`)",
            refusal.line, refusal.column, refusal.path, refusal.reason, refusal.value
        ));
    }
    if refusals.len() > SHOWN {
        print::out(&format!("  and {} more", refusals.len() - SHOWN));
    }
}
