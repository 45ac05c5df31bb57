//! What customers bring after costs.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;

/// What customers brought after costs.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfitReport {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The first day that counts; absent for all of history.
    pub from: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProfitBasis {
    /// Net revenue less the cost of goods less the cost of serving.
    Profit,
    /// Net revenue less the cost of serving, as no cost of goods is known.
    Revenue,
}

/// Sums over customers.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfitTotals {
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
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unprofitable {
    /// How many they are.
    pub customers: u64,
    /// Their share of the counted customers; absent without customers.
    pub share: Option<f64>,
    /// The sum of their results, negative.
    pub result_minor: i64,
}

/// The highest point of the whale curve.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfitPeak {
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
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfitPoint {
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
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfitDecile {
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

/// Where a list of customers begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProfitOrder {
    /// With those who cost most.
    Worst,
    /// With those who bring most.
    Best,
}

/// A page of customers by result.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfitPage {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
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
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfitCustomer {
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

impl From<ProfitOrder> for insight::ProfitOrder {
    fn from(order: ProfitOrder) -> Self {
        match order {
            ProfitOrder::Worst => Self::Worst,
            ProfitOrder::Best => Self::Best,
        }
    }
}
