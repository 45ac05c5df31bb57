//! Products: what each brings, who buys it again, what is bought together.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;

/// A page of products.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductPage {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The first day that counts; absent when there is no order at all.
    pub from: Option<Date>,
    /// The first day of the time to compare with; absent without one, or when nothing had been ordered by its end.
    pub compare_from: Option<Date>,
    /// The last day of that time.
    pub compare_until: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// What all products add up to.
    pub totals: ProductTotals,
    /// How many products there are that match.
    pub matching: u64,
    /// Those of the page.
    pub items: Vec<ProductFigures>,
    /// What to ask for the next page with; absent at the end.
    pub next_cursor: Option<String>,
}

/// What all products of the time add up to.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductTotals {
    /// Products with a line in the time.
    pub products: u64,
    /// Net of returns.
    pub revenue_minor: i64,
    /// What returns took from it, negative.
    pub returns_minor: i64,
    /// Units sold.
    pub units: f64,
    /// Receipts on which a product was sold.
    pub orders: u64,
    /// Customers who bought a product.
    pub buyers: u64,
    /// Customers whose first order lies in the time.
    pub new_customers: u64,
    /// The same in the time to compare with.
    pub before: Option<ProductBefore>,
}

/// What a product, or all of them, brought in the time to compare with.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductBefore {
    /// Net of returns.
    pub revenue_minor: i64,
    /// Units sold.
    pub units: f64,
}

/// One product in the time.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductFigures {
    /// Its key; its name where it has none.
    pub product: String,
    /// What it is called, when that is known.
    pub name: Option<String>,
    /// Its category, when that is known.
    pub category: Option<String>,
    /// Net of returns.
    pub revenue_minor: i64,
    /// Its part of the revenue of all products; absent when that is nothing.
    pub revenue_share: Option<f64>,
    /// What returns took from its revenue, negative.
    pub returns_minor: i64,
    /// What returns took by what was sold; absent when nothing was.
    pub return_share: Option<f64>,
    /// Units sold.
    pub units: f64,
    /// Receipts on which it was sold.
    pub orders: u64,
    /// Customers who bought it.
    pub buyers: u64,
    /// Buyers who bought it again on a later day.
    pub repeat_buyers: u64,
    /// Their part of the buyers; absent without buyers.
    pub repeat_rate: Option<f64>,
    /// Buyers whose first purchase of it in the time is 90 days old or older.
    pub watched_buyers: u64,
    /// Those of them who bought it again within 90 days of that purchase.
    pub repeat_buyers_90: u64,
    /// Their part of the watched buyers; absent without any.
    pub repeat_rate_90: Option<f64>,
    /// Customers who came in the time and bought it on the day of their first order.
    pub first_buyers: u64,
    /// Their part of all customers who came in the time; absent when nobody came.
    pub first_share: Option<f64>,
    /// What one of them has brought up to `as_of`, on average; absent without any.
    pub first_worth_minor: Option<f64>,
    /// The product in the time to compare with; absent without one.
    pub before: Option<ProductBefore>,
    /// How much more revenue it brought than then, by what it brought then; absent when that was not positive.
    pub revenue_change: Option<f64>,
}

/// Products that are bought together.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairReport {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The first day that counts; absent when there is no order at all.
    pub from: Option<Date>,
    /// The currency of the workspace.
    pub currency: Currency,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// Receipts on which a product was sold.
    pub orders: u64,
    /// Of how many products pairs were looked for: those sold most often.
    pub considered: u64,
    /// On how many receipts a pair must stand to count.
    pub min_orders: u64,
    /// Pairs that stand on so many.
    pub tested: u64,
    /// Those of them that chance alone may have brought together, and that are left out.
    pub by_chance: u64,
    /// The pairs that are left, the first of them.
    pub pairs: Vec<Pair>,
}

