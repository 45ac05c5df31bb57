//! `clientele goal`: what a month is to reach.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::context::Globals;
use crate::print;

/// Set, list and remove goals for months
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Set a goal; amounts are in minor units
    Set {
        /// The metric, such as orders, new or active
        metric: String,
        /// The month, such as 2010-12
        month: String,
        /// What is to be reached
        target: f64,
    },
    /// List the goals
    List,
    /// Remove a goal
    Remove {
        /// The metric
        metric: String,
        /// The month
        month: String,
    },
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        match self.command {
            What::Set {
                metric,
                month,
                target,
            } => {
                workspace.set_goal(&metric, &month, target).await?;
                print::out(&format!("{metric} is to reach {target} in {month}"));
            }
            What::Remove { metric, month } => {
                workspace.remove_goal(&metric, &month).await?;
                print::out(&format!("the goal for {metric} in {month} is gone"));
            }
            What::List => {
                let goals = workspace.goals().await?;
                if globals.json {
                    print::json(&goals)?;
                } else {
                    let rows: Vec<Vec<String>> = goals
                        .iter()
                        .map(|goal| {
                            vec![
                                goal.month.to_string(),
                                goal.metric.name().to_owned(),
                                goal.target().to_string(),
                            ]
                        })
                        .collect();
                    print::out(&print::table(&["month", "metric", "target"], &rows));
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
