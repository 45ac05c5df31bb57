//! `clientele imports`: what was read in, and taking it back.

use std::process::ExitCode;

use app::access::Deed;
use app::{Counted, ImportId, ImportRecord};
use clap::{Args, Subcommand};
use kernel::Limit;

use crate::context::{Globals, audit};
use crate::print;

/// List imports, look at one, or take one back
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the imports, latest first (this is what happens without a word)
    List {
        /// How many
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Where to go on: the cursor that the list before ended with
        #[arg(long)]
        cursor: Option<String>,
    },
    /// Show an import
    Show {
        /// Its id
        id: ImportId,
    },
    /// Take an import back: everything that it added is removed
    Undo {
        /// Its id
        id: ImportId,
    },
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        match self.command.unwrap_or(What::List {
            limit: 50,
            cursor: None,
        }) {
            What::List { limit, cursor } => {
                let limit = Limit::try_from(limit)?;
                let page = workspace.imports(cursor.as_deref(), limit).await?;
                if globals.json {
                    print::json(&page)?;
                } else {
                    print::out(&list(&page.items));
                    if let Some(cursor) = page.next_cursor {
                        print::out(&format!("more: clientele imports list --cursor {cursor}"));
                    }
                }
            }
            What::Show { id } => show(globals, &workspace.import_record(id).await?)?,
            What::Undo { id } => {
                let record = workspace.undo_import(id, "cli").await?;
                audit(&workspace, Deed::new("import.undone", &id)).await?;
                show(globals, &record)?;
                if !globals.json {
                    print::out(
                        "if a later file named the same lines, import it again: they were known then and left too",
                    );
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(records: &[ImportRecord]) -> String {
    if records.is_empty() {
        return "no imports yet: clientele import orders FILE".to_owned();
    }
    let rows: Vec<Vec<String>> = records
        .iter()
        .map(|record| {
            let counts = record.counts();
            vec![
                record.id.to_string(),
                record.kind.name().to_owned(),
                record.state.name().to_owned(),
                print::count(i128::from(counts.added)),
                print::count(i128::from(counts.refused)),
                record.started_at.strftime("%Y-%m-%d %H:%M").to_string(),
                record.file_name.clone(),
            ]
        })
        .collect();
    print::table(
        &[
            "id",
            "kind",
            "state",
            "added",
            "refused",
            "begun (UTC)",
            "file",
        ],
        &rows,
    )
}

fn show(globals: &Globals, record: &ImportRecord) -> anyhow::Result<()> {
    if globals.json {
        return print::json(record);
    }
    print::out(&format!(
        "{} {} {} ({} bytes) {}",
        record.id,
        record.kind.name(),
        record.file_name,
        print::count(i128::from(record.file_bytes)),
        record.state.name(),
    ));
    if let Some(error) = &record.error {
        print::out(&format!("  {error}"));
    }
    if let Some(counts) = record.counts.as_object() {
        for (name, count) in counts {
            print::out(&format!("  {name}: {count}"));
        }
    }
    Ok(())
}
