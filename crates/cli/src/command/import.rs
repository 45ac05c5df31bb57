//! `clientele import`: a file becomes part of the workspace.

mod exchange;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use app::access::Deed;
use app::{Counted, ImportKind, ImportOptions, ImportRecord, ProgressCell, Workspace};
use clap::{Args, ValueEnum};
use customers::{ErrorPolicy, Preview};

use crate::context::{Globals, audit};
use crate::failure::{Interrupted, WrongCall};
use crate::{interrupt, print, progress};

/// What a file holds.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// Order lines: what was bought and what came back
    Orders,
    /// Customers' attributes by their key
    Customers,
    /// Products by their key
    Products,
    /// Contracts: customer, start, end (empty while it runs), price a period, plan
    Subscriptions,
    /// What 1C and shops exchange (CommerceML 2): products, prices, customers, orders, returns; XML, also as .zip
    Commerceml,
}

/// What to do with bad lines.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum OnError {
    /// Leave them out, unless more than one in a hundred is bad: then refuse the file
    Limit,
    /// Leave them out, however many
    Reject,
    /// Refuse the file at the first
    Stop,
}

/// Read files into the workspace; each file is taken as a whole or not at all
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// What the files hold
    what: What,
    /// CSV, TSV, NDJSON, XLSX or Parquet; also packed as .gz or .zst
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A mapping file, or the name of a saved mapping; found by looking when absent
    #[arg(long, value_name = "FILE|NAME")]
    map: Option<String>,
    /// Show how the first rows are understood and what would be refused; import nothing
    #[arg(long)]
    dry_run: bool,
    /// What to do with lines that cannot be understood
    #[arg(long, value_enum, default_value = "limit")]
    on_error: OnError,
    /// Whose exchange files they are (commerceml only), made when there is none
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        // Before a workspace is made for them.
        self.files.iter().try_for_each(|file| check_file(file))?;
        let workspace = globals.workspace_or_new().await?;
        if matches!(self.what, What::Commerceml) {
            return self.exchange(globals, &workspace).await;
        }
        if self.source.is_some() {
            return Err(WrongCall("--source is for `import commerceml` alone".to_owned()).into());
        }
        let kind = match self.what {
            What::Orders => ImportKind::Orders,
            What::Customers => ImportKind::Customers,
            What::Products => ImportKind::Products,
            What::Subscriptions | What::Commerceml => ImportKind::Subscriptions,
        };
        let options = self.import_options()?;
        let mut done = Vec::new();
        for file in &self.files {
            let name = file_name(file);
            if self.dry_run {
                let preview = workspace.preview(kind, file, &name, &options).await?;
                show_preview(globals, &name, &preview)?;
                continue;
            }
            let record = import(&workspace, kind, file, &options).await?;
            if !globals.json {
                print::out(&summary(&record, &workspace));
            }
            done.push(record);
        }
        if globals.json && !self.dry_run {
            print::json(&done)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn exchange(self, globals: &Globals, workspace: &Workspace) -> anyhow::Result<ExitCode> {
        if self.map.is_some() {
            return Err(
                WrongCall("exchange files need no mapping: leave --map out".to_owned()).into(),
            );
        }
        let call = exchange::Call {
            on_error: self.policy(),
            source: self.source.as_deref(),
            is_dry: self.dry_run,
        };
        exchange::run(globals, workspace, &self.files, &call).await
    }

    const fn policy(&self) -> ErrorPolicy {
        match self.on_error {
            OnError::Limit => ErrorPolicy::Limit,
            OnError::Reject => ErrorPolicy::Reject,
            OnError::Stop => ErrorPolicy::Stop,
        }
    }

    fn import_options(&self) -> anyhow::Result<ImportOptions> {
        let mut options = ImportOptions {
            on_error: self.policy(),
            mapping_name: None,
            mapping_text: None,
        };
        match &self.map {
            Some(map) if Path::new(map).is_file() => {
                let text = std::fs::read_to_string(map)
                    .with_context(|| format!("the mapping file {map} cannot be read"))?;
                options.mapping_text = Some(text);
            }
            Some(map) if map.contains(['/', '.']) => {
                return Err(WrongCall(format!("there is no mapping file {map}")).into());
            }
            Some(name) => options.mapping_name = Some(name.clone()),
            None => {}
        }
        Ok(options)
    }
}

