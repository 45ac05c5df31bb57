//! One order: what was sold on it, and what went back.

use super::{BookLine, Moment};
use crate::commerce::{LineSaid, OrderSaid};

/// An order as history holds it, and as the events of a stretch have made it.
#[derive(Debug, Default)]
pub(super) struct Account {
    /// What is sold, as of now.
    pub(super) sold: Vec<BookLine>,
    /// What went back: first what history holds, then what is new.
    pub(super) back: Vec<BookLine>,
    known_back: usize,
    is_known: bool,
    is_changed: bool,
}

impl Account {
    /// Takes in a line that history holds.
    pub(super) fn add_known(&mut self, line: BookLine) {
        if line.is_return {
            self.back.push(line);
            self.known_back += 1;
        } else {
            self.sold.push(line);
            self.is_known = true;
        }
    }

    /// Whether the lines that history holds must leave.
    pub(super) fn is_replaced(&self) -> bool {
        self.is_known && self.is_changed
    }

    /// The lines that history lacks.
    pub(super) fn into_new_lines(self) -> impl Iterator<Item = BookLine> {
        let sold = if self.is_changed {
            self.sold
        } else {
            Vec::new()
        };
        sold.into_iter()
            .chain(self.back.into_iter().skip(self.known_back))
    }

    /// Takes in the order as an event says it.
    pub(super) fn say(&mut self, order: &OrderSaid, when: Moment) {
        let first = self.sold.iter().min_by_key(|line| line.at);
        let base = BookLine {
            customer: when
                .customer
                .or(self.sold.iter().find_map(|line| line.customer)),
            at: first.map_or(when.at, |line| line.at),
            day: first.map_or(when.day, |line| line.day),
            channel: self.said_or_known(order.channel.as_ref(), |line| line.channel.as_ref()),
            store: self.said_or_known(order.store.as_ref(), |line| line.store.as_ref()),
            country: self.said_or_known(order.country.as_ref(), |line| line.country.as_ref()),
            ..BookLine::default()
        };
        let mut lines: Vec<BookLine> = order.lines.iter().map(|line| sold(line, &base)).collect();
        for line in &mut lines {
            if line.cost_minor.is_none() {
                let known = self.sold.iter().find(|known| is_same_sale(known, line));
                line.cost_minor = known.and_then(|known| known.cost_minor);
            }
        }
        if !is_same(&self.sold, &lines) {
            self.sold = lines;
            self.is_changed = true;
        }
    }

    pub(super) fn said_or_known<'a>(
        &'a self,
        said: Option<&'a String>,
        known: fn(&'a BookLine) -> Option<&'a String>,
    ) -> Option<String> {
        said.or_else(|| self.sold.iter().find_map(known)).cloned()
    }
}

fn sold(line: &LineSaid, base: &BookLine) -> BookLine {
    BookLine {
        product: line.product.clone(),
        name: line.name.clone(),
        quantity: line.quantity,
        unit_price_micros: line.unit_price_micros,
        amount_minor: line.amount_minor,
        discount_minor: line.discount_minor,
        cost_minor: line.cost_minor,
        ..base.clone()
    }
}

/// What a line is about: its product's key, or its name where it has none. History keeps no more.
pub(super) fn subject(line: &BookLine) -> (Option<&str>, Option<&str>) {
    match line.product.as_deref() {
        Some(product) => (Some(product), None),
        None => (None, line.name.as_deref()),
    }
}

fn is_same_sale(one: &BookLine, other: &BookLine) -> bool {
    subject(one) == subject(other)
        && one.quantity.total_cmp(&other.quantity).is_eq()
        && one.amount_minor == other.amount_minor
}

/// Whether two sets of lines say the same, in whatever order.
fn is_same(ours: &[BookLine], theirs: &[BookLine]) -> bool {
    ours.len() == theirs.len() && sorted(ours) == sorted(theirs)
}

type Said<'a> = (
    (Option<&'a str>, Option<&'a str>),
    u64,
    [i64; 2],
    Option<i64>,
    Option<i64>,
    [Option<&'a str>; 3],
);

fn sorted(lines: &[BookLine]) -> Vec<Said<'_>> {
    let mut said: Vec<Said<'_>> = lines
        .iter()
        .map(|line| {
            (
                subject(line),
                line.quantity.to_bits(),
                [line.amount_minor, line.discount_minor],
                line.cost_minor,
                line.customer,
                [&line.channel, &line.store, &line.country].map(|text| text.as_deref()),
            )
        })
        .collect();
    said.sort_unstable();
    said
}
