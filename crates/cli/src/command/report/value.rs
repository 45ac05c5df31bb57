//! The report of value as tables for a terminal and as CSV.

use std::fmt::Write;

use app::Workspace;
use clap::Args;
use insight::{HorizonValue, MarginSource, ValueGroup, ValueQuery, ValueReport, YEARLY_DISCOUNT};
use jiff::civil::Date;

use super::Answer;
use super::tables::{csv, title};
use crate::command::model;
use crate::print;

/// What the customers are worth: value over 12, 24 and 36 months, by segment, country and month of the first order
#[derive(Debug, Args)]
pub(super) struct Value {
    /// The part of the revenue that stays, such as 0.35; from the costs of the orders when absent
    #[arg(long)]
    margin: Option<f64>,
    /// What is taken off in a year: 0.10 is 10 %
    #[arg(long, default_value_t = YEARLY_DISCOUNT)]
    discount: f64,
}

impl Value {
    pub(super) async fn compute(
        &self,
        workspace: &Workspace,
        as_of: Option<Date>,
    ) -> anyhow::Result<Answer> {
        let query = ValueQuery {
            as_of,
            margin: self.margin,
            yearly_discount: self.discount,
        };
        let report = workspace.value(&query).await?;
        Answer::of(&report, tables(&report))
    }
}

/// Customer equity, the groups, the model: as tables; the groups as CSV, a row a group and horizon.
fn tables(report: &ValueReport) -> (String, String) {
    let digits = report.currency.digits;
    let money = |minor: f64| print::mean_money(Some(minor), digits);
    let mut text = title(report.as_of, &report.currency.code);
    let _ = writeln!(
        text,
        "{} customers, {:.0} of them still customers; {}, {} off a year",
        print::count(i128::from(report.customers)),
        report.alive,
        margin(report),
        print::percent(Some(report.yearly_discount))
    );
    let equity: Vec<Vec<String>> = report
        .equity
        .iter()
        .zip(&report.clv)
        .map(|(equity, one)| {
            vec![
                equity.months.to_string(),
                money(equity.value_minor.mean),
                money(equity.value_minor.low),
                money(equity.value_minor.high),
                print::mean_money(one.mean_minor, digits),
                print::mean_money(one.median_minor, digits),
            ]
        })
        .collect();
    let header = ["months", "equity", "from", "to", "a customer", "median"];
    let _ = writeln!(
        text,
        "{}\n(equity from … to: {} of the time, when the model is right)",
        print::table(&header, &equity),
        print::percent(Some(report.level))
    );
    for (name, groups) in [
        ("segment", &report.by_segment),
        ("country", &report.by_country),
        ("first order", &report.by_month),
    ] {
        let _ = writeln!(text, "\n{}", group_table(name, groups, digits));
    }
    let _ = writeln!(
        text,
        "\nthe best 20 % of the customers have {} of the value over 36 months",
        print::percent(report.concentration.top20_share)
    );
    let _ = write!(text, "\n{}", model::card(&report.model));
    let past = model::forecasts(&report.past_forecasts);
    if !past.is_empty() {
        let _ = write!(text, "\n\n{past}");
    }
    (text, rows(report))
}

/// Whether values are revenue or what stays of it.
fn margin(report: &ValueReport) -> String {
    let rate = print::percent(Some(report.margin.rate));
    match report.margin.source {
        MarginSource::Given => format!("{rate} of the revenue stays, as given"),
        MarginSource::Costs => format!(
            "{rate} of the revenue stays, from the costs of {} of it",
            print::percent(report.margin.costs_known)
        ),
        MarginSource::Revenue => {
            "values are revenue: costs are not known, --margin 0.35 says what stays".to_owned()
        }
    }
}

fn group_table(name: &str, groups: &[ValueGroup], digits: u8) -> String {
    let rows: Vec<Vec<String>> = groups
        .iter()
        .map(|group| {
            let at = |months: u32| group.clv.iter().find(|one| one.months == months);
            let sum = |one: Option<&HorizonValue>| {
                print::mean_money(one.map(|one| one.sum_minor), digits)
            };
            let long = at(36);
            vec![
                group.name.clone(),
                print::count(i128::from(group.customers)),
                print::percent(Some(group.customers_share)),
                sum(at(12)),
                sum(at(24)),
                sum(long),
                print::percent(long.and_then(|one| one.share)),
                print::mean_money(long.and_then(|one| one.mean_minor), digits),
            ]
        })
        .collect();
    let header = [
        name,
        "customers",
        "share",
        "12 months",
        "24 months",
        "36 months",
        "share",
        "a customer",
    ];
    print::table(&header, &rows)
}

fn rows(report: &ValueReport) -> String {
    let flat: Vec<serde_json::Value> = [
        ("segment", &report.by_segment),
        ("country", &report.by_country),
        ("first_order", &report.by_month),
    ]
    .into_iter()
    .flat_map(|(by, groups)| groups.iter().map(move |group| (by, group)))
    .flat_map(|(by, group)| {
        group.clv.iter().map(move |one| {
            serde_json::json!({
                "by": by,
                "name": group.name,
                "customers": group.customers,
                "months": one.months,
                "sum_minor": one.sum_minor,
                "mean_minor": one.mean_minor,
                "median_minor": one.median_minor,
                "share": one.share,
            })
        })
    })
    .collect();
    csv(&flat)
}
