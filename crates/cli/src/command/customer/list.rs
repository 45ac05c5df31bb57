//! `clientele customer list`: customers by figures, as the console lists them.

use std::process::ExitCode;

use anyhow::bail;
use app::{CustomerQuery, Workspace, segment_of};
use clap::Args;
use customers::Listed;
use jiff::civil::Date;
use kernel::Limit;
use serde_json::{Value, json};

use crate::context::Globals;
use crate::print;

/// The most customers of one page of the store.
const PAGE: usize = 1_000;

/// Which customers, and how they are printed.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Beginnings of words of name, e-mail, phone and key
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Segments, with commas, such as champions,loyal
    #[arg(long, value_name = "NAMES")]
    segment: Option<String>,
    /// The country, as it is known
    #[arg(long)]
    country: Option<String>,
    /// The risk of having left: low, middle or high
    #[arg(long)]
    risk: Option<String>,
    /// Who has an email, a phone, or both with a comma
    #[arg(long)]
    with: Option<String>,
    /// The least number of orders
    #[arg(long, allow_negative_numbers = true)]
    orders_min: Option<i64>,
    /// The greatest number of orders
    #[arg(long, allow_negative_numbers = true)]
    orders_max: Option<i64>,
    /// The least net revenue, in minor units
    #[arg(long, allow_negative_numbers = true)]
    revenue_min: Option<i64>,
    /// The greatest net revenue, in minor units
    #[arg(long, allow_negative_numbers = true)]
    revenue_max: Option<i64>,
    /// The least worth of the orders of 12 months, in minor units
    #[arg(long, allow_negative_numbers = true)]
    clv_min: Option<i64>,
    /// The greatest worth of the orders of 12 months, in minor units
    #[arg(long, allow_negative_numbers = true)]
    clv_max: Option<i64>,
    /// The last order was on this day or later
    #[arg(long, value_name = "DAY")]
    last_order_from: Option<Date>,
    /// The last order was on this day or before
    #[arg(long, value_name = "DAY")]
    last_order_until: Option<Date>,
    /// The order: revenue, name, `last_order`, orders, clv, `p_alive` or `created_at`, with - before it for the greatest first
    #[arg(long, allow_hyphen_values = true)]
    sort: Option<String>,
    /// How many customers, 20 when absent; all of them with --csv
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Answer in CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

impl List {
    pub(super) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        let query = self.query();
        if let Err(wrong) = query.read() {
            bail!("{} {}", wrong.path, wrong.reason);
        }
        workspace.refresh_customers().await?;
        let top = match (self.top, self.csv) {
            (Some(top), _) => top,
            (None, true) => usize::MAX,
            (None, false) => 20,
        };
        if self.csv {
            print::bytes(Listed::csv_header().as_bytes())?;
            let name = |number: u8| segment_of(number).map(insight::Segment::name);
            each(&workspace, &query, top, |items| {
                let text: String = items.iter().map(|item| item.csv_line(name)).collect();
                Ok(print::bytes(text.as_bytes())?)
            })
            .await?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut all = Vec::new();
        each(&workspace, &query, top, |items| {
            all.extend(items);
            Ok(())
        })
        .await?;
        if globals.json {
            print::json(&all.iter().map(row).collect::<Vec<Value>>())?;
        } else {
            let digits = workspace.settings().currency.digits();
            print::out(&table(&all, digits));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn query(&self) -> CustomerQuery {
        CustomerQuery {
            search: self.search.clone(),
            segment: self.segment.clone(),
            country: self.country.clone(),
            risk: self.risk.clone(),
            with: self.with.clone(),
            orders: (self.orders_min, self.orders_max),
            revenue_minor: (self.revenue_min, self.revenue_max),
            clv_minor: (self.clv_min, self.clv_max),
            last_order: (self.last_order_from, self.last_order_until),
            sort: self.sort.clone(),
        }
    }
}

/// Hands over the customers of a question, some at a time, until so many were.
async fn each(
    workspace: &Workspace,
    query: &CustomerQuery,
    top: usize,
    mut take: impl FnMut(Vec<Listed>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let Ok((filter, sort)) = query.read() else {
        return Ok(());
    };
    let (mut cursor, mut rest) = (None::<String>, top);
    while rest > 0 {
        let limit = Limit::try_from(u32::try_from(rest.min(PAGE))?)?;
        let page = (cursor.as_deref(), limit);
        let (page, _) = workspace.list_customers(&filter, sort, page).await?;
        rest -= page.items.len().min(rest);
        take(page.items)?;
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    Ok(())
}

fn row(listed: &Listed) -> Value {
    let entry = &listed.entry;
    let segment = entry.segment.and_then(segment_of);
    json!({
        "id": listed.id,
        "key": listed.key,
        "name": listed.name,
        "email": listed.email,
        "phone": listed.phone,
        "country": listed.country,
        "segment": segment.map(insight::Segment::name),
        "orders": entry.orders,
        "revenue_minor": entry.revenue_minor,
        "first_order": entry.first_day,
        "last_order": entry.last_day,
        "p_alive": entry.p_alive,
        "clv_12m_minor": entry.clv_12m_minor,
        "created_at": listed.created_at,
    })
}

fn table(all: &[Listed], digits: u8) -> String {
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|listed| {
            let entry = &listed.entry;
            let name = listed.name.as_ref().map(|name| name.expose().to_owned());
            let segment = entry.segment.and_then(segment_of);
            let day = entry.last_day.map(|day| day.to_string());
            let clv = entry.clv_12m_minor.map(|minor| print::money(minor, digits));
            vec![
                listed.key.clone(),
                name.unwrap_or_default(),
                segment.map_or("", insight::Segment::name).to_owned(),
                print::count(entry.orders),
                print::money(entry.revenue_minor, digits),
                day.unwrap_or_default(),
                print::number(entry.p_alive, 3),
                clv.unwrap_or_else(|| "–".to_owned()),
            ]
        })
        .collect();
    let header = [
        "customer",
        "name",
        "segment",
        "orders",
        "revenue",
        "last order",
        "alive",
        "12 months",
    ];
    print::table(&header, &rows)
}
