//! `clientele spend`: what winning customers cost, by month, and by channel, campaign and day.

mod days;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use insight::SpendOrigin;

use crate::context::Globals;
use crate::print;

/// Set, import, list and remove what was spent to win customers
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Set what was spent in a month, in place of an earlier amount
    Set {
        /// The month, such as 2010-12
        month: String,
        /// The amount, such as 15000.00
        #[arg(allow_negative_numbers = true)]
        amount: String,
    },
    /// List the months
    List,
    /// Remove a month
    Remove {
        /// The month
        month: String,
    },
    /// Read a file with the columns channel, campaign, day, cost, impressions and clicks: all its lines or none
    Import(days::Import),
    /// List what channels and campaigns cost by day
    Days(days::Days),
    /// Sum what channels and campaigns cost
    Sums(days::Sums),
    /// Remove what channels and campaigns cost by day
    RemoveDays(days::Which),
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        let currency = workspace.settings().currency;
        match self.command {
            What::Set { month, amount } => {
                let spend = workspace
                    .set_spend(&month, workspace.amount(&amount)?)
                    .await?;
                let amount = print::money(spend.amount_minor(), currency.digits());
                print::out(&format!("{amount} {currency} were spent in {month}"));
            }
            What::Remove { month } => {
                workspace.remove_spend(&month).await?;
                print::out(&format!("the spend of {month} is gone"));
            }
            What::List => {
                let spends = workspace.spends().await?;
                if globals.json {
                    print::json(&spends)?;
                } else {
                    let rows: Vec<Vec<String>> = spends
                        .iter()
                        .map(|spend| {
                            let amount = print::money(spend.amount_minor(), currency.digits());
                            let origin = match spend.origin {
                                SpendOrigin::Set => "set",
                                SpendOrigin::Days => "days",
                            };
                            vec![spend.month.to_string(), amount, origin.to_owned()]
                        })
                        .collect();
                    print::out(&print::table(&["month", "spend", "known from"], &rows));
                }
            }
            What::Import(import) => import.run(&workspace, globals.json).await?,
            What::Days(days) => days.run(&workspace, globals.json).await?,
            What::Sums(sums) => sums.run(&workspace, globals.json).await?,
            What::RemoveDays(which) => days::remove(which, &workspace).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
