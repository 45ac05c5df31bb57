//! The report on profitability as it is handed out.

use jiff::civil::Date;
use serde::Serialize;

use crate::CurrencyUnit;
use crate::money::count_ratio;
use crate::profit::account::Account;
use crate::profit::query::ProfitQuery;
use crate::profit::{Basis, currency, whale};
use crate::source::Source;

/// What customers brought after costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProfitReport {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The first day that counts; absent for all of history.
    pub from: Option<Date>,
    /// The currency of all amounts.
    pub currency: CurrencyUnit,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// What a customer's result is.
    pub basis: ProfitBasis,
    /// What serving one order costs.
    pub cost_per_order_minor: i64,
    /// What serving one return costs.
    pub cost_per_return_minor: i64,
    /// The margin that is taken for lines whose cost is not known; absent when such lines leave their
    /// customer out.
    pub margin: Option<f64>,
    /// All customers with an order or a return in the time.
    pub customers: u64,
    /// Those of them whose result is known, and who are in all that follows.
    pub counted: u64,
    /// Those who are left out, because the cost of a line of theirs is not known.
    pub left_out: u64,
    /// Net revenue of those who are left out.
    pub left_out_revenue_minor: i64,
    /// Receipt lines of customers.
    pub lines: u64,
    /// The lines whose cost is not known.
    pub lines_without_cost: u64,
    /// What the counted customers add up to.
    pub totals: ProfitTotals,
    /// Who costs more than they bring.
    pub unprofitable: Unprofitable,
    /// Where the sum of results, from the best customer on, is highest; absent without customers.
    pub peak: Option<ProfitPeak>,
    /// The whale curve: the sum of results from the best customer on, at each percent of the customers.
    pub curve: Vec<ProfitPoint>,
    /// Tenths of the customers, from the best on.
    pub deciles: Vec<ProfitDecile>,
    /// What should be given to make the report better.
    pub advice: Option<String>,
}

/// What a customer's result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfitBasis {
    /// Net revenue less the cost of goods less the cost of serving.
    Profit,
    /// Net revenue less the cost of serving, as no cost of goods is known.
    Revenue,
}

/// Sums over customers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ProfitTotals {
    /// Orders.
    pub orders: u64,
    /// Return receipts.
    pub returns: u64,
    /// Revenue after returns; discounts are off it already.
    pub revenue_minor: i64,
    /// What returns took from it, negative.
    pub returns_minor: i64,
    /// What discounts took from it.
    pub discount_minor: i64,
    /// The cost of goods; 0 when none is known.
    pub cost_minor: i64,
    /// The cost of serving.
    pub serving_minor: i64,
    /// The result: see the basis.
    pub result_minor: i64,
}

/// The customers with a negative result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Unprofitable {
    /// How many they are.
    pub customers: u64,
    /// Their share of the counted customers; absent without customers.
    pub share: Option<f64>,
    /// The sum of their results, negative.
    pub result_minor: i64,
}

/// The highest point of the whale curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ProfitPeak {
    /// The customers up to there: those with a positive result.
    pub customers: u64,
    /// Their share of the counted customers.
    pub customers_share: f64,
    /// The sum of their results.
    pub result_minor: i64,
    /// The same by the sum of all; above 1 when others cost more than they bring; absent when that sum is not
    /// positive.
    pub share: Option<f64>,
}

/// A point of the whale curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ProfitPoint {
    /// How many of the best customers.
    pub customers: u64,
    /// Their share of the counted customers.
    pub customers_share: f64,
    /// The sum of their results.
    pub result_minor: i64,
    /// The same by the sum of all; absent when that is not positive.
    pub share: Option<f64>,
}

/// A tenth of the customers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ProfitDecile {
    /// Its number, 1 the best.
    pub decile: u8,
    /// How many customers it has.
    pub customers: u64,
    /// The sum of their results.
    pub result_minor: i64,
    /// The same by the sum of all; absent when that is not positive.
    pub share: Option<f64>,
    /// The result of the best of them.
    pub most_minor: i64,
    /// The result of the last of them.
    pub least_minor: i64,
}

/// Adds the accounts up.
pub(super) fn report(
    source: &Source<'_>,
    query: &ProfitQuery,
    as_of: Option<Date>,
    accounts: &[Account],
    basis: Basis,
) -> ProfitReport {
    let mut totals = ProfitTotals::default();
    let mut results = Vec::with_capacity(accounts.len());
    let (mut left_out, mut left_out_revenue_minor) = (0, 0_i64);
    for account in accounts {
        if let Some(result) = basis.result(account) {
            totals.add(account, result, basis);
            results.push(result);
        } else {
            left_out += 1;
            left_out_revenue_minor = left_out_revenue_minor.saturating_add(account.net_minor());
        }
    }
    results.sort_unstable_by(|a, b| b.cmp(a));
    let lines_without_cost = accounts
        .iter()
        .map(|account| account.lines_without_cost)
        .sum();
    let advice = advice(basis, lines_without_cost, left_out);
    ProfitReport {
        as_of,
        from: query.from,
        currency: currency(source),
        snapshot: source.snapshot,
        basis: basis.name,
        cost_per_order_minor: query.cost_per_order_minor,
        cost_per_return_minor: query.cost_per_return_minor,
        margin: query.margin,
        customers: accounts.len() as u64,
        counted: results.len() as u64,
        left_out,
        left_out_revenue_minor,
        lines: accounts.iter().map(|account| account.lines).sum(),
        lines_without_cost,
        totals,
        unprofitable: whale::unprofitable(&results),
        peak: whale::peak(&results),
        curve: whale::curve(&results),
        deciles: whale::deciles(&results),
        advice: advice.filter(|_| !accounts.is_empty()),
    }
}

impl ProfitTotals {
    fn add(&mut self, account: &Account, result: i64, basis: Basis) {
        self.orders += account.orders;
        self.returns += account.returns;
        for (sum, part) in [
            (&mut self.revenue_minor, account.net_minor()),
            (&mut self.returns_minor, account.returns_minor),
            (&mut self.discount_minor, account.discount_minor),
            (&mut self.serving_minor, basis.serving(account)),
            (&mut self.result_minor, result),
        ] {
            *sum = sum.saturating_add(part);
        }
        // What is left after serving and result is the cost of goods, so that the four always add up.
        self.cost_minor = self
            .revenue_minor
            .saturating_sub(self.serving_minor)
            .saturating_sub(self.result_minor);
    }
}

/// What is missing for a profit, in words.
fn advice(basis: Basis, lines_without_cost: u64, left_out: u64) -> Option<String> {
    match basis.name {
        ProfitBasis::Revenue => Some(
            "no cost of goods is known, so the results are revenue less the cost of serving: import orders with a \
             column of costs, or give the margin"
                .to_owned(),
        ),
        ProfitBasis::Profit if left_out > 0 => Some(format!(
            "the cost of {lines_without_cost} lines is not known, so {left_out} customers are left out: give the margin \
             for such lines"
        )),
        ProfitBasis::Profit if lines_without_cost > 0 => Some(format!(
            "the cost of {lines_without_cost} lines is not known: the margin given is taken for them"
        )),
        ProfitBasis::Profit => None,
    }
}

/// A part of a number of customers.
pub(super) fn part(customers: usize, of: usize) -> f64 {
    count_ratio(customers as u64, of as u64).unwrap_or(0.0)
}
