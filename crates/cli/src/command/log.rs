//! `clientele log`: how far everybody is, and setting right what went wrong.

use std::process::ExitCode;

use app::Workspace;
use app::work::LogStatus;
use clap::{Args, Subcommand};
use store::log::{Retried, SetAside};

use crate::context::Globals;
use crate::print;

/// Look at the log of events and those who follow it, set right what went wrong
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Tell how far the log goes and everybody is
    Status,
    /// List the events that could not be applied, with the reasons
    SetAside {
        /// Those of this consumer only
        consumer: Option<String>,
        /// Those behind this position only
        #[arg(long, default_value_t = 0)]
        after: i64,
        /// How many at most
        #[arg(long, default_value_t = 100)]
        limit: usize,
    },
    /// Apply events that were set aside
    Retry {
        /// The consumer that set them aside
        consumer: String,
        /// The event's position; all of them when absent
        position: Option<i64>,
    },
    /// Make a consumer's effects anew from the log
    Replay {
        /// The consumer
        consumer: String,
        /// Apply what comes after this position; other than 0 only where applying twice changes nothing
        #[arg(long, default_value_t = 0)]
        from: i64,
    },
    /// Empty the bodies of old events that everybody has applied
    Trim {
        /// How old, in days; `events.keep_days` when absent
        #[arg(long)]
        days: Option<u32>,
    },
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        match self.command {
            What::Status => show_status(&workspace.log_status().await?, globals.json)?,
            What::SetAside {
                consumer,
                after,
                limit,
            } => {
                let listed = workspace.events_set_aside(consumer.as_deref(), after, limit);
                show_set_aside(&listed.await?, globals.json)?;
            }
            What::Retry { consumer, position } => {
                return retry(&workspace, &consumer, position).await;
            }
            What::Replay { consumer, from } => {
                let from = workspace.replay_log(&consumer, from).await?;
                print::out(&format!(
                    "{consumer} applies everything after position {from} again"
                ));
            }
            What::Trim { days } => {
                let days = match days {
                    Some(days) => days,
                    None => globals.config()?.events.keep_days,
                };
                anyhow::ensure!(
                    days > 0,
                    "events are kept for ever: give --days, or set events.keep_days"
                );
                let done = workspace.trim_log(days).await?;
                print::out(&format!(
                    "{} bodies emptied; events up to position {} have none",
                    done.events, done.position
                ));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Retries one, or all in the order of the log; some that still can not be applied make the call a failure.
async fn retry(
    workspace: &Workspace,
    consumer: &str,
    position: Option<i64>,
) -> anyhow::Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    let mut after = 0;
    loop {
        let positions: Vec<i64> = match position {
            Some(position) => vec![position],
            None => workspace
                .events_set_aside(Some(consumer), after, 1_000)
                .await?
                .iter()
                .map(|aside| aside.position)
                .collect(),
        };
        for &at in &positions {
            match workspace.retry_event(consumer, at).await? {
                Retried::Applied => print::out(&format!("{at}: applied")),
                Retried::StillAside { reason } => {
                    print::out(&format!("{at}: {reason}"));
                    code = ExitCode::FAILURE;
                }
            }
        }
        match positions.last() {
            Some(&last) if position.is_none() => after = last,
            _ => return Ok(code),
        }
    }
}

fn show_status(status: &LogStatus, json: bool) -> anyhow::Result<()> {
    if json {
        return print::json(status);
    }
    let header = ["consumer", "position", "behind", "seconds", "set aside"];
    let rows: Vec<Vec<String>> = status
        .consumers
        .iter()
        .map(|consumer| {
            vec![
                consumer.name.clone(),
                consumer.position.to_string(),
                consumer.lag_events.to_string(),
                consumer.lag_seconds.to_string(),
                consumer.set_aside.to_string(),
            ]
        })
        .collect();
    print::out(&format!("the log ends at position {}", status.position));
    print::out(&print::table(&header, &rows));
    Ok(())
}

fn show_set_aside(listed: &[SetAside], json: bool) -> anyhow::Result<()> {
    if json {
        return print::json(&listed);
    }
    let rows: Vec<Vec<String>> = listed
        .iter()
        .map(|aside| {
            vec![
                aside.position.to_string(),
                aside.consumer.clone(),
                aside.kind.clone(),
                aside.message_id.clone(),
                aside.reason.clone(),
            ]
        })
        .collect();
    let header = ["position", "consumer", "kind", "message", "reason"];
    print::out(&print::table(&header, &rows));
    Ok(())
}
