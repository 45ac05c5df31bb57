//! `clientele query`: history in SQL.

use std::io::{IsTerminal, Read};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use app::ChosenDays;
use clap::{Args, ValueEnum};
use warehouse::QueryLimits;

use crate::context::Globals;
use crate::failure::{Interrupted, WrongCall};
use crate::{interrupt, print};

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
    Parquet,
}

/// Ask the workspace's history in SQL; it only reads. `show tables` lists what there is
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The query; from standard input when absent
    sql: Option<String>,
    /// The form of the answer
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// Where to write the answer; standard output when absent
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Rows at most
    #[arg(long)]
    max_rows: Option<usize>,
    /// Seconds at most
    #[arg(long)]
    timeout: Option<u64>,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let config = globals.config()?;
        let workspace = globals.workspace().await?;
        let configured = usize::try_from(config.query.max_rows).unwrap_or(usize::MAX);
        let limits = QueryLimits {
            max_rows: self.max_rows.unwrap_or(configured),
            timeout: Duration::from_secs(self.timeout.unwrap_or(config.query.timeout_seconds)),
        };
        let sql = match self.sql {
            Some(sql) => sql,
            None => read_input()?,
        };
        let stop = interrupt::token();
        let answer = tokio::select! {
            answer = workspace.query(&sql, ChosenDays::default(), limits) => answer?,
            () = stop.cancelled() => return Err(Interrupted.into()),
        };
        let format = if globals.json {
            Format::Json
        } else {
            self.format
        };
        let bytes = match format {
            Format::Table => (answer.to_table()? + "\n").into_bytes(),
            Format::Json => answer.to_json()?,
            Format::Csv => answer.to_csv()?,
            Format::Parquet => answer.to_parquet()?,
        };
        match &self.output {
            Some(path) => std::fs::write(path, bytes)
                .with_context(|| format!("{} cannot be written", path.display()))?,
            None if format == Format::Parquet && std::io::stdout().is_terminal() => {
                let advice = "a Parquet file is not for a terminal: give --output FILE";
                return Err(WrongCall(advice.to_owned()).into());
            }
            None => print::bytes(&bytes)?,
        }
        if answer.is_truncated() {
            print::err(&format!(
                "only the first {} rows are shown; raise --max-rows to see more",
                limits.max_rows
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn read_input() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        let advice = "give the query: clientele query \"select count(*) from orders\"";
        return Err(WrongCall(advice.to_owned()).into());
    }
    let mut sql = String::new();
    std::io::stdin()
        .read_to_string(&mut sql)
        .context("standard input cannot be read")?;
    Ok(sql)
}
