//! `clientele report acquisition`.

use std::fmt::Write as _;

use app::Workspace;
use clap::Args;
use insight::{AcquisitionQuery, AcquisitionReport};
use jiff::civil::Date;

use super::share::share;
use super::tables::{csv, title};
use super::{Answer, advised};
use crate::print;

/// What winning customers cost by month, and when it has paid back
#[derive(Debug, Args)]
pub(super) struct Acquisition {
    /// The share of revenue left after costs; from the costs of orders when absent
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true)]
    margin: Option<f64>,
}

impl Acquisition {
    pub(super) async fn compute(
        &self,
        workspace: &Workspace,
        as_of: Option<Date>,
    ) -> anyhow::Result<Answer> {
        let query = AcquisitionQuery {
            as_of,
            margin: self.margin,
        };
        let report = workspace.acquisition(&query).await?;
        Ok(Answer {
            json: serde_json::to_value(&report)?,
            table: table(&report),
            csv: csv(&report.months),
        })
    }
}

fn table(report: &AcquisitionReport) -> String {
    let digits = report.currency.digits;
    let rows: Vec<Vec<String>> = report
        .months
        .iter()
        .map(|month| {
            let partial = if month.complete { "" } else { "*" };
            let spend = month.spend_minor.map(|minor| print::money(minor, digits));
            let payback = month.payback_months.map(f64::from);
            vec![
                format!("{}{partial}", month.month),
                print::count(i128::from(month.customers)),
                spend.unwrap_or_else(|| print::number(None, 0)),
                print::mean_money(month.cac_minor, digits),
                print::mean_money(month.margin_per_customer_minor, digits),
                print::percent(month.paid_back),
                print::number(payback, 0),
                print::mean_money(month.future_minor, digits),
                print::number(month.value_to_cac, 1),
            ]
        })
        .collect();
    let header = [
        "month",
        "new",
        "spend",
        "CAC",
        "margin of one",
        "paid back",
        "after months",
        "to come",
        "value/CAC",
    ];
    let mut text = title(report.as_of, &report.currency.code);
    text.push_str(&print::table(&header, &rows));
    let totals = report.totals;
    let _ = write!(
        text,
        "\n(* not over) {} months with a spend: {} for {} customers, {} each; {} of it is paid back",
        totals.months,
        print::money(totals.spend_minor, digits),
        print::count(i128::from(totals.customers)),
        print::mean_money(totals.cac_minor, digits),
        print::percent(totals.paid_back),
    );
    advised(text, report.advice.as_deref())
}
