//! What is counted of each product: receipts, buyers, who came back, who began with it.

use std::collections::HashMap;

use crate::calendar::Day;
use crate::history::IdHasher;
use crate::products::lines::{Lines, NOBODY};

/// Within so many days a buyer who comes back counts for the quick repeat rate.
pub(super) const SOON: Day = 90;

/// Customers who came in the time: the day of their first order, and what they have brought since.
pub(super) type Newcomers = HashMap<i64, (Day, i64), IdHasher>;

/// Counts of one product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) orders: u64,
    pub(super) buyers: u64,
    pub(super) again: u64,
    pub(super) watched: u64,
    pub(super) again_soon: u64,
    pub(super) firsts: u64,
    /// What those who began with it have brought, all of them together.
    pub(super) firsts_minor: i64,
}

/// Two numbers as one that sorts by the first, then by the second.
pub(super) fn packed(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// The two numbers.
pub(super) fn unpacked(pair: u64) -> (u32, u32) {
    let half = |number: u64| u32::try_from(number & 0xffff_ffff).unwrap_or(u32::MAX);
    (half(pair >> 32), half(pair))
}

/// The products on each receipt: pairs of order and product, sorted, each once.
pub(super) fn baskets(lines: &Lines) -> Vec<u64> {
    let mut baskets: Vec<u64> = lines
        .sales
        .iter()
        .map(|sale| packed(sale.order, sale.product))
        .collect();
    baskets.sort_unstable();
    baskets.dedup();
    baskets
}

/// Who bought what: pairs of product and customer, sorted, each once.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Bought {
    /// All of them.
    pub(super) once: Vec<u64>,
    /// Those who bought it on another day again.
    pub(super) again: Vec<u64>,
}

/// Counts all products, and tells who bought them.
pub(super) fn count(
    lines: &Lines,
    baskets: &[u64],
    newcomers: &Newcomers,
    as_of: Day,
) -> (Vec<Counts>, Bought) {
    let mut counts = vec![Counts::default(); lines.products.len()];
    for &basket in baskets {
        counts[unpacked(basket).1 as usize].orders += 1;
    }
    // Product, customer and day in one number, so that one sort lays out each buyer's days.
    let mut bought: Vec<(u64, Day)> = lines
        .sales
        .iter()
        .filter(|sale| sale.customer != NOBODY)
        .map(|sale| (packed(sale.product, sale.customer), sale.day))
        .collect();
    bought.sort_unstable();
    bought.dedup();
    let mut buyers = Bought::default();
    for days in bought.chunk_by(|a, b| a.0 == b.0) {
        let (buyer, first) = days[0];
        let (product, customer) = unpacked(buyer);
        buyers.once.push(buyer);
        let counts = &mut counts[product as usize];
        counts.buyers += 1;
        let next = days.get(1).map(|&(_, day)| day - first);
        if next.is_some() {
            buyers.again.push(buyer);
            counts.again += 1;
        }
        if first <= as_of - SOON {
            counts.watched += 1;
            counts.again_soon += u64::from(next.is_some_and(|gap| gap <= SOON));
        }
        let id = lines.customers[customer as usize];
        if let Some(&(came, worth_minor)) = newcomers.get(&id)
            && came == first
        {
            counts.firsts += 1;
            counts.firsts_minor = counts.firsts_minor.saturating_add(worth_minor);
        }
    }
    (counts, buyers)
}
