//! `clientele report subscriptions`.

use std::fmt::Write as _;

use app::Workspace;
use clap::Args;
use insight::{
    ContractCandidate, ContractGroup, ContractQuery, ContractReport, ContractTerm, Subscriber, Unit,
};
use jiff::civil::Date;
use kernel::{Limit, Page};

use super::Answer;
use super::share::share;
use super::tables::csv;
use crate::print;

/// Months that the table shows.
const MONTHS: usize = 24;

/// Subscriptions: subscribers and revenue by month, retention, and what the renewals to come are worth
#[derive(Debug, Args)]
pub(super) struct Subscriptions {
    /// The period of the start that makes a cohort: week, month, quarter or year
    #[arg(long, default_value = "month")]
    by: Unit,
    /// The share of the price that is left after costs
    #[arg(long, value_name = "SHARE", default_value = "100%", value_parser = share, allow_hyphen_values = true)]
    margin: f64,
    /// How much less a year later counts
    #[arg(long, value_name = "SHARE", default_value = "10%", value_parser = share, allow_hyphen_values = true)]
    discount: f64,
    /// List the running subscriptions instead, those whose renewals to come are worth most first
    #[arg(long)]
    subscribers: bool,
    /// How many to list
    #[arg(long, default_value_t = 50, requires = "subscribers")]
    limit: u32,
    /// Where the list goes on: the cursor at the end of the one before
    #[arg(long, requires = "subscribers", allow_hyphen_values = true)]
    cursor: Option<String>,
}

impl Subscriptions {
    pub(super) async fn compute(
        &self,
        workspace: &Workspace,
        as_of: Option<Date>,
    ) -> anyhow::Result<Answer> {
        let query = ContractQuery {
            as_of,
            by: self.by,
            margin: self.margin,
            discount: self.discount,
            ..ContractQuery::default()
        };
        if self.subscribers {
            let limit = Limit::try_from(self.limit)?;
            let cursor = self.cursor.as_deref();
            let page = workspace.subscribers(&query, cursor, limit).await?;
            return Ok(Answer {
                json: serde_json::to_value(&page)?,
                table: list(&page, workspace.settings().currency.digits()),
                csv: csv(&page.items),
            });
        }
        let report = workspace.contract(&query).await?;
        Ok(Answer {
            json: serde_json::to_value(&report)?,
            table: table(&report),
            csv: csv(&report.months),
        })
    }
}

fn count(number: u64) -> String {
    print::count(i128::from(number))
}

/// The report: what runs, the months, and each length of a period.
fn table(report: &ContractReport) -> String {
    let digits = report.currency.digits;
    let (Some(as_of), Some(current)) = (report.as_of, &report.current) else {
        return "no subscriptions: clientele import subscriptions FILE".to_owned();
    };
    let mut text = format!("as of {as_of}, amounts in {}\n", report.currency.code);
    let _ = writeln!(
        text,
        "{} subscribers with {} subscriptions bring {} a month; their renewals to come are worth {}",
        count(current.subscribers),
        count(current.subscriptions),
        print::money(current.mrr_minor, digits),
        print::mean_money(current.residual_value_minor, digits)
    );
    let _ = writeln!(
        text,
        "(with {} of the price left after costs, and {} off a year)\n",
        print::percent(Some(report.margin)),
        print::percent(Some(report.discount))
    );
    text.push_str(&months(report));
    for term in &report.terms {
        text.push_str(&of_term(term, report));
    }
    text.trim_end().to_owned()
}

fn months(report: &ContractReport) -> String {
    let digits = report.currency.digits;
    let earlier = report.months.len().saturating_sub(MONTHS);
    let rows: Vec<Vec<String>> = report
        .months
        .iter()
        .skip(earlier)
        .map(|month| {
            let partial = if month.complete { "" } else { "*" };
            vec![
                format!("{}{partial}", month.month),
                count(month.new),
                count(month.reactivated),
                count(month.lost),
                count(month.subscribers_end),
                print::percent(month.churn_rate),
                print::money(month.mrr_new_minor + month.mrr_reactivated_minor, digits),
                print::money(
                    month.mrr_expansion_minor - month.mrr_contraction_minor,
                    digits,
                ),
                print::money(month.mrr_churned_minor, digits),
                print::money(month.mrr_end_minor, digits),
                print::percent(month.revenue_churn_rate),
            ]
        })
        .collect();
    let header = [
        "month",
        "new",
        "react.",
        "lost",
        "subscribers",
        "churn",
        "MRR new",
        "changed",
        "churned",
        "MRR",
        "revenue churn",
    ];
    let mut text = format!("{}\n(* not over", print::table(&header, &rows));
    if earlier > 0 {
        let _ = write!(text, "; {earlier} earlier months: --csv or --json");
    }
    text.push_str(")\n");
    text
}

