//! `clientele report lost-customers`.

use app::Workspace;
use clap::Args;
use insight::{Assumption, AssumptionOrigin, LostCustomersQuery, LostCustomersReport};
use jiff::civil::Date;

use super::share::share;
use super::tables::{csv, title};
use super::{Answer, advised};
use crate::print;

/// What more or fewer lost customers bring over years
#[derive(Debug, Args)]
pub(super) struct Calculator {
    /// How many more customers are lost; -5% is 5 % fewer
    #[arg(long, value_name = "SHARE", default_value = "-5%", value_parser = share, allow_hyphen_values = true)]
    change: f64,
    /// How many years to follow
    #[arg(long, default_value_t = 5)]
    years: u32,
    /// Days without an order after which a customer counts as lost
    #[arg(long, default_value_t = 180)]
    lost_after: u32,
    /// Customers now; those of the base when absent
    #[arg(long, allow_negative_numbers = true)]
    customers: Option<f64>,
    /// The share of the customers lost in a year; that of the base when absent
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true)]
    churn: Option<f64>,
    /// Customers who come in a year; those of the base when absent
    #[arg(long, allow_negative_numbers = true)]
    inflow: Option<f64>,
    /// How the inflow changes from year to year; as in the base when absent
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true)]
    inflow_growth: Option<f64>,
    /// Revenue from one customer in a year; that of the base when absent
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    revenue_per_customer: Option<String>,
    /// The share of revenue left after costs; from the costs of orders when absent
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true)]
    margin: Option<f64>,
    /// Discount a year; 10% when absent
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true)]
    discount: Option<f64>,
}

impl Calculator {
    pub(super) async fn compute(
        &self,
        workspace: &Workspace,
        as_of: Option<Date>,
    ) -> anyhow::Result<Answer> {
        let revenue = self.revenue_per_customer.as_deref();
        let query = LostCustomersQuery {
            as_of,
            lost_after_days: self.lost_after,
            change: self.change,
            years: self.years,
            customers: self.customers,
            yearly_churn: self.churn,
            inflow: self.inflow,
            inflow_growth: self.inflow_growth,
            revenue_per_customer_minor: revenue.map(|text| workspace.amount(text)).transpose()?,
            margin: self.margin,
            discount: self.discount,
        };
        let report = workspace.lost_customers(&query).await?;
        Ok(Answer {
            json: serde_json::to_value(&report)?,
            table: table(&report),
            csv: csv(&report.years),
        })
    }
}

fn table(report: &LostCustomersReport) -> String {
    let digits = report.currency.digits;
    let money = |minor: f64| print::mean_money(Some(minor), digits);
    let number = |number: f64| print::number(Some(number), 0);
    let rows: Vec<Vec<String>> = report
        .years
        .iter()
        .map(|year| {
            vec![
                year.year.to_string(),
                number(year.customers),
                number(year.lost),
                money(year.margin_minor),
                number(year.changed_customers),
                number(year.changed_lost),
                money(year.changed_margin_minor),
                money(year.difference_minor),
                money(year.cumulative_minor),
                money(year.cumulative_present_minor),
            ]
        })
        .collect();
    let header = [
        "year",
        "customers",
        "lost",
        "margin",
        "then",
        "lost",
        "margin",
        "more",
        "in all",
        "today's value",
    ];
    let mut text = title(report.as_of, &report.currency.code);
    text.push_str(&assumptions(report));
    if !rows.is_empty() {
        text.push_str(&print::table(&header, &rows));
    }
    let rows: Vec<Vec<String>> = report
        .values
        .iter()
        .map(|value| {
            vec![
                print::percent(Some(value.retention)),
                print::mean_money(value.value_minor, digits),
                print::percent(value.change),
            ]
        })
        .collect();
    if !rows.is_empty() {
        text.push_str("\n\nthe future of one customer, by retention a year\n");
        text.push_str(&print::table(&["retention", "worth", "more"], &rows));
    }
    advised(text, report.advice.as_deref())
}

/// What is computed with, a line each.
fn assumptions(report: &LostCustomersReport) -> String {
    let digits = report.currency.digits;
    let inputs = &report.inputs;
    let revenue = inputs.revenue_per_customer_minor;
    let lines = [
        (
            "customers",
            inputs.customers,
            print::number(inputs.customers.value, 0),
        ),
        (
            "lost a year",
            inputs.yearly_churn,
            print::percent(inputs.yearly_churn.value),
        ),
        (
            "coming a year",
            inputs.inflow,
            print::number(inputs.inflow.value, 0),
        ),
        (
            "growth of these",
            inputs.inflow_growth,
            print::percent(inputs.inflow_growth.value),
        ),
        (
            "revenue of one a year",
            revenue,
            print::mean_money(revenue.value, digits),
        ),
        ("margin", inputs.margin, print::percent(inputs.margin.value)),
        (
            "discount a year",
            inputs.discount,
            print::percent(inputs.discount.value),
        ),
    ];
    let window = report.window.as_ref();
    let months = window.map(|window| format!("{} to {}", window.from, window.until));
    let rows: Vec<Vec<String>> = lines
        .into_iter()
        .map(|(name, input, value)| vec![name.to_owned(), value, origin(input, months.as_deref())])
        .collect();
    let change = print::percent(Some(report.change));
    format!(
        "{}\n\n{change} lost customers: {} a year instead\n",
        print::table(&["input", "value", "from"], &rows),
        print::percent(Some(report.changed_yearly_churn)),
    )
}

fn origin(input: Assumption, months: Option<&str>) -> String {
    match input.origin {
        AssumptionOrigin::Given => "given".to_owned(),
        AssumptionOrigin::Base => format!("the base, {}", months.unwrap_or("now")),
        AssumptionOrigin::Usual => "usual value".to_owned(),
        AssumptionOrigin::Missing => "missing".to_owned(),
    }
}
