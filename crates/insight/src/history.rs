//! Each customer's orders in order of day.
//!
//! The engine scans the orders; here they are dealt out by customer. Customers are cut into as many
//! parts as the session has partitions, each part is put together by one thread, with a counting
//! sort: no join, no comparison sort of all orders, about 40 bytes an order while it is made.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use arrow::array::Array;
use arrow::datatypes::{Date32Type, Int64Type};
use arrow::record_batch::RecordBatch;
use datafusion::common::runtime::JoinSet;

use crate::InsightError;
use crate::calendar::Day;
use crate::source::{Source, column};

/// An order of a customer, or a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Placed {
    /// The business day.
    pub(crate) day: Day,
    /// What it brought, minor units; negative for a return.
    pub(crate) amount_minor: i64,
}

/// A part of the customers with their orders.
#[derive(Debug, Default)]
pub(crate) struct Part {
    index: HashMap<i64, u32, BuildHasherDefault<IdHasher>>,
    /// Where each customer's orders begin; one more at the end.
    starts: Vec<u32>,
    orders: Vec<Placed>,
    /// Returns by customer, in no order; empty unless they were asked for.
    returns: Vec<(u32, Placed)>,
}

impl Part {
    /// The orders of each customer, each in order of day and never empty.
    pub(crate) fn customers(&self) -> impl ExactSizeIterator<Item = &[Placed]> {
        self.starts
            .windows(2)
            .map(|ends| &self.orders[ends[0] as usize..ends[1] as usize])
    }

    /// The returns, each with the number of its customer in [`Part::customers`].
    ///
    /// Returns of people who never ordered belong to no customer and are left out.
    pub(crate) fn returns(&self) -> impl Iterator<Item = (usize, Placed)> {
        self.returns
            .iter()
            .map(|&(customer, placed)| (customer as usize, placed))
    }
}

/// Which rows are read for a walk through histories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum With {
    /// Orders only.
    Orders,
    /// Orders and returns.
    OrdersAndReturns,
}

/// Reads the histories up to a day and hands each part to `walk`, side by side.
pub(crate) async fn walk<T: Send + 'static>(
    source: &Source<'_>,
    report: &'static str,
    until: Day,
    with: With,
    walk: impl Fn(&Part) -> T + Send + Sync + 'static,
) -> Result<Vec<T>, InsightError> {
    let orders = source
        .rows(report, include_str!("sql/customer_orders.sql"), Some(until))
        .await?;
    let returns = match with {
        With::Orders => Vec::new(),
        With::OrdersAndReturns => {
            source
                .rows(
                    report,
                    include_str!("sql/customer_returns.sql"),
                    Some(until),
                )
                .await?
        }
    };
    let parts = source.parts();
    let shared = Arc::new((orders, returns, walk));
    let mut tasks = JoinSet::new();
    for number in 0..parts {
        let shared = Arc::clone(&shared);
        tasks.spawn_blocking(move || {
            let (orders, returns, walk) = &*shared;
            let part = Share {
                number,
                parts,
                report,
            }
            .take(orders, returns)?;
            Ok::<_, InsightError>((number, walk(&part)))
        });
    }
    let mut answers = Vec::with_capacity(parts);
    while let Some(joined) = tasks.join_next().await {
        let answer = joined.map_err(|stopped| InsightError::Engine {
            report,
            source: datafusion::error::DataFusionError::External(Box::new(stopped)),
        })?;
        answers.push(answer?);
    }
    // In order of part, so that the same lake gives the same report to the last digit.
    answers.sort_by_key(|&(number, _)| number);
    Ok(answers.into_iter().map(|(_, answer)| answer).collect())
}

/// The customers that one thread deals with.
#[derive(Debug, Clone, Copy)]
struct Share {
    number: usize,
    parts: usize,
    report: &'static str,
}

impl Share {
    fn holds(self, customer_id: i64) -> bool {
        // The high bits: the map below uses the low ones.
        (mixed(customer_id) >> 33) % self.parts as u64 == self.number as u64
    }

    fn take(self, orders: &[RecordBatch], returns: &[RecordBatch]) -> Result<Part, InsightError> {
        let mut part = Part::default();
        let rows: usize = orders.iter().map(RecordBatch::num_rows).sum();
        let mut dealt: Vec<(u32, Placed)> = Vec::with_capacity(rows / self.parts + rows / 16);
        let mut counts: Vec<u32> = Vec::new();
        self.each(orders, |customer_id, placed| {
            let new = u32::try_from(counts.len()).unwrap_or(u32::MAX);
            let customer = *part.index.entry(customer_id).or_insert(new);
            if customer == new {
                counts.push(0);
            }
            counts[customer as usize] += 1;
            dealt.push((customer, placed));
        })?;
        part.lay_out(&counts, dealt);
        let index = &part.index;
        let known = &mut part.returns;
        self.each(returns, |customer_id, placed| {
            if let Some(&customer) = index.get(&customer_id) {
                known.push((customer, placed));
            }
        })?;
        Ok(part)
    }

    /// Calls `take` for each row of a customer of this share.
    fn each(
        self,
        batches: &[RecordBatch],
        mut take: impl FnMut(i64, Placed),
    ) -> Result<(), InsightError> {
        for batch in batches {
            let ids = column::<Int64Type>(batch, 0, self.report, "customer_id")?;
            let days = column::<Date32Type>(batch, 1, self.report, "day")?.values();
            let amounts = column::<Int64Type>(batch, 2, self.report, "amount")?.values();
            for (row, (&customer_id, (&day, &amount_minor))) in ids
                .values()
                .iter()
                .zip(days.iter().zip(amounts))
                .enumerate()
            {
                if self.holds(customer_id) && ids.is_valid(row) {
                    take(customer_id, Placed { day, amount_minor });
                }
            }
        }
        Ok(())
    }
}

impl Part {
    /// Moves the orders to their customers, then sorts each customer's, few as they are.
    fn lay_out(&mut self, counts: &[u32], dealt: Vec<(u32, Placed)>) {
        let mut start = 0;
        self.starts.reserve_exact(counts.len() + 1);
        for &count in counts {
            self.starts.push(start);
            start += count;
        }
        self.starts.push(start);
        let mut next = self.starts.clone();
        self.orders = vec![Placed::default(); dealt.len()];
        for (customer, placed) in dealt {
            let place = &mut next[customer as usize];
            self.orders[*place as usize] = placed;
            *place += 1;
        }
        for ends in self.starts.windows(2) {
            let orders = &mut self.orders[ends[0] as usize..ends[1] as usize];
            if !orders.is_sorted_by_key(|placed| placed.day) {
                orders.sort_unstable_by_key(|placed| placed.day);
            }
        }
    }
}

/// Spreads ids, whose high bits are a time and whose low bits a counter, over all bits.
fn mixed(customer_id: i64) -> u64 {
    let wide = u128::from(customer_id.cast_unsigned()) * 0x9e37_79b9_7f4a_7c15;
    let folded = (wide >> 64) ^ (wide & u128::from(u64::MAX));
    u64::try_from(folded).unwrap_or(u64::MAX)
}

/// A hasher for ids that we made ourselves, so that nobody can choose them to collide.
#[derive(Debug, Default, Clone, Copy)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_i64(&mut self, id: i64) {
        self.0 = mixed(id);
    }
}