/// Contracts of one length: retention by cohort and plan, the models, what they foresee.
fn of_term(term: &ContractTerm, report: &ContractReport) -> String {
    let digits = report.currency.digits;
    let period = match term.period_months {
        1 => "month".to_owned(),
        12 => "year".to_owned(),
        months => format!("{months} months"),
    };
    let mut text = format!(
        "\nrenewed every {period}: {} subscriptions, {} running\n",
        count(term.subscriptions),
        count(term.running)
    );
    let cohorts = term
        .cohorts
        .iter()
        .map(|of| (of.cohort.as_str(), &of.group));
    text.push_str(&groups("cohort", cohorts, digits));
    let plans = term
        .plans
        .iter()
        .map(|of| (of.plan.as_deref().unwrap_or("-"), &of.group));
    text.push_str(&groups("plan", plans, digits));
    text.push_str("(% still there after 1, 2, 3… periods; * not all have come so far)\n");
    let fitted = term.candidates.iter().filter(|of| of.problem.is_none());
    for candidate in fitted {
        let _ = writeln!(text, "{}", of_candidate(candidate));
    }
    let _ = writeln!(text, "{}", term.reason);
    for left in &term.left {
        let _ = writeln!(
            text,
            "after {} more renewals {:.0} of the running are left (95 %: {:.0} to {:.0})",
            left.periods, left.left.mean, left.left.low, left.left.high
        );
    }
    if let Some(value) = term.residual_value {
        let money = |minor| print::mean_money(Some(minor), digits);
        let _ = writeln!(
            text,
            "the renewals to come are worth {} (95 %: {} to {})",
            money(value.mean),
            money(value.low),
            money(value.high)
        );
    }
    text
}

fn of_candidate(candidate: &ContractCandidate) -> String {
    let parameters: Vec<String> = candidate
        .parameters
        .iter()
        .map(|of| format!("{} {:.3} ± {:.3}", of.name, of.value, of.standard_error))
        .collect();
    let mut text = format!("{}: {}", candidate.family.name(), parameters.join(", "));
    if let Some(holdout) = &candidate.holdout {
        let _ = write!(
            text,
            "; of {} contracts that came up for renewal in what was held out ({}) it foresaw {:.1} to stay, {} did",
            count(holdout.contracts),
            periods(holdout.periods),
            holdout.expected,
            count(holdout.actual)
        );
    }
    text
}

fn periods(count: u32) -> String {
    if count == 1 {
        "1 period".to_owned()
    } else {
        format!("{count} periods")
    }
}

/// Retention of groups, a row a group.
fn groups<'a>(
    what: &str,
    groups: impl Iterator<Item = (&'a str, &'a ContractGroup)>,
    digits: u8,
) -> String {
    let rows: Vec<Vec<String>> = groups
        .map(|(name, group)| {
            let mut row = vec![
                name.to_owned(),
                count(group.size),
                count(group.running),
                print::money(group.mrr_minor, digits),
                print::mean_money(group.residual_value_minor, digits),
            ];
            row.extend(group.retention.iter().skip(1).map(|point| {
                let partial = if point.complete { "" } else { "*" };
                format!("{:.0}{partial}", point.survival * 100.0)
            }));
            row
        })
        .collect();
    let periods = rows.iter().map(Vec::len).max().unwrap_or(5) - 5;
    let labels: Vec<String> = (1..=periods).map(|period| period.to_string()).collect();
    let mut header = vec![what, "size", "running", "MRR", "to come"];
    header.extend(labels.iter().map(String::as_str));
    format!("{}\n", print::table(&header, &rows))
}

/// The running subscriptions.
fn list(page: &Page<Subscriber>, digits: u8) -> String {
    let rows: Vec<Vec<String>> = page
        .items
        .iter()
        .map(|of| {
            vec![
                of.customer.clone(),
                of.subscription.clone(),
                of.plan.clone().unwrap_or_default(),
                of.start.to_string(),
                print::money(of.price_minor, digits),
                of.renewals.to_string(),
                of.next_renewal.to_string(),
                print::percent(of.renewal_probability),
                print::mean_money(of.residual_value_minor, digits),
                print::mean_money(of.low_minor, digits),
                print::mean_money(of.high_minor, digits),
            ]
        })
        .collect();
    let header = [
        "customer",
        "subscription",
        "plan",
        "start",
        "price",
        "renewals",
        "next",
        "renews",
        "to come",
        "low",
        "high",
    ];
    let mut text = print::table(&header, &rows);
    if let Some(cursor) = &page.next_cursor {
        let _ = write!(
            text,
            "\nmore: clientele report subscriptions --subscribers --cursor {cursor}"
        );
    }
    text
}
