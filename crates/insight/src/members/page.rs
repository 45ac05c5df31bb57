//! A page of customers as it is handed out, and where the next one begins.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::Serialize;

use crate::{CurrencyUnit, InsightError, MoneyKind};

/// A page of the customers behind a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MemberPage {
    /// The day at whose end things are looked at; absent when there is no order at all.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: CurrencyUnit,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberCustomer {
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

/// The highest revenue first, then by id.
pub(super) fn order(left: (i64, i64), right: (i64, i64)) -> Ordering {
    right.0.cmp(&left.0).then(left.1.cmp(&right.1))
}

/// Revenue and id of a page's last customer as a text.
pub(super) fn cursor((revenue_minor, id): (i64, i64)) -> String {
    format!("{revenue_minor:016x}{id:016x}")
}

/// Revenue and id of the customer after whom a page begins.
pub(super) fn position(cursor: &str) -> Result<(i64, i64), InsightError> {
    let number = |text| Some(u64::from_str_radix(text, 16).ok()?.cast_signed());
    let parts = || {
        let (revenue_minor, id) = cursor.split_at_checked(16)?;
        Some((number(revenue_minor)?, number(id)?))
    };
    parts().ok_or_else(|| InsightError::CursorUnknown(cursor.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        for place in [(0, 1), (-5, 2), (i64::MAX, i64::MIN)] {
            assert_eq!(position(&cursor(place)).unwrap(), place);
        }
        for wrong in [
            "",
            "17",
            "zzzzzzzzzzzzzzzz0000000000000001",
            "é".repeat(16).as_str(),
        ] {
            assert!(position(wrong).is_err(), "{wrong}");
        }
    }
}
