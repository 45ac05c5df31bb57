//! `clientele scores`: customers by what the model in force says of them.

use std::fmt::Write;
use std::process::ExitCode;
use std::sync::Arc;

use app::ProgressCell;
use clap::Args;
use insight::{Score, ScoreOrder};
use kernel::Limit;

use crate::context::Globals;
use crate::{interrupt, print, progress};

/// The most customers of one page of the store.
const PAGE: u32 = 1_000;

/// List customers by what the model in force says of them
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How many customers
    #[arg(long, default_value_t = 20, value_name = "N")]
    top: usize,
    /// clv: the most valuable first; risk: who has most probably left first
    #[arg(long, default_value = "clv")]
    sort: ScoreOrder,
    /// Answer in CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        let cell = Arc::new(ProgressCell::default());
        let refresh = workspace.refresh_watched(&cell, interrupt::token());
        progress::watch("scores", &cell, refresh).await?;
        let mut scores = Vec::new();
        let mut cursor = None;
        while scores.len() < self.top {
            let wanted = u32::try_from(self.top - scores.len()).unwrap_or(PAGE);
            let limit = Limit::try_from(wanted.min(PAGE))?;
            let page = workspace
                .scores(self.sort, cursor.as_deref(), limit)
                .await?;
            scores.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        if self.top == 0 {
            workspace.scores(self.sort, None, Limit::default()).await?;
        }
        if globals.json {
            print::json(&scores)?;
        } else if self.csv {
            print::bytes(csv(&scores).as_bytes())?;
        } else {
            let settings = workspace.settings();
            print::out(&table(&scores, settings.currency.digits()));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn table(scores: &[Score], digits: u8) -> String {
    let money = |minor: f64| print::mean_money(Some(minor), digits);
    let rows: Vec<Vec<String>> = scores
        .iter()
        .map(|score| {
            vec![
                score.customer_key.clone(),
                format!("{:.3}", score.p_alive),
                format!("{:.2}", score.expected_orders_12m),
                money(score.expected_spend_minor),
                money(score.clv_12m_minor),
                money(score.clv_24m_minor),
                money(score.clv_36m_minor),
            ]
        })
        .collect();
    let header = [
        "customer",
        "alive",
        "orders/year",
        "an order",
        "12 months",
        "24 months",
        "36 months",
    ];
    print::table(&header, &rows)
}

fn csv(scores: &[Score]) -> String {
    let mut text = String::from(
        "customer_key,as_of,version,p_alive,expected_orders_12m,expected_spend_minor,clv_12m_minor,clv_24m_minor,clv_36m_minor\n",
    );
    for score in scores {
        let key = if score.customer_key.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", score.customer_key.replace('"', "\"\""))
        } else {
            score.customer_key.clone()
        };
        let _ = writeln!(
            text,
            "{key},{},{},{},{},{},{},{},{}",
            score.as_of,
            score.version,
            score.p_alive,
            score.expected_orders_12m,
            score.expected_spend_minor,
            score.clv_12m_minor,
            score.clv_24m_minor,
            score.clv_36m_minor
        );
    }
    text
}
