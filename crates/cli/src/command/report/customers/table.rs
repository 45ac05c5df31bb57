//! A page of customers as a table.

use std::fmt::Write as _;

use insight::MemberPage;
use jiff::civil::Date;

use super::super::tables::title;
use crate::print;

/// The customers of a page, and how many there are.
pub(super) fn list(page: &MemberPage) -> String {
    let digits = page.currency.digits;
    let rows: Vec<Vec<String>> = page
        .items
        .iter()
        .map(|customer| {
            vec![
                customer.customer_key.clone(),
                print::money(customer.revenue_minor, digits),
                customer.orders.to_string(),
                day(customer.first_order),
                day(customer.last_order),
            ]
        })
        .collect();
    let header = ["customer", "revenue", "orders", "first order", "last order"];
    let mut text = title(page.as_of, &page.currency.code);
    let count = print::count(i128::from(page.matching));
    let _ = write!(text, "{}\n{count} customers", print::table(&header, &rows));
    if let Some(cursor) = &page.next_cursor {
        let _ = write!(text, "\n(more with --cursor {cursor})");
    }
    text
}

fn day(day: Option<Date>) -> String {
    day.as_ref().map(ToString::to_string).unwrap_or_default()
}
