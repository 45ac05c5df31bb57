//! `clientele report products`.

use std::fmt::Write as _;

use app::Workspace;
use clap::Args;
use insight::{
    PairList, PairOrder, PairReport, ProductCompare, ProductList, ProductOrder, ProductPage,
    ProductQuery,
};
use jiff::civil::Date;
use kernel::Limit;

use super::Answer;
use super::tables::{csv, title};
use crate::failure::WrongCall;
use crate::print;

/// Products: revenue, returns, who bought again, with what customers begin, what is bought together
#[derive(Debug, Args)]
pub(super) struct Products {
    /// The first day that counts; a year up to the last one when absent
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// The time to compare with: previous (as many days right before), year, or none
    #[arg(long, default_value = "previous")]
    compare: ProductCompare,
    /// Only products with this in their key, name or category
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// revenue, units, orders, buyers, returns, repeat, first, change or name
    #[arg(long, default_value = "revenue")]
    sort: ProductOrder,
    /// How many products or pairs
    #[arg(long, default_value_t = 50)]
    limit: u32,
    /// Where the list goes on: the cursor at the end of the one before
    #[arg(long)]
    cursor: Option<String>,
    /// Pairs that are bought together instead, by orders, lift or confidence
    #[arg(long, value_name = "ORDER")]
    pairs: Option<PairOrder>,
    /// Only pairs with this product
    #[arg(long, value_name = "KEY", requires = "pairs")]
    product: Option<String>,
    /// On how many receipts a pair must stand; 10, and one in 10,000 of all, when absent
    #[arg(long, value_name = "N", requires = "pairs")]
    min_orders: Option<u64>,
}

impl Products {
    pub(super) async fn compute(
        &self,
        workspace: &Workspace,
        as_of: Option<Date>,
    ) -> anyhow::Result<Answer> {
        let limit = Limit::try_from(self.limit).map_err(|error| WrongCall(error.to_string()))?;
        let query = ProductQuery {
            as_of,
            from: self.from,
            compare: self.compare,
        };
        if let Some(order) = self.pairs {
            let list = PairList {
                product: self.product.as_deref(),
                min_orders: self.min_orders,
                order,
                limit: usize::from(limit.get()),
            };
            let report = workspace.product_pairs(&query, &list).await?;
            return Answer::of(&report, (pairs(&report), csv(&report.pairs)));
        }
        let list = ProductList {
            search: self.search.as_deref(),
            order: self.sort,
            reversed: false,
            cursor: self.cursor.as_deref(),
            limit,
        };
        let page = workspace.products(&query, &list).await?;
        Answer::of(&page, (table(&page), csv(&page.items)))
    }
}

fn table(page: &ProductPage) -> String {
    let digits = page.currency.digits;
    let rows: Vec<Vec<String>> = page
        .items
        .iter()
        .map(|product| {
            vec![
                product.product.clone(),
                product.name.clone().unwrap_or_default(),
                print::money(product.revenue_minor, digits),
                print::percent(product.revenue_change),
                print::number(Some(product.units), 0),
                print::count(product.orders),
                print::count(product.buyers),
                print::percent(product.return_share),
                print::percent(product.repeat_rate_90),
                print::percent(product.repeat_rate),
                print::percent(product.first_share),
                print::mean_money(product.first_worth_minor, digits),
            ]
        })
        .collect();
    let header = [
        "product", "name", "revenue", "change", "units", "orders", "buyers", "returned",
        "again 90", "again", "first", "worth",
    ];
    let mut text = title(page.as_of, &page.currency.code);
    text.push_str(&print::table(&header, &rows));
    if let Some(from) = page.from {
        let _ = write!(
            text,
            "\n\nfrom {from}: {} products, revenue {}, {} orders, {} buyers, {} new customers",
            print::count(page.totals.products),
            print::money(page.totals.revenue_minor, digits),
            print::count(page.totals.orders),
            print::count(page.totals.buyers),
            print::count(page.totals.new_customers),
        );
    }
    if let Some(cursor) = &page.next_cursor {
        let _ = write!(text, "\nmore with --cursor {cursor}");
    }
    text
}

fn pairs(report: &PairReport) -> String {
    let rows: Vec<Vec<String>> = report
        .pairs
        .iter()
        .map(|pair| {
            let name = |side: &insight::PairSide| {
                let name = side.name.as_ref();
                name.map_or_else(
                    || side.product.clone(),
                    |name| format!("{} {name}", side.product),
                )
            };
            vec![
                name(&pair.product),
                name(&pair.with),
                print::count(pair.orders),
                print::percent(Some(pair.confidence)),
                print::percent(Some(pair.confidence_back)),
                print::number(Some(pair.lift), 1),
                print::number(Some(pair.lift_low), 1),
                print::number(Some(pair.lift_high), 1),
            ]
        })
        .collect();
    let header = [
        "product", "with", "orders", "conf.", "back", "lift", "from", "to",
    ];
    let mut text = title(report.as_of, &report.currency.code);
    let _ = write!(
        text,
        "{}\n\n{} pairs stand on {} receipts or more; {} of them chance alone may explain",
        print::table(&header, &rows),
        print::count(report.tested),
        print::count(report.min_orders),
        print::count(report.by_chance),
    );
    text
}