/// Refuses a file that cannot be read, or that is none, by its name.
pub(crate) fn check_file(file: &Path) -> anyhow::Result<()> {
    let there =
        std::fs::metadata(file).with_context(|| format!("{} cannot be read", file.display()))?;
    if there.is_dir() {
        return Err(WrongCall(format!("{} is a folder, not a file", file.display())).into());
    }
    Ok(())
}

/// Imports a file with a progress bar; Ctrl-C stops it and leaves nothing behind.
pub(crate) async fn import(
    workspace: &Workspace,
    kind: ImportKind,
    file: &Path,
    options: &ImportOptions,
) -> anyhow::Result<ImportRecord> {
    let name = file_name(file);
    let cell = Arc::new(ProgressCell::default());
    let cancel = interrupt::token();
    let running = workspace
        .start_import(
            kind,
            file,
            &name,
            options,
            "cli",
            Arc::clone(&cell),
            cancel.clone(),
        )
        .await
        .with_context(|| format!("{name} was not imported"))?;
    audit(workspace, Deed::new("import.begun", &running.id)).await?;
    let outcome = progress::watch(&name, &cell, running.handle).await?;
    if outcome.is_err() && cancel.is_cancelled() {
        return Err(Interrupted.into());
    }
    outcome.with_context(|| format!("{name} was not imported"))
}

/// The name of a file without its folder.
pub(crate) fn file_name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// What became of a file, in a few lines.
pub(crate) fn summary(record: &ImportRecord, workspace: &Workspace) -> String {
    let counts = record.counts();
    let count = |number: u64| print::count(i128::from(number));
    let mut parts = vec![
        format!("{} lines read", count(counts.read)),
        format!("{} added", count(counts.added)),
    ];
    for (number, what) in [
        (counts.known, "already known"),
        (counts.refused, "refused"),
        (counts.changed, "changed"),
        (counts.orders, "orders"),
        (counts.returns, "return lines"),
        (counts.anonymous, "lines without a customer"),
        (counts.customers_new, "new customers"),
        (counts.products_new, "new products"),
    ] {
        if number > 0 {
            parts.push(format!("{} {what}", count(number)));
        }
    }
    let mut notes = vec![format!(
        "{} {}: {}",
        record.id,
        record.file_name,
        parts.join(", ")
    )];
    if counts.rounded > 0 {
        let currency = workspace.settings().currency;
        notes.push(format!(
            "{} totals had more digits than {currency} and were rounded",
            count(counts.rounded)
        ));
    }
    if counts.ambiguous_times > 0 {
        let lines: Vec<String> = counts.ambiguous_lines.iter().map(u64::to_string).collect();
        notes.push(format!(
            "{} times fell into an hour that the clock showed twice and were read as the first (lines {})",
            count(counts.ambiguous_times),
            lines.join(", ")
        ));
    }
    if let Some(path) = &record.refusals_path {
        notes.push(format!("the refused lines are in {path}"));
    }
    notes.join("\n  ")
}

fn show_preview(globals: &Globals, name: &str, preview: &Preview) -> anyhow::Result<()> {
    if globals.json {
        return print::json(preview);
    }
    let value = serde_json::to_value(preview)?;
    print::out(&format!(
        "{name}: this is how it would be read\n\n{}",
        preview.mapping_toml
    ));
    let empty = Vec::new();
    let rows = value
        .get("rows")
        .and_then(|rows| rows.as_array())
        .unwrap_or(&empty);
    print::out("the first rows as understood:");
    for row in rows {
        print::out(&format!("  {}", compact(row)));
    }
    print::out(&format!(
        "of {} lines looked at, {} would be refused",
        preview.sample_read, preview.sample_refused
    ));
    for refusal in value
        .get("refused")
        .and_then(|r| r.as_array())
        .unwrap_or(&empty)
    {
        print::out(&format!("  {}", compact(refusal)));
    }
    print::out(
        "nothing was imported; save the mapping above to a file and give it with --map to change it",
    );
    Ok(())
}

/// A JSON object as `key=value` pairs without the empty ones.
fn compact(value: &serde_json::Value) -> String {
    let Some(object) = value.as_object() else {
        return value.to_string();
    };
    let pairs = object
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            format!("{key}={text}")
        });
    pairs.collect::<Vec<_>>().join("  ")
}
