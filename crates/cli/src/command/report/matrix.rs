//! `clientele report retention-matrix`.

use std::fmt::Write as _;

use app::Workspace;
use clap::Args;
use insight::{MatrixPage, MatrixPlace, MatrixQuery, MatrixReport, RiskMeasure, YEARLY_DISCOUNT};
use jiff::civil::Date;
use kernel::Limit;

use super::Answer;
use super::share::share;
use super::tables::{csv, title};
use crate::failure::WrongCall;
use crate::print;

/// Customers by value and risk of loss: what is at stake, and what to do
#[derive(Debug, Args)]
pub(super) struct Matrix {
    /// List the customers of a cell instead: value and risk, such as high-low, or win-back, or all
    #[arg(long, value_name = "CELL")]
    cell: Option<MatrixPlace>,
    /// How many customers to list
    #[arg(long, default_value_t = 50, requires = "cell")]
    limit: u32,
    /// Where the list goes on: the cursor at the end of the one before
    #[arg(long, requires = "cell")]
    cursor: Option<String>,
    /// Two rising bounds of value; the terciles of the base when absent
    #[arg(long, value_name = "AMOUNT,AMOUNT", allow_hyphen_values = true)]
    value_bounds: Option<String>,
    /// Two rising bounds of risk; a quarter and a half when absent
    #[arg(long, value_name = "SHARE,SHARE", allow_hyphen_values = true)]
    risk_bounds: Option<String>,
    /// no-order (nothing in the next days) or left (gone already, as the model sees it)
    #[arg(long, default_value = "no-order")]
    risk: RiskMeasure,
    /// In how many days, when the risk is that of no order
    #[arg(long, default_value_t = 180)]
    days: u32,
    /// How far a customer's value reaches: 12, 24 or 36
    #[arg(long, default_value_t = 36)]
    months: u32,
    /// The part of the revenue that stays; from the costs of orders when absent
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true)]
    margin: Option<f64>,
    /// What is taken off in a year; 10% when absent
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true)]
    discount: Option<f64>,
    /// Days without an order after which a customer counts as lost
    #[arg(long, default_value_t = 180)]
    lost_after: u32,
}

impl Matrix {
    pub(super) async fn compute(
        &self,
        workspace: &Workspace,
        as_of: Option<Date>,
    ) -> anyhow::Result<Answer> {
        let query = self.query(workspace, as_of)?;
        if let Some(cell) = self.cell {
            let limit =
                Limit::try_from(self.limit).map_err(|error| WrongCall(error.to_string()))?;
            let page = (self.cursor.as_deref(), limit);
            let page = workspace.matrix_customers(&query, cell, page).await?;
            return Answer::of(&page, (list(&page), csv(&page.items)));
        }
        let report = workspace.retention_matrix(&query).await?;
        Answer::of(&report, (table(&report), csv(&report.cells)))
    }

    fn query(&self, workspace: &Workspace, as_of: Option<Date>) -> anyhow::Result<MatrixQuery> {
        let value = self.value_bounds.as_deref().map(two).transpose()?;
        let risk = self.risk_bounds.as_deref().map(two).transpose()?;
        let value = value.map(|[first, second]| {
            anyhow::Ok([workspace.amount(first)?, workspace.amount(second)?])
        });
        let risk = risk.map(|[first, second]| anyhow::Ok([bound(first)?, bound(second)?]));
        Ok(MatrixQuery {
            as_of,
            value_bounds_minor: value.transpose()?,
            risk_bounds: risk.transpose()?,
            risk: self.risk,
            days: self.days,
            months: self.months,
            margin: self.margin,
            yearly_discount: self.discount.unwrap_or(YEARLY_DISCOUNT),
            lost_after_days: self.lost_after,
        })
    }
}

fn bound(text: &str) -> Result<f64, WrongCall> {
    share(text).map_err(WrongCall)
}

/// Two texts with a comma.
fn two(text: &str) -> Result<[&str; 2], WrongCall> {
    let parts = text.split_once(',');
    let parts =
        parts.ok_or_else(|| WrongCall(format!("`{text}` is not two bounds with a comma")))?;
    Ok([parts.0.trim(), parts.1.trim()])
}

fn table(report: &MatrixReport) -> String {
    let digits = report.currency.digits;
    let money = |minor: f64| print::mean_money(Some(minor), digits);
    let count = |number: u64| print::count(i128::from(number));
    let mut text = title(report.as_of, &report.currency.code);
    let rows: Vec<Vec<String>> = report
        .cells
        .iter()
        .map(|cell| {
            vec![
                cell.value.name().to_owned(),
                cell.risk.name().to_owned(),
                count(cell.customers),
                print::percent(cell.share),
                money(cell.clv_minor),
                money(cell.at_stake_minor),
                print::percent(cell.mean_risk),
                print::percent(cell.mean_p_alive),
                print::money(cell.last_year_minor, digits),
            ]
        })
        .collect();
    let header = [
        "value",
        "risk",
        "customers",
        "share",
        "worth",
        "at stake",
        "risk",
        "alive",
        "last year",
    ];
    let _ = write!(
        text,
        "{}\n\n{} customers worth {} over {} months, {} of it at stake; {}; bounds of value {}, of risk {}",
        print::table(&header, &rows),
        count(report.customers),
        money(report.clv_minor),
        report.months,
        money(report.at_stake_minor),
        risk(report),
        report.value_bounds_minor.map_or_else(
            || "–".to_owned(),
            |[first, second]| format!("{} and {}", money(first), money(second))
        ),
        report
            .risk_bounds
            .map(|bound| print::percent(Some(bound)))
            .join(" and "),
    );
    let win_back = report.win_back;
    let _ = write!(
        text,
        "\nto win back: {} lost customers who brought {}\n\nwhat to do",
        count(win_back.customers),
        print::money(win_back.revenue_minor, digits),
    );
    for cell in report.cells.iter().filter(|cell| cell.customers > 0) {
        let _ = write!(
            text,
            "\n{}-{}: {}",
            cell.value.name(),
            cell.risk.name(),
            cell.sentence
        );
    }
    let _ = write!(text, "\nwin-back: {}", win_back.sentence);
    text
}

fn risk(report: &MatrixReport) -> String {
    match report.risk {
        RiskMeasure::NoOrder => format!("risk: nothing is ordered in {} days", report.days),
        RiskMeasure::Left => "risk: has left already".to_owned(),
    }
}

fn list(page: &MatrixPage) -> String {
    let digits = page.currency.digits;
    let money = |minor: f64| print::mean_money(Some(minor), digits);
    let rows: Vec<Vec<String>> = page
        .items
        .iter()
        .map(|customer| {
            vec![
                customer.customer_key.clone(),
                money(customer.clv_minor),
                print::percent(Some(customer.risk)),
                money(customer.at_stake_minor),
                print::percent(Some(customer.p_alive)),
                customer.orders.to_string(),
                customer.last_order.to_string(),
                print::money(customer.last_year_minor, digits),
                print::money(customer.revenue_minor, digits),
            ]
        })
        .collect();
    let header = [
        "customer",
        "worth",
        "risk",
        "at stake",
        "alive",
        "orders",
        "last order",
        "last year",
        "revenue",
    ];
    let mut text = title(page.as_of, &page.currency.code);
    let count = print::count(i128::from(page.matching));
    let _ = write!(text, "{}\n{count} customers", print::table(&header, &rows));
    if let Some(sentence) = page.sentence {
        let _ = write!(text, ": {sentence}");
    }
    if let Some(cursor) = &page.next_cursor {
        let _ = write!(text, "\n(more with --cursor {cursor})");
    }
    text
}
