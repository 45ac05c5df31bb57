//! The story of each customer.

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};

/// 2024-01-01T00:00:00Z.
const START_SECONDS: i64 = 1_704_067_200;
const DAY_SECONDS: f64 = 86_400.0;
const PRODUCTS: u16 = 4_000;
/// Mean days between two orders of a customer; each customer's own is exponential around it.
const GAP_DAYS: f64 = 45.0;
/// The chance that an order is a customer's last.
const LEAVING_CHANCE: f64 = 0.12;
const RETURN_CHANCE: f64 = 0.02;
const ANONYMOUS_CHANCE: f64 = 0.05;

/// A line of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimLine {
    /// When, in seconds since 1970, UTC; from 2024-01-01 on.
    pub at_seconds: i64,
    /// The number of the receipt, counting up in order of time.
    pub order: u32,
    /// The number of the customer; nothing on an anonymous receipt.
    pub customer: Option<u32>,
    /// The number of the product.
    pub product: u16,
    /// How many; negative on a return.
    pub quantity: i16,
    /// The price of one, in minor units.
    pub unit_price_minor: i32,
}

/// Simulates the orders of so many customers within so many days from 2024-01-01 on, in order of time.
///
/// Two years give about 22 lines a customer: 460 000 customers, 10 million lines.
pub fn orders(seed: u64, customers: u32, days: u32) -> Vec<SimLine> {
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut lines = Vec::new();
    let mut receipt = 0;
    for customer in 0..customers {
        live(&mut rng, customer, days, &mut receipt, &mut lines);
    }
    lines.sort_unstable_by_key(|line| (line.at_seconds, line.order, line.product));
    let (mut number, mut last) = (0, None);
    for line in &mut lines {
        if last != Some(line.order) {
            last = Some(line.order);
            number += 1;
        }
        line.order = number;
    }
    lines
}

/// Lets one customer buy until the days are over or the customer leaves.
fn live(rng: &mut SmallRng, customer: u32, days: u32, receipt: &mut u32, lines: &mut Vec<SimLine>) {
    let end = f64::from(days);
    let mut day = rng.random::<f64>() * end * 0.95;
    let gap_days = GAP_DAYS * exponential(rng).max(0.05);
    while day < end {
        *receipt += 1;
        let customer = (rng.random::<f64>() >= ANONYMOUS_CHANCE).then_some(customer);
        let at_seconds = START_SECONDS + opening_hours(rng, day);
        let first = lines.len();
        buy(rng, at_seconds, *receipt, customer, lines);
        if rng.random::<f64>() < RETURN_CHANCE * 5.0 {
            *receipt += 1;
            give_back(rng, *receipt, first, lines);
        }
        if rng.random::<f64>() < LEAVING_CHANCE {
            break;
        }
        day += gap_days * exponential(rng);
    }
}

/// Fills a basket: mostly a few lines, sometimes many.
fn buy(
    rng: &mut SmallRng,
    at_seconds: i64,
    order: u32,
    customer: Option<u32>,
    lines: &mut Vec<SimLine>,
) {
    loop {
        let product = popular_product(rng);
        let quantity = if rng.random::<f64>() < 0.7 {
            1
        } else {
            rng.random_range(2..=12)
        };
        lines.push(SimLine {
            at_seconds,
            order,
            customer,
            product,
            quantity,
            unit_price_minor: price(product),
        });
        if rng.random::<f64>() < 0.28 {
            return;
        }
    }
}

/// Gives the first line of the last order back, a few days later and under a number of its own.
fn give_back(rng: &mut SmallRng, order: u32, first: usize, lines: &mut Vec<SimLine>) {
    let Some(&bought) = lines.get(first) else {
        return;
    };
    let at_seconds = bought.at_seconds + rng.random_range(3_600..7 * 86_400);
    lines.push(SimLine {
        at_seconds,
        order,
        quantity: -bought.quantity,
        ..bought
    });
}

/// Seconds from the start to a moment of that day between 8 and 20 o'clock.
#[expect(
    clippy::cast_possible_truncation,
    reason = "days are far below the limit"
)]
fn opening_hours(rng: &mut SmallRng, day: f64) -> i64 {
    (day.floor() * DAY_SECONDS) as i64 + rng.random_range(8 * 3_600..20 * 3_600)
}

/// Popularity falls like a power of the rank.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "below the number of products"
)]
fn popular_product(rng: &mut SmallRng) -> u16 {
    let share: f64 = rng.random();
    (share * share * share * f64::from(PRODUCTS)) as u16
}

/// Between 0.29 and some 100, most of it cheap; the same product always costs the same.
fn price(product: u16) -> i32 {
    let mixed = (u32::from(product) + 1).wrapping_mul(2_654_435_761) >> 16;
    let spread = i32::from(u16::try_from(mixed & 0x3ff).unwrap_or(0));
    29 + spread * spread / 105
}

fn exponential(rng: &mut SmallRng) -> f64 {
    -(1.0 - rng.random::<f64>()).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_tells_the_same_story() {
        let lines = orders(7, 500, 365);
        assert_eq!(lines, orders(7, 500, 365));
        assert_ne!(lines, orders(8, 500, 365));
    }

    #[test]
    fn the_history_looks_like_one() {
        let lines = orders(42, 5_000, 730);
        assert!(lines.is_sorted_by_key(|line| line.at_seconds));
        assert!(lines.is_sorted_by_key(|line| line.order));
        let share =
            |count: usize| f64::from(u32::try_from(count * 1_000 / lines.len()).unwrap()) / 1_000.0;
        let per_customer = lines.len() / 5_000;
        assert!((17..=23).contains(&per_customer), "{per_customer}");
        let returned = share(lines.iter().filter(|line| line.quantity < 0).count());
        assert!((0.01..=0.05).contains(&returned), "{returned}");
        let anonymous = share(lines.iter().filter(|line| line.customer.is_none()).count());
        assert!((0.03..=0.07).contains(&anonymous), "{anonymous}");
    }
}
