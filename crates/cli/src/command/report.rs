//! `clientele report`: what the history says.

mod acquisition;
mod customers;
mod equity;
mod lost;
mod matrix;
mod products;
mod profit;
mod share;
mod subscriptions;
mod tables;
mod value;

use std::process::ExitCode;

use app::Workspace;
use clap::{Args, Subcommand};
use insight::{BaseQuery, Bounds, CohortQuery, Method, MoneyKind, RfmQuery, Unit};
use jiff::civil::Date;
use serde::Serialize;

use crate::context::Globals;
use crate::failure::WrongCall;
use crate::print;

/// Compute a report
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    report: What,
    /// The day at whose end things are looked at; the last day with an order when absent
    #[arg(long, global = true, value_name = "DATE")]
    as_of: Option<Date>,
    /// Answer in CSV
    #[arg(long, global = true, conflicts_with = "json")]
    csv: bool,
    /// Say on standard error how long the computation took
    #[arg(long, global = true)]
    timing: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The customer base by month: new, active, lost, revenue, churn, lifetime
    Base {
        /// Days without an order after which a customer counts as lost
        #[arg(long, default_value_t = 180)]
        lost_after: u32,
        /// How many of the latest months; all when absent
        #[arg(long)]
        months: Option<usize>,
    },
    /// Recency, frequency, money: scores, the map of segments, who moved
    Rfm {
        /// An earlier day to compare with
        #[arg(long, value_name = "DATE")]
        compare: Option<Date>,
        /// net of returns, or gross
        #[arg(long, default_value = "net")]
        money: MoneyKind,
        /// Fixed bounds of days since the last order, four with commas, instead of quintiles
        #[arg(long, value_name = "A,B,C,D", requires_all = ["f_bounds", "m_bounds"])]
        r_bounds: Option<String>,
        /// Fixed bounds of the number of orders
        #[arg(long, value_name = "A,B,C,D")]
        f_bounds: Option<String>,
        /// Fixed bounds of money in minor units
        #[arg(long, value_name = "A,B,C,D")]
        m_bounds: Option<String>,
    },
    /// Customers by the period of their first order: retention, orders, revenue
    Cohorts {
        /// week, month, quarter or year
        #[arg(long, default_value = "month")]
        by: Unit,
        /// net of returns, or gross
        #[arg(long, default_value = "net")]
        money: MoneyKind,
    },
    Customers(Box<customers::Customers>),
    LostCustomers(lost::Calculator),
    Profitability(profit::Profit),
    Acquisition(acquisition::Acquisition),
    Products(products::Products),
    Equity(equity::Bridge),
    RetentionMatrix(matrix::Matrix),
    Value(value::Value),
    Subscriptions(subscriptions::Subscriptions),
}

/// A report in the three forms that people take away.
struct Answer {
    json: serde_json::Value,
    table: String,
    csv: String,
}

impl Answer {
    fn of(report: &impl Serialize, (table, csv): (String, String)) -> anyhow::Result<Self> {
        Ok(Self {
            json: serde_json::to_value(report)?,
            table,
            csv,
        })
    }
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        let began = workspace.clock().elapsed_since_start();
        let answer = self.compute(&workspace).await?;
        let took = workspace
            .clock()
            .elapsed_since_start()
            .saturating_sub(began);
        if self.timing {
            print::err(&format!("elapsed_ms={:.1}", took.as_secs_f64() * 1000.0));
        }
        if globals.json {
            print::json(&answer.json)?;
        } else if self.csv {
            print::bytes(answer.csv.as_bytes())?;
        } else {
            print::out(&answer.table);
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn compute(&self, workspace: &Workspace) -> anyhow::Result<Answer> {
        let as_of = self.as_of;
        match &self.report {
            What::Base { lost_after, months } => {
                let query = BaseQuery {
                    as_of,
                    lost_after_days: *lost_after,
                    months: *months,
                };
                let report = workspace.base(&query).await?;
                Answer::of(&report, tables::base(&report))
            }
            What::Rfm {
                compare,
                money,
                r_bounds,
                f_bounds,
                m_bounds,
            } => {
                let query = RfmQuery {
                    as_of,
                    compare: *compare,
                    money: *money,
                    method: method([r_bounds, f_bounds, m_bounds])?,
                };
                let report = workspace.rfm(&query).await?;
                Answer::of(&report, tables::rfm(&report))
            }
            What::Customers(customers) => customers.compute(workspace, as_of).await,
            What::LostCustomers(lost) => lost.compute(workspace, as_of).await,
            What::Profitability(profit) => profit.compute(workspace, as_of).await,
            What::Acquisition(acquisition) => acquisition.compute(workspace, as_of).await,
            What::Products(products) => products.compute(workspace, as_of).await,
            What::Subscriptions(subscriptions) => subscriptions.compute(workspace, as_of).await,
            What::Equity(bridge) => bridge.compute(workspace, as_of).await,
            What::RetentionMatrix(matrix) => matrix.compute(workspace, as_of).await,
            What::Cohorts { by, money } => {
                let query = CohortQuery {
                    as_of,
                    by: *by,
                    money: *money,
                };
                let report = workspace.cohorts(&query).await?;
                Answer::of(&report, tables::cohorts(&report))
            }
            What::Value(value) => value.compute(workspace, as_of).await,
        }
    }
}

/// A table with the advice below it.
fn advised(mut text: String, advice: Option<&str>) -> String {
    if let Some(advice) = advice {
        text.push_str("\nnote: ");
        text.push_str(advice);
    }
    text
}

/// How the RFM map is cut: at the bounds of recency, frequency and money, when they are given.
fn method(bounds: [&Option<String>; 3]) -> anyhow::Result<Method> {
    match bounds {
        [Some(r), Some(f), Some(m)] => Ok(Method::Bounds(Bounds::new(
            &numbers(r)?,
            &numbers(f)?,
            &numbers(m)?,
        )?)),
        [None, None, None] => Ok(Method::Quintiles),
        _ => {
            let advice = "give --r-bounds, --f-bounds and --m-bounds, or none of them";
            Err(WrongCall(advice.to_owned()).into())
        }
    }
}

fn numbers(text: &str) -> Result<Vec<f64>, WrongCall> {
    text.split(',')
        .map(|part| part.trim().parse())
        .collect::<Result<_, _>>()
        .map_err(|_| WrongCall(format!("`{text}` is not four numbers with commas")))
}
