//! `clientele mapping`: how the columns of files are understood, kept under a name.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};

use crate::context::Globals;
use crate::print;

/// Save and show how the columns of files are understood
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Save a mapping file under a name
    Save {
        /// The name
        name: String,
        /// The mapping file, as a dry run prints it
        file: PathBuf,
    },
    /// List the saved mappings
    List,
    /// Print a saved mapping
    Show {
        /// The name
        name: String,
    },
    /// Remove a saved mapping
    Remove {
        /// The name
        name: String,
    },
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace_or_new().await?;
        match self.command {
            What::Save { name, file } => {
                let text = std::fs::read_to_string(&file)
                    .with_context(|| format!("{} cannot be read", file.display()))?;
                workspace.save_mapping(&name, None, &text).await?;
                print::out(&format!("saved; use it with --map {name}"));
            }
            What::List => {
                for mapping in workspace.mappings().await? {
                    print::out(&format!("{}  {}", mapping.name, mapping.kind.name()));
                }
            }
            What::Show { name } => print::out(workspace.mapping(&name).await?.body.trim_end()),
            What::Remove { name } => {
                workspace.delete_mapping(&name).await?;
                print::out(&format!("the mapping {name} is gone"));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
