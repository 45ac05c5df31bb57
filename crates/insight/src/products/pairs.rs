//! Products that are bought together.

use std::collections::HashMap;
use std::str::FromStr;

use crate::calendar::date_of;
use crate::history::IdHasher;
use crate::products::association::Together;
use crate::products::base::Base;
use crate::products::memory::ProductMemory;
use crate::products::query::ProductQuery;
use crate::products::report::{Pair, PairReport, PairSide};
use crate::products::tally::unpacked;
use crate::source::Source;
use crate::{CurrencyUnit, InsightError};

/// Of so many products, those sold most often, all pairs are counted: half a million counters at most.
const CONSIDERED: usize = 1_000;

/// A pair counts from so many receipts on, and from one in so many of all of them.
const LEAST_ORDERS: u64 = 10;
const ONE_IN: u64 = 10_000;

/// A pair is shown when chance makes one of all pairs look so with less than this probability.
const CHANCE_MOST: f64 = 0.05;

/// By what pairs are listed; the most first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PairOrder {
    /// Receipts with both.
    #[default]
    Orders,
    /// Lift, by the lower end of its interval, so that few receipts do not make it large.
    Lift,
    /// Confidence from the one product to the other.
    Confidence,
}

impl FromStr for PairOrder {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text {
            "orders" => Ok(Self::Orders),
            "lift" => Ok(Self::Lift),
            "confidence" => Ok(Self::Confidence),
            _ => Err(InsightError::NameUnknown {
                what: "order of pairs",
                given: text.to_owned(),
                expected: "orders, lift or confidence",
            }),
        }
    }
}

/// Which pairs are wanted.
#[derive(Debug, Clone, Copy)]
pub struct PairList<'a> {
    /// A product that each pair must hold, then with any other product; any pair of those sold most often when absent.
    pub product: Option<&'a str>,
    /// On how many receipts a pair must stand, 1 and more; 10, and one in 10,000 of all, when absent.
    pub min_orders: Option<u64>,
    /// By what they are listed.
    pub order: PairOrder,
    /// How many pairs.
    pub limit: usize,
}

/// Finds products that are bought together more often than by chance.
///
/// # Errors
///
/// [`InsightError::ProductMissing`] for a product that was not sold in the time, and those of
/// [`products`](crate::products()).
pub async fn product_pairs(
    source: &Source<'_>,
    memory: &ProductMemory,
    query: &ProductQuery,
    list: &PairList<'_>,
) -> Result<PairReport, InsightError> {
    let base = memory.base(source, query).await?;
    let mut report = PairReport {
        as_of: query.as_of,
        from: query.from,
        currency: CurrencyUnit::from(source.currency),
        snapshot: source.snapshot,
        orders: 0,
        considered: 0,
        min_orders: list.min_orders.unwrap_or(LEAST_ORDERS),
        tested: 0,
        by_chance: 0,
        pairs: Vec::new(),
    };
    let Some(base) = base else { return Ok(report) };
    report.as_of = Some(date_of(base.days.last));
    report.from = Some(date_of(base.days.first));
    report.orders = base.totals.orders;
    let usual = LEAST_ORDERS.max(base.totals.orders / ONE_IN);
    report.min_orders = list.min_orders.unwrap_or(usual).max(1);
    let counted = if let Some(product) = list.product {
        let number = base.find(product);
        let number = number.ok_or_else(|| InsightError::ProductMissing(product.to_owned()))?;
        report.considered = base.totals.products;
        with_one(&base, number)
    } else {
        let most = most_sold(&base);
        report.considered = most.len() as u64;
        among(&base, &most)
    };
    let least = report.min_orders;
    let tested: Vec<_> = counted
        .into_iter()
        .filter(|&(_, both)| least <= both)
        .collect();
    report.tested = tested.len() as u64;
    let mut pairs: Vec<Pair> = tested
        .iter()
        .map(|&(places, both)| pair(&base, places, both, report.tested))
        .filter(|pair| pair.chance <= CHANCE_MOST && 1.0 < pair.lift)
        .collect();
    report.by_chance = report.tested - pairs.len() as u64;
    sort(&mut pairs, list.order);
    pairs.truncate(list.limit);
    report.pairs = pairs;
    Ok(report)
}

