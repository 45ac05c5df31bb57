//! The customers by what they left over, in pages.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::civil::Date;
use kernel::{Limit, Page};
use serde::Serialize;

use crate::profit::account::Account;
use crate::profit::list::{ProfitList, ProfitOrder};
use crate::profit::query::ProfitQuery;
use crate::profit::report::ProfitBasis;
use crate::profit::{Basis, REPORT, currency, read};
use crate::source::Source;
use crate::{CurrencyUnit, InsightError};

/// A page of customers by result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfitPage {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: CurrencyUnit,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// What a customer's result is.
    pub basis: ProfitBasis,
    /// The customers; those whose result is not known are not among them.
    pub items: Vec<ProfitCustomer>,
    /// What to ask for the next page with; absent at the end.
    pub next_cursor: Option<String>,
}

/// What one customer brought and cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfitCustomer {
    /// The key that the company's own systems use.
    pub customer_key: String,
    /// Orders.
    pub orders: u64,
    /// Return receipts.
    pub returns: u64,
    /// Revenue after returns and discounts.
    pub revenue_minor: i64,
    /// What discounts took from it.
    pub discount_minor: i64,
    /// The cost of goods; absent when no cost is known.
    pub cost_minor: Option<i64>,
    /// The cost of serving.
    pub serving_minor: i64,
    /// The result: see the basis.
    pub result_minor: i64,
}

/// Lists customers by their result.
///
/// # Errors
///
/// Those of [`profitability`](crate::profitability), and [`InsightError::CursorUnknown`].
pub async fn profit_customers(
    source: &Source<'_>,
    query: &ProfitQuery,
    ProfitList { order, part }: ProfitList,
    (cursor, limit): (Option<&str>, Limit),
) -> Result<ProfitPage, InsightError> {
    let rates = query.rates()?;
    part.check()?;
    let after = cursor.map(place).transpose()?;
    let read = read(source, query).await?;
    let as_of = read.as_ref().map(|read| read.as_of).or(query.as_of);
    let accounts = read.map(|read| read.accounts).unwrap_or_default();
    let basis = Basis::of(&accounts, rates);
    let mut all: Vec<(i64, &Account)> = accounts
        .iter()
        .filter_map(|account| Some((basis.result(account)?, account)))
        .collect();
    // Of equal results the first by id are the better ones, here as in the list of the best.
    all.sort_unstable_by_key(|&(result, account)| (Reverse(result), account.customer_id));
    let mut results = part.of(&all).to_vec();
    let key = |&(result, account): &(i64, &Account)| match order {
        ProfitOrder::Worst => (i128::from(result), account.customer_id),
        ProfitOrder::Best => (-i128::from(result), account.customer_id),
    };
    results.sort_unstable_by_key(key);
    let start = after.map_or(0, |(result, id)| {
        let sign = if order == ProfitOrder::Best { -1 } else { 1 };
        let last = (sign * i128::from(result), id);
        results.partition_point(|item| key(item) <= last)
    });
    let wanted = results[start..]
        .iter()
        .take(usize::from(limit.get()) + 1)
        .copied()
        .collect();
    let page = Page::of(wanted, limit, |(result, account): &(i64, &Account)| {
        format!("{result}.{}", account.customer_id)
    });
    let ids: Vec<i64> = page
        .items
        .iter()
        .map(|(_, account)| account.customer_id)
        .collect();
    let keys = source.customer_keys(REPORT, &ids).await?;
    Ok(ProfitPage {
        as_of,
        currency: currency(source),
        snapshot: source.snapshot,
        basis: basis.name,
        items: page
            .items
            .iter()
            .map(|&(result, account)| customer(account, result, basis, &keys))
            .collect(),
        next_cursor: page.next_cursor,
    })
}

fn customer(
    account: &Account,
    result_minor: i64,
    basis: Basis,
    keys: &HashMap<i64, String>,
) -> ProfitCustomer {
    ProfitCustomer {
        customer_key: keys.get(&account.customer_id).cloned().unwrap_or_default(),
        orders: account.orders,
        returns: account.returns,
        revenue_minor: account.net_minor(),
        discount_minor: account.discount_minor,
        cost_minor: match basis.name {
            ProfitBasis::Profit => account.cost_minor(basis.rates.margin),
            ProfitBasis::Revenue => None,
        },
        serving_minor: basis.serving(account),
        result_minor,
    }
}

/// The result and the id after which a page begins.
fn place(cursor: &str) -> Result<(i64, i64), InsightError> {
    let parts = cursor.split_once('.');
    parts
        .and_then(|(result, id)| Some((result.parse().ok()?, id.parse().ok()?)))
        .ok_or_else(|| InsightError::CursorUnknown(cursor.to_owned()))
}