/// Two products on the same receipts more often than by chance.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pair {
    /// One of them: the one that was asked for, else the one sold more often.
    pub product: PairSide,
    /// The other.
    pub with: PairSide,
    /// Receipts with both.
    pub orders: u64,
    /// Their part of all receipts.
    pub support: f64,
    /// The part of the receipts with the one that have the other too.
    pub confidence: f64,
    /// The part of the receipts with the other that have the one too.
    pub confidence_back: f64,
    /// How many times as often as by chance they stand on one receipt.
    pub lift: f64,
    /// The lower end of the 95 % interval of the lift.
    pub lift_low: f64,
    /// Its upper end.
    pub lift_high: f64,
    /// At most so probable is it that chance makes one of so many pairs look so.
    pub chance: f64,
}

/// A product of a pair.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairSide {
    /// Its key; its name where it has none.
    pub product: String,
    /// What it is called, when that is known.
    pub name: Option<String>,
    /// Receipts on which it was sold.
    pub orders: u64,
}

/// One product: its course and who buys it.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductDetail {
    /// The day at whose end things are looked at.
    pub as_of: Date,
    /// The first day that counts for the figures and the buyers.
    pub from: Date,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// Its figures in the time.
    pub figures: ProductFigures,
    /// Its course by month, from the first one with a line of it on, at most 60 months.
    pub months: Vec<ProductMonth>,
    /// Its buyers in the time by RFM segment.
    pub segments: Vec<BuyerSegment>,
}

/// A product in a month.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductMonth {
    /// The month, `2010-12`.
    pub month: String,
    /// Whether it has come to its last day.
    pub complete: bool,
    /// Net of returns.
    pub revenue_minor: i64,
    /// Units sold.
    pub units: f64,
    /// Receipts on which it was sold.
    pub orders: u64,
    /// Customers who bought it.
    pub buyers: u64,
}

/// The buyers of a product who are in one RFM segment.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BuyerSegment {
    /// The segment.
    #[schema(example = "champions")]
    pub name: String,
    /// How many of the buyers are in it.
    pub buyers: u64,
    /// Their part of the buyers; absent without buyers.
    pub share: Option<f64>,
    /// The segment's part of all customers, to compare with.
    pub base_share: Option<f64>,
}

/// The time that a time is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProductCompare {
    /// As many days, right before.
    Previous,
    /// The same days a year earlier.
    Year,
    /// None.
    None,
}

/// A figure of a product, or of all of them, that counts customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BuyerFigure {
    /// Bought it in the time; of all products, bought any.
    Buyers,
    /// Bought it on another day of the time again.
    RepeatBuyers,
    /// Of all products: the first order lies in the time.
    NewCustomers,
}

/// By what products are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProductOrder {
    /// Net revenue.
    Revenue,
    /// Units sold.
    Units,
    /// Receipts.
    Orders,
    /// Buyers.
    Buyers,
    /// The share of returns.
    Returns,
    /// The share of buyers who bought it again.
    Repeat,
    /// The share of new customers who began with it.
    First,
    /// How much revenue grew.
    Change,
    /// The name, else the key.
    Name,
}

/// By what pairs are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PairOrder {
    /// Receipts with both.
    Orders,
    /// Lift, by the lower end of its interval.
    Lift,
    /// Confidence from the one product to the other.
    Confidence,
}

impl From<ProductCompare> for insight::ProductCompare {
    fn from(it: ProductCompare) -> Self {
        match it {
            ProductCompare::Previous => Self::Previous,
            ProductCompare::Year => Self::Year,
            ProductCompare::None => Self::Nothing,
        }
    }
}

impl From<ProductOrder> for insight::ProductOrder {
    fn from(it: ProductOrder) -> Self {
        match it {
            ProductOrder::Revenue => Self::Revenue,
            ProductOrder::Units => Self::Units,
            ProductOrder::Orders => Self::Orders,
            ProductOrder::Buyers => Self::Buyers,
            ProductOrder::Returns => Self::Returns,
            ProductOrder::Repeat => Self::Repeat,
            ProductOrder::First => Self::First,
            ProductOrder::Change => Self::Change,
            ProductOrder::Name => Self::Name,
        }
    }
}

impl From<PairOrder> for insight::PairOrder {
    fn from(it: PairOrder) -> Self {
        match it {
            PairOrder::Orders => Self::Orders,
            PairOrder::Lift => Self::Lift,
            PairOrder::Confidence => Self::Confidence,
        }
    }
}