/// Numbers of two products, and the receipts with both.
type Counted = ((usize, usize), u64);

/// The products sold on most receipts, in that order.
fn most_sold(base: &Base) -> Vec<usize> {
    let mut all: Vec<usize> = (0..base.figures.len()).collect();
    let rank = |&number: &usize| {
        let figures = &base.figures[number];
        (std::cmp::Reverse(figures.orders), figures.product.as_str())
    };
    all.sort_unstable_by_key(rank);
    all.truncate(CONSIDERED);
    all
}

/// All pairs of some products: a counter for each, so that a receipt costs no more than its pairs.
fn among(base: &Base, products: &[usize]) -> Vec<Counted> {
    let mut rank_of = vec![usize::MAX; base.figures.len()];
    for (rank, &number) in products.iter().enumerate() {
        rank_of[number] = rank;
    }
    let of = products.len();
    let mut counts = vec![0_u32; of * of];
    let mut ranks = Vec::new();
    for receipt in base.baskets.chunk_by(|a, b| a >> 32 == b >> 32) {
        ranks.clear();
        ranks.extend(
            receipt
                .iter()
                .map(|&place| rank_of[unpacked(place).1 as usize])
                .filter(|&rank| rank != usize::MAX),
        );
        ranks.sort_unstable();
        for (place, &one) in ranks.iter().enumerate() {
            for &other in &ranks[place + 1..] {
                counts[one * of + other] += 1;
            }
        }
    }
    let counted = counts.iter().enumerate().filter(|&(_, &both)| both > 0);
    counted
        .map(|(place, &both)| {
            (
                (products[place / of], products[place % of]),
                u64::from(both),
            )
        })
        .collect()
}

/// The pairs of one product with any other.
fn with_one(base: &Base, product: usize) -> Vec<Counted> {
    let mut counts: HashMap<u32, u64, IdHasher> = HashMap::default();
    for receipt in base.baskets.chunk_by(|a, b| a >> 32 == b >> 32) {
        let products = || receipt.iter().map(|&place| unpacked(place).1);
        if products().any(|other| other as usize == product) {
            for other in products().filter(|&other| other as usize != product) {
                *counts.entry(other).or_default() += 1;
            }
        }
    }
    counts
        .into_iter()
        .map(|(other, both)| ((product, other as usize), both))
        .collect()
}

fn pair(base: &Base, (one, other): (usize, usize), both: u64, tested: u64) -> Pair {
    let (one, other) = (side(base, one), side(base, other));
    let together = Together {
        both,
        one: one.orders,
        other: other.orders,
        all: base.totals.orders,
    };
    let share = |of: u64| lab::count_to_f64(both) / lab::count_to_f64(of);
    let (lift_low, lift_high) = together.lift_interval();
    Pair {
        orders: both,
        support: share(together.all),
        confidence: share(together.one),
        confidence_back: share(together.other),
        lift: together.lift(),
        lift_low,
        lift_high,
        chance: together.chance(tested),
        product: one,
        with: other,
    }
}

fn side(base: &Base, number: usize) -> PairSide {
    let figures = &base.figures[number];
    PairSide {
        product: figures.product.clone(),
        name: figures.name.clone(),
        orders: figures.orders,
    }
}

fn sort(pairs: &mut [Pair], order: PairOrder) {
    let amount = |pair: &Pair| match order {
        PairOrder::Orders => lab::count_to_f64(pair.orders),
        PairOrder::Lift => pair.lift_low,
        PairOrder::Confidence => pair.confidence,
    };
    pairs.sort_by(|a, b| {
        let names = |pair: &Pair| (pair.product.product.clone(), pair.with.product.clone());
        amount(b)
            .total_cmp(&amount(a))
            .then_with(|| b.orders.cmp(&a.orders))
            .then_with(|| names(a).cmp(&names(b)))
    });
}
