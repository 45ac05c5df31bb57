//! `clientele report profitability`.

use std::fmt::Write as _;

use app::Workspace;
use clap::Args;
use insight::{
    ProfitBasis, ProfitList, ProfitOrder, ProfitPage, ProfitPart, ProfitQuery, ProfitReport,
};
use jiff::civil::Date;
use kernel::Limit;

use super::share::share;
use super::tables::{csv, title};
use super::{Answer, advised};
use crate::failure::WrongCall;
use crate::print;

/// What customers bring after costs: whale curve, tenths, the best and the worst
#[derive(Debug, Args)]
pub(super) struct Profit {
    /// The first day that counts; all of history when absent
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// What serving one order costs
    #[arg(
        long,
        value_name = "AMOUNT",
        default_value = "0",
        allow_negative_numbers = true
    )]
    cost_per_order: String,
    /// What serving one return costs
    #[arg(
        long,
        value_name = "AMOUNT",
        default_value = "0",
        allow_negative_numbers = true
    )]
    cost_per_return: String,
    /// The share of revenue left after the cost of goods, for lines whose cost is not known
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true)]
    margin: Option<f64>,
    /// List customers instead: worst or best first
    #[arg(long, value_name = "ORDER")]
    customers: Option<ProfitOrder>,
    /// List those only who cost more than they bring
    #[arg(long, requires = "customers")]
    unprofitable: bool,
    /// List a tenth of them only, 1 the best
    #[arg(
        long,
        value_name = "NUMBER",
        requires = "customers",
        conflicts_with = "unprofitable"
    )]
    tenth: Option<u8>,
    /// How many customers to list
    #[arg(long, default_value_t = 50, requires = "customers")]
    limit: u32,
    /// Where the list goes on: the cursor at the end of the one before
    #[arg(long, requires = "customers", allow_hyphen_values = true)]
    cursor: Option<String>,
}

impl Profit {
    pub(super) async fn compute(
        &self,
        workspace: &Workspace,
        as_of: Option<Date>,
    ) -> anyhow::Result<Answer> {
        let query = ProfitQuery {
            as_of,
            from: self.from,
            cost_per_order_minor: workspace.amount(&self.cost_per_order)?,
            cost_per_return_minor: workspace.amount(&self.cost_per_return)?,
            margin: self.margin,
        };
        if let Some(order) = self.customers {
            let limit =
                Limit::try_from(self.limit).map_err(|error| WrongCall(error.to_string()))?;
            let place = (self.cursor.as_deref(), limit);
            let part = match self.tenth {
                Some(tenth) => ProfitPart::Decile(tenth),
                None if self.unprofitable => ProfitPart::Unprofitable,
                None => ProfitPart::Everybody,
            };
            let asked = ProfitList { order, part };
            let page = workspace.profit_customers(&query, asked, place).await?;
            return Ok(Answer {
                json: serde_json::to_value(&page)?,
                table: list(&page),
                csv: csv(&page.items),
            });
        }
        let report = workspace.profitability(&query).await?;
        Ok(Answer {
            json: serde_json::to_value(&report)?,
            table: table(&report),
            csv: csv(&report.curve),
        })
    }
}

fn result(basis: ProfitBasis) -> &'static str {
    match basis {
        ProfitBasis::Profit => "profit",
        ProfitBasis::Revenue => "revenue",
    }
}

fn table(report: &ProfitReport) -> String {
    let digits = report.currency.digits;
    let money = |minor: i64| print::money(minor, digits);
    let count = |number: u64| print::count(i128::from(number));
    let mut text = title(report.as_of, &report.currency.code);
    let rows: Vec<Vec<String>> = report
        .deciles
        .iter()
        .map(|decile| {
            vec![
                decile.decile.to_string(),
                count(decile.customers),
                money(decile.result_minor),
                print::percent(decile.share),
                money(decile.most_minor),
                money(decile.least_minor),
            ]
        })
        .collect();
    let name = result(report.basis);
    text.push_str(&print::table(
        &["tenth", "customers", name, "share", "from", "to"],
        &rows,
    ));
    let totals = report.totals;
    let _ = write!(
        text,
        "\n\n{} of {} customers: revenue {}, cost of goods {}, serving {}, {name} {} (discounts given, off revenue: {})",
        count(report.counted),
        count(report.customers),
        money(totals.revenue_minor),
        money(totals.cost_minor),
        money(totals.serving_minor),
        money(totals.result_minor),
        money(totals.discount_minor),
    );
    if let Some(peak) = report.peak {
        let _ = write!(
            text,
            "\nthe best {} bring {} of it; {} ({}) cost more than they bring, {} in all",
            print::percent(Some(peak.customers_share)),
            print::percent(peak.share),
            count(report.unprofitable.customers),
            print::percent(report.unprofitable.share),
            money(report.unprofitable.result_minor),
        );
    }
    advised(text, report.advice.as_deref())
}

fn list(page: &ProfitPage) -> String {
    let digits = page.currency.digits;
    let rows: Vec<Vec<String>> = page
        .items
        .iter()
        .map(|customer| {
            let cost = customer.cost_minor.map(|minor| print::money(minor, digits));
            vec![
                customer.customer_key.clone(),
                print::count(i128::from(customer.orders)),
                print::count(i128::from(customer.returns)),
                print::money(customer.revenue_minor, digits),
                print::money(customer.discount_minor, digits),
                cost.unwrap_or_else(|| print::number(None, 0)),
                print::money(customer.serving_minor, digits),
                print::money(customer.result_minor, digits),
            ]
        })
        .collect();
    let header = [
        "customer",
        "orders",
        "returns",
        "revenue",
        "discount",
        "cost",
        "serving",
        result(page.basis),
    ];
    let mut text = title(page.as_of, &page.currency.code);
    text.push_str(&print::table(&header, &rows));
    if let Some(cursor) = &page.next_cursor {
        let _ = write!(text, "\n(more with --cursor {cursor})");
    }
    text
}
