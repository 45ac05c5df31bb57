//! Reports as tables for a terminal and as CSV.

use std::fmt::Write;

use insight::{BaseReport, CohortReport, RfmReport};
use serde::Serialize;

use crate::print;

/// The base by month, as a table and as CSV.
pub(crate) fn base(report: &BaseReport) -> (String, String) {
    let digits = report.currency.digits;
    let rows: Vec<Vec<String>> = report
        .months
        .iter()
        .map(|month| {
            let count = |number: u64| print::count(i128::from(number));
            let partial = if month.complete { "" } else { "*" };
            vec![
                format!("{}{partial}", month.month),
                count(month.new),
                count(month.active),
                count(month.repeat),
                count(month.lost),
                count(month.reactivated),
                count(month.customers_end),
                print::percent(month.churn_rate),
                print::percent(month.survival_rate),
                count(month.orders),
                print::money(month.revenue_minor, digits),
                print::mean_money(month.aov_minor, digits),
                print::mean_money(month.arppu_minor, digits),
                print::number(month.lifetime_months, 1),
            ]
        })
        .collect();
    let header = [
        "month", "new", "active", "repeat", "lost", "react.", "base", "churn", "survival",
        "orders", "revenue", "AOV", "ARPPU", "lifetime",
    ];
    let mut text = title(report.as_of, &report.currency.code);
    let _ = write!(
        text,
        "{}\n(* not over; lost after {} days without an order)",
        print::table(&header, &rows),
        report.lost_after_days
    );
    (text, csv(&report.months))
}

/// The named segments, as a table and as CSV.
pub(crate) fn rfm(report: &RfmReport) -> (String, String) {
    let digits = report.currency.digits;
    let rows: Vec<Vec<String>> = report
        .segments
        .iter()
        .map(|segment| {
            vec![
                name(&segment.name),
                print::count(i128::from(segment.customers)),
                print::percent(segment.share),
                print::money(segment.revenue_minor, digits),
                print::percent(segment.revenue_share),
                print::number(segment.mean_recency_days, 0),
                print::number(segment.mean_frequency, 1),
                print::mean_money(segment.mean_monetary_minor, digits),
            ]
        })
        .collect();
    let header = [
        "segment",
        "customers",
        "share",
        "revenue",
        "share",
        "recency d",
        "orders",
        "mean revenue",
    ];
    let mut text = title(report.as_of, &report.currency.code);
    text.push_str(&print::table(&header, &rows));
    let _ = write!(
        text,
        "\nrepeat rate {}, the best 20 % bring {}",
        print::percent(report.repeat_rate),
        print::percent(report.top20_share)
    );
    if let Some(migration) = &report.migration {
        let _ = write!(text, "\n\nfrom {} to {}\n", migration.from, migration.to);
        let flows: Vec<Vec<String>> = migration
            .flows
            .iter()
            .map(|flow| {
                vec![
                    flow.from.to_owned(),
                    name(&flow.to),
                    print::count(i128::from(flow.customers)),
                ]
            })
            .collect();
        text.push_str(&print::table(&["from", "to", "customers"], &flows));
    }
    (text, csv(&report.segments))
}

/// Retention by cohort, as a table and as CSV.
pub(crate) fn cohorts(report: &CohortReport) -> (String, String) {
    let periods = report
        .cohorts
        .iter()
        .map(|cohort| cohort.cells.len())
        .max()
        .unwrap_or(0);
    let rows: Vec<Vec<String>> = report
        .cohorts
        .iter()
        .map(|cohort| {
            let mut row = vec![cohort.cohort.clone(), print::count(i128::from(cohort.size))];
            row.extend(cohort.cells.iter().map(|cell| {
                let partial = if cell.complete { "" } else { "*" };
                format!("{:.0}{partial}", cell.retention * 100.0)
            }));
            row
        })
        .collect();
    let labels: Vec<String> = (0..periods).map(|period| period.to_string()).collect();
    let mut header = vec!["cohort", "size"];
    header.extend(labels.iter().map(String::as_str));
    let mut text = title(report.as_of, &report.currency.code);
    let _ = write!(
        text,
        "{}\n(% of the cohort who ordered; * not over)",
        print::table(&header, &rows)
    );
    let flat: Vec<serde_json::Value> = report
        .cohorts
        .iter()
        .flat_map(|cohort| {
            cohort.cells.iter().map(|cell| {
                let mut row = serde_json::json!({ "cohort": cohort.cohort, "size": cohort.size });
                if let (Some(row), Ok(serde_json::Value::Object(cell))) =
                    (row.as_object_mut(), serde_json::to_value(cell))
                {
                    row.extend(cell);
                }
                row
            })
        })
        .collect();
    (text, csv(&flat))
}

pub(super) fn title(as_of: Option<jiff::civil::Date>, currency: &str) -> String {
    match as_of {
        Some(day) => format!("as of {day}, amounts in {currency}\n"),
        None => "no orders yet: clientele import orders FILE\n".to_owned(),
    }
}

fn name(segment: &impl Serialize) -> String {
    let value = serde_json::to_value(segment).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// Rows of plain values as CSV: a column a field.
pub(super) fn csv(rows: &[impl Serialize]) -> String {
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let Ok(serde_json::Value::Object(row)) = serde_json::to_value(row) else {
            continue;
        };
        if index == 0 {
            text.push_str(&row.keys().cloned().collect::<Vec<_>>().join(","));
            text.push('\n');
        }
        let cells: Vec<String> = row
            .values()
            .map(|value| match value {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => quoted(text),
                other => other.to_string(),
            })
            .collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

/// A text as a cell of CSV (RFC 4180): in quotes where it must be.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_with_commas_stay_one_cell() {
        let rows = [serde_json::json!({ "key": "Smith, \"J\"", "n": 1 })];
        assert_eq!(csv(&rows), "key,n\n\"Smith, \"\"J\"\"\",1\n");
    }
}
