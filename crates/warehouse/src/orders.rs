//! What lines add up to: orders, and what returns take from revenue.

use std::collections::BTreeMap;

use crate::lines::{LineColumns, NO_CODE, UNKNOWN};

/// One line, as far as its order needs to know it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineFacts<'a> {
    pub(crate) customer_id: Option<i64>,
    pub(crate) at: i64,
    pub(crate) day: i32,
    pub(crate) quantity: f64,
    pub(crate) amount: i64,
    pub(crate) discount: i64,
    pub(crate) cost: i64,
    pub(crate) channel: Option<&'a str>,
    pub(crate) store: Option<&'a str>,
    pub(crate) country: Option<&'a str>,
}

/// An order in the making. A receipt on which nothing was paid for is not an order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Order {
    pub(crate) customer_id: Option<i64>,
    pub(crate) at: i64,
    pub(crate) day: i32,
    pub(crate) lines: i32,
    pub(crate) units: f64,
    pub(crate) revenue: i64,
    pub(crate) discount: i64,
    pub(crate) cost: i64,
    pub(crate) channel: Option<String>,
    pub(crate) store: Option<String>,
    pub(crate) country: Option<String>,
    paid: bool,
}

impl Order {
    /// An order of no lines yet.
    pub(crate) fn empty() -> Self {
        Self {
            customer_id: None,
            at: i64::MAX,
            day: i32::MAX,
            lines: 0,
            units: 0.0,
            revenue: 0,
            discount: 0,
            cost: 0,
            channel: None,
            store: None,
            country: None,
            paid: false,
        }
    }

    /// Takes in a line that is not a return.
    pub(crate) fn add(&mut self, line: &LineFacts<'_>) {
        self.customer_id = self.customer_id.or(line.customer_id);
        if line.at < self.at {
            (self.at, self.day) = (line.at, line.day);
        }
        self.lines = self.lines.saturating_add(1);
        self.units += line.quantity;
        self.revenue = self.revenue.saturating_add(line.amount);
        self.discount = self.discount.saturating_add(line.discount);
        self.cost = if self.cost == UNKNOWN || line.cost == UNKNOWN {
            UNKNOWN
        } else {
            self.cost.saturating_add(line.cost)
        };
        for (mine, theirs) in [
            (&mut self.channel, line.channel),
            (&mut self.store, line.store),
            (&mut self.country, line.country),
        ] {
            if mine.is_none() {
                *mine = theirs.map(str::to_owned);
            }
        }
        self.paid |= line.amount > 0;
    }

    /// Takes in what other lines of the same order add up to.
    pub(crate) fn merge(&mut self, other: &Self) {
        let lines = self.lines.saturating_add(other.lines);
        let paid = self.paid || other.paid;
        self.add(&LineFacts {
            customer_id: other.customer_id,
            at: other.at,
            day: other.day,
            quantity: other.units,
            amount: other.revenue,
            discount: other.discount,
            cost: other.cost,
            channel: other.channel.as_deref(),
            store: other.store.as_deref(),
            country: other.country.as_deref(),
        });
        (self.lines, self.paid) = (lines, paid);
    }

    /// Whether something on it was paid for.
    pub(crate) fn is_sale(&self) -> bool {
        self.paid
    }
}

/// A return receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Return {
    pub(crate) order: u32,
    pub(crate) customer_id: Option<i64>,
    pub(crate) at: i64,
    pub(crate) day: i32,
    pub(crate) lines: i32,
    pub(crate) amount: i64,
}

impl LineColumns {
    /// The facts of a row.
    pub(crate) fn facts(&self, row: usize) -> LineFacts<'_> {
        LineFacts {
            customer_id: self.customer_id[row],
            at: self.at_micros[row],
            day: self.day[row],
            quantity: self.quantity[row],
            amount: self.amount_minor[row],
            discount: self.discount_minor[row],
            cost: self.cost_minor[row],
            channel: self.channel.text(row),
            store: self.store.text(row),
            country: self.country.text(row),
        }
    }
}

/// The orders that `rows` add up to: a place a code of the order dictionary.
pub(crate) fn orders(lines: &LineColumns, rows: &[u32]) -> Vec<Option<Order>> {
    let mut orders: Vec<Option<Order>> = vec![None; lines.order.dictionary.len()];
    for &row in rows {
        let row = row as usize;
        if lines.is_return[row] {
            continue;
        }
        if let Some(place) = orders.get_mut(lines.order.codes[row] as usize) {
            place
                .get_or_insert_with(Order::empty)
                .add(&lines.facts(row));
        }
    }
    orders
}

/// The return receipts that `rows` add up to, by time.
pub(crate) fn returns(lines: &LineColumns, rows: &[u32]) -> Vec<Return> {
    let mut found: BTreeMap<(i64, u32, Option<i64>), Return> = BTreeMap::new();
    for &row in rows {
        let row = row as usize;
        if !lines.is_return[row] {
            continue;
        }
        let (at, customer_id) = (lines.at_micros[row], lines.customer_id[row]);
        let order = lines.order.codes.get(row).copied().unwrap_or(NO_CODE);
        let receipt = found.entry((at, order, customer_id)).or_insert(Return {
            order,
            customer_id,
            at,
            day: lines.day[row],
            lines: 0,
            amount: 0,
        });
        receipt.lines = receipt.lines.saturating_add(1);
        receipt.amount = receipt.amount.saturating_add(lines.amount_minor[row]);
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(at: i64, amount: i64) -> LineFacts<'static> {
        LineFacts {
            customer_id: Some(7),
            at,
            day: 1,
            quantity: 2.0,
            amount,
            discount: 0,
            cost: UNKNOWN,
            channel: None,
            store: Some("north"),
            country: None,
        }
    }

    #[test]
    fn an_order_is_the_sum_of_its_lines() {
        let mut order = Order::empty();
        order.add(&line(20, 100));
        order.add(&LineFacts {
            customer_id: None,
            cost: 5,
            ..line(10, 0)
        });
        assert_eq!((order.at, order.lines, order.revenue), (10, 2, 100));
        assert_eq!(order.customer_id, Some(7));
        assert_eq!(
            order.cost, UNKNOWN,
            "one unknown cost makes the sum unknown"
        );
        assert!(order.is_sale());
    }

    #[test]
    fn a_receipt_of_gifts_is_no_order() {
        let mut order = Order::empty();
        order.add(&line(1, 0));
        assert!(!order.is_sale());
    }
}
