//! `clientele report equity`.

use std::fmt::Write as _;

use app::Workspace;
use clap::Args;
use insight::{EquityQuery, EquityReport, YEARLY_DISCOUNT};
use jiff::civil::Date;

use super::Answer;
use super::share::share;
use super::tables::{csv, title};
use crate::print;

/// What moved customer equity between two days: won, lost, grown, shrunk
#[derive(Debug, Args)]
pub(super) struct Bridge {
    /// The earlier day; a year before the later one when absent
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// The later day; the last day with an order when absent
    #[arg(long, value_name = "DATE", conflicts_with = "as_of")]
    to: Option<Date>,
    /// Days without an order after which a customer counts as lost
    #[arg(long, default_value_t = 180)]
    lost_after: u32,
    /// How far a customer's value reaches: 12, 24 or 36
    #[arg(long, default_value_t = 36)]
    months: u32,
    /// The part of the revenue that stays; from the costs of orders when absent
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true)]
    margin: Option<f64>,
    /// What is taken off in a year; 10% when absent
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true)]
    discount: Option<f64>,
}

impl Bridge {
    pub(super) async fn compute(
        &self,
        workspace: &Workspace,
        as_of: Option<Date>,
    ) -> anyhow::Result<Answer> {
        let query = EquityQuery {
            from: self.from,
            to: self.to.or(as_of),
            lost_after_days: self.lost_after,
            months: self.months,
            margin: self.margin,
            yearly_discount: self.discount.unwrap_or(YEARLY_DISCOUNT),
        };
        let report = workspace.equity(&query).await?;
        Answer::of(&report, (table(&report), csv(&report.pieces)))
    }
}

fn table(report: &EquityReport) -> String {
    let digits = report.currency.digits;
    let money = |minor: i64| print::money(minor, digits);
    let count = |number: u64| print::count(i128::from(number));
    let mut text = title(report.as_of, &report.currency.code);
    let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
    let mut rows = vec![vec![
        day(report.from),
        count(report.customers_before),
        String::new(),
        String::new(),
        money(report.equity_before_minor),
    ]];
    rows.extend(report.pieces.iter().map(|piece| {
        vec![
            piece.name.name().replace('_', " "),
            count(piece.customers),
            money(piece.before_minor),
            money(piece.after_minor),
            money(piece.change_minor),
        ]
    }));
    rows.push(vec![
        day(report.as_of),
        count(report.customers_after),
        String::new(),
        String::new(),
        money(report.equity_after_minor),
    ]);
    let header = ["", "customers", "then", "now", "equity"];
    text.push_str(&print::table(&header, &rows));
    let _ = write!(
        text,
        "\n(value over {} months, margin {}, {} off a year, {} version {}; lost after {} days without an order)",
        report.months,
        print::percent(Some(report.margin.rate)),
        print::percent(Some(report.yearly_discount)),
        report.model_kind,
        report.model_version,
        report.lost_after_days,
    );
    text
}
