//! `clientele form`: forms and quizzes that people outside fill in.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use app::access::Deed;
use app::{ImportKind, ImportOptions, Workspace};
use clap::{Args, Subcommand, ValueEnum};
use customers::ErrorPolicy;
use customers::forms::{AnswersCsv, Form, SAMPLE_KEY, SAMPLE_PRODUCTS, SAMPLE_QUIZ};
use kernel::Limit;

use super::import::{import, summary};
use crate::context::{Globals, audit};
use crate::print;

/// Make, publish and close forms and quizzes, and read what was answered
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the forms
    List,
    /// Print a form's newest definition
    Show {
        /// The form's key
        key: String,
    },
    /// Make a form from a definition, or give one a new version
    Save {
        /// The form's key, its name in its address
        key: String,
        /// The definition, JSON
        file: PathBuf,
    },
    /// Let people answer a form's newest version
    Publish {
        /// The form's key
        key: String,
    },
    /// Take no answers any more
    Close {
        /// The form's key
        key: String,
    },
    /// Print the answers to a form as CSV, the latest first
    Answers {
        /// The form's key
        key: String,
    },
    /// Make and publish a sample, with the products that it offers
    Sample {
        /// Which
        which: Sample,
    },
}

/// A sample.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sample {
    /// Five questions about a kitchen, and the four that suit best
    Quiz,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        if let What::Sample {
            which: Sample::Quiz,
        } = self.command
        {
            sample(&globals.workspace_or_new().await?).await?;
            return Ok(ExitCode::SUCCESS);
        }
        let workspace = globals.workspace().await?;
        let forms = workspace.forms();
        match self.command {
            What::List => list(&forms.list().await?, globals.json)?,
            What::Show { key } => {
                let form = forms.get(&key).await?;
                if globals.json {
                    print::json(&form)?;
                } else {
                    print::out(form.definition.get().trim_end());
                }
            }
            What::Save { key, file } => {
                let text = std::fs::read_to_string(&file)
                    .with_context(|| format!("{} cannot be read", file.display()))?;
                let is_new = forms
                    .list()
                    .await?
                    .iter()
                    .all(|form| form.key.as_str() != key);
                let saved = if is_new {
                    forms.create(&key, &text).await
                } else {
                    forms.change(&key, &text).await
                };
                let form = saved.inspect_err(mistakes)?;
                let action = if is_new {
                    "form.created"
                } else {
                    "form.changed"
                };
                audit(&workspace, Deed::new(action, &form.key)).await?;
                print::out(&format!(
                    "version {}; people see it after clientele form publish {key}",
                    form.version
                ));
            }
            What::Publish { key } => {
                let form = forms.publish(&key).await?;
                audit(&workspace, Deed::new("form.published", &form.key)).await?;
                print::out(&format!(
                    "version {} is published at /f/{key}",
                    form.version
                ));
            }
            What::Close { key } => {
                let form = forms.close(&key).await?;
                audit(&workspace, Deed::new("form.closed", &form.key)).await?;
                print::out(&format!("{key} takes no answers any more"));
            }
            What::Answers { key } => answers(&workspace, &key).await?,
            What::Sample { .. } => {}
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Tells every mistake of a definition, a line each.
fn mistakes(error: &customers::CustomersError) {
    if let customers::CustomersError::FormInvalid(all) = error {
        for wrong in all {
            print::err(&format!("{}: {}", wrong.path, wrong.sentence));
        }
    }
}

fn list(forms: &[Form], is_json: bool) -> anyhow::Result<()> {
    if is_json {
        return print::json(&forms);
    }
    let rows: Vec<Vec<String>> = forms
        .iter()
        .map(|form| {
            let count = |what: &str| form.counts.get(what).copied().unwrap_or_default();
            let others = |(what, count): (&String, &i64)| {
                (!matches!(what.as_str(), "viewed" | "answered")).then_some(*count)
            };
            let refused: i64 = form.counts.iter().filter_map(others).sum();
            vec![
                form.key.to_string(),
                form.state.as_str().to_owned(),
                form.version.to_string(),
                print::count(count("viewed")),
                print::count(count("answered")),
                print::count(refused),
            ]
        })
        .collect();
    let header = ["form", "state", "version", "viewed", "answered", "refused"];
    print::out(&print::table(&header, &rows));
    Ok(())
}

async fn answers(workspace: &Workspace, key: &str) -> anyhow::Result<()> {
    let forms = workspace.forms();
    let csv = AnswersCsv::new(&forms.versions(key).await?);
    print::bytes(csv.header().as_bytes())?;
    let limit = Limit::try_from(500)?;
    let mut cursor = None;
    loop {
        let page = forms.answers(key, cursor.as_deref(), limit).await?;
        let lines: String = page.items.iter().map(|answer| csv.line(answer)).collect();
        print::bytes(lines.as_bytes())?;
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(());
        }
    }
}

/// Makes the sample quiz once, with its products.
pub(super) async fn sample(workspace: &Workspace) -> anyhow::Result<()> {
    let forms = workspace.forms();
    let is_there = forms
        .list()
        .await?
        .iter()
        .any(|form| form.key.as_str() == SAMPLE_KEY);
    if !is_there {
        let file = workspace.folder().join("sample-kitchens.csv");
        std::fs::write(&file, SAMPLE_PRODUCTS)
            .with_context(|| format!("{} cannot be written", file.display()))?;
        let options = ImportOptions {
            on_error: ErrorPolicy::Stop,
            mapping_name: None,
            mapping_text: None,
        };
        let imported = import(workspace, ImportKind::Products, &file, &options).await;
        std::fs::remove_file(&file)?;
        print::out(&summary(&imported?, workspace));
        forms.create(SAMPLE_KEY, SAMPLE_QUIZ).await?;
        forms.publish(SAMPLE_KEY).await?;
        audit(workspace, Deed::new("form.published", &SAMPLE_KEY)).await?;
    }
    print::out(&format!(
        "the quiz is at /f/{SAMPLE_KEY} once clientele serve runs"
    ));
    Ok(())
}
