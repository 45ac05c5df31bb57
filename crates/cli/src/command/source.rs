//! `clientele source`: where events come from.

use std::process::ExitCode;

use app::access::Deed;
use app::config::Config;
use clap::{Args, Subcommand, ValueEnum};
use customers::{Source, SourceId, SourceKind, Sources};

use crate::context::{Globals, audit};
use crate::print;

/// Add, list, disable and enable sources of events
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a source, and show its write key and what to paste
    Add {
        /// What people call it
        name: String,
        /// What it is
        #[arg(long, value_enum)]
        kind: Kind,
    },
    /// List the sources
    List,
    /// Take nothing more of a source; what it sent stays
    Disable {
        /// Its id
        id: SourceId,
    },
    /// Take again what a source sends
    Enable {
        /// Its id
        id: SourceId,
    },
    /// Give a source a new write key
    RotateKey {
        /// Its id
        id: SourceId,
    },
}

/// What a source is
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// A website, whose pages send from browsers
    Website,
    /// An app on telephones
    App,
    /// A program of the company's own
    Server,
    /// A till
    Till,
}

impl From<Kind> for SourceKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Website => Self::Website,
            Kind::App => Self::App,
            Kind::Server => Self::Server,
            Kind::Till => Self::Till,
        }
    }
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        let sources = Sources::new(workspace.store().clone());
        match self.command {
            What::Add { name, kind } => {
                let source = sources.create(kind.into(), &name).await?;
                let deed = Deed::new("source.created", &source.id).detail(source.kind.as_str());
                audit(&workspace, deed).await?;
                show_new(&source, &globals.config()?, globals.json)?;
            }
            What::List => show_all(&sources.list().await?, globals.json)?,
            What::Disable { id } => {
                let source = sources.disable(id).await?;
                audit(&workspace, Deed::new("source.disabled", &id)).await?;
                print::out(&format!("nothing more of {} is taken", source.name));
            }
            What::Enable { id } => {
                let source = sources.enable(id).await?;
                audit(&workspace, Deed::new("source.enabled", &id)).await?;
                print::out(&format!("what {} sends is taken again", source.name));
            }
            What::RotateKey { id } => {
                let source = sources.rotate_key(id).await?;
                audit(&workspace, Deed::new("source.key_rotated", &id)).await?;
                show_new(&source, &globals.config()?, globals.json)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn show_new(source: &Source, config: &Config, is_json: bool) -> anyhow::Result<()> {
    if is_json {
        return print::json(source);
    }
    let key = source.write_key.as_deref().unwrap_or("none");
    print::out(&format!("Source: {}\nWrite key: {key}", source.id));
    let own = format!("http://{}", config.server.socket());
    let host = config.server.public_url.as_deref().unwrap_or(&own);
    for snippet in source.snippets(host.trim_end_matches('/')) {
        print::out(&format!("\n{}:\n{}", snippet.language, snippet.text));
    }
    Ok(())
}

fn show_all(sources: &[Source], is_json: bool) -> anyhow::Result<()> {
    if is_json {
        return print::json(&sources);
    }
    let row = |source: &Source| {
        let state = if source.is_enabled() {
            "enabled"
        } else {
            "disabled"
        };
        let key = source.write_key.clone().unwrap_or_default();
        vec![
            source.id.to_string(),
            source.kind.as_str().to_owned(),
            state.to_owned(),
            key,
            source.name.clone(),
        ]
    };
    let rows: Vec<_> = sources.iter().map(row).collect();
    let header = ["source", "kind", "state", "write key", "name"];
    print::out(&print::table(&header, &rows));
    Ok(())
}
