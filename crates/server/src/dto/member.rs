//! The customers behind a figure.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Currency;
use super::rfm::MoneyKind;

/// A page of the customers behind a figure.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberPage {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// Which money is listed: gross where the figure is of a report on gross money.
    pub money: MoneyKind,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// How many customers there are: the figure.
    pub matching: u64,
    /// Those of the page, who brought most first.
    pub items: Vec<MemberCustomer>,
    /// What to ask for the next page with; absent at the end.
    pub next_cursor: Option<String>,
}

/// A customer behind a figure, as known at the end of the report's day.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberCustomer {
    /// The key that the company's own systems use.
    pub customer_key: String,
    /// Orders so far.
    pub orders: u32,
    /// The day of the first one; absent for whoever never paid for anything, such as a subscriber without orders.
    pub first_order: Option<Date>,
    /// The day of the last one; absent likewise.
    pub last_order: Option<Date>,
    /// All that the customer brought.
    pub revenue_minor: i64,
}
