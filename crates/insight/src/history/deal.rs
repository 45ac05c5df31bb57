//! Rows of customers, dealt out into buckets by customer.

use std::ops::Range;

use arrow::array::Array;
use arrow::datatypes::{Date32Type, Int64Type};
use arrow::record_batch::RecordBatch;

use crate::InsightError;
use crate::history::part::Placed;
use crate::source::column;

/// How many buckets there are: with some millions of orders, each fits into a processor's cache.
pub(crate) const BUCKETS: usize = 256;

/// The rows of some buckets, bucket by bucket, in the order in which they were read.
pub(crate) struct Dealt {
    buckets: Range<usize>,
    starts: Vec<usize>,
    rows: Vec<(i64, Placed)>,
}

impl Dealt {
    /// Takes the rows of some buckets from rows of customer, day and amount; rows without a customer
    /// belong to no bucket.
    pub(crate) fn new(
        report: &'static str,
        batches: &[RecordBatch],
        buckets: Range<usize>,
    ) -> Result<Self, InsightError> {
        let mut counts = [0; BUCKETS];
        each(report, batches, |customer_id, _| {
            counts[bucket_of(customer_id)] += 1;
        })?;
        let mut starts = vec![0];
        let mut total = 0;
        for count in &counts[buckets.clone()] {
            total += count;
            starts.push(total);
        }
        let mut next = starts.clone();
        let mut rows = vec![(0, Placed::default()); total];
        each(report, batches, |customer_id, placed| {
            let bucket = bucket_of(customer_id);
            if buckets.contains(&bucket) {
                let place = &mut next[bucket - buckets.start];
                rows[*place] = (customer_id, placed);
                *place += 1;
            }
        })?;
        Ok(Self {
            buckets,
            starts,
            rows,
        })
    }

    /// The rows of one bucket.
    pub(crate) fn bucket(&self, bucket: usize) -> &[(i64, Placed)] {
        let at = bucket - self.buckets.start;
        &self.rows[self.starts[at]..self.starts[at + 1]]
    }
}

/// Calls `take` for each row of a customer.
fn each(
    report: &'static str,
    batches: &[RecordBatch],
    mut take: impl FnMut(i64, Placed),
) -> Result<(), InsightError> {
    for batch in batches {
        let ids = column::<Int64Type>(batch, 0, report, "customer_id")?;
        let days = column::<Date32Type>(batch, 1, report, "day")?.values();
        let amounts = column::<Int64Type>(batch, 2, report, "amount")?.values();
        let rows = ids.values().iter().zip(days.iter().zip(amounts));
        let all_known = ids.null_count() == 0;
        for (row, (&customer_id, (&day, &amount_minor))) in rows.enumerate() {
            if all_known || ids.is_valid(row) {
                take(customer_id, Placed { day, amount_minor });
            }
        }
    }
    Ok(())
}

/// The bucket of a customer; hash tables within a bucket use other bits of the same hash.
fn bucket_of(customer_id: i64) -> usize {
    // The remainder is below 256.
    usize::try_from((mixed(customer_id) >> 40) % BUCKETS as u64).unwrap_or(0)
}

/// One of so many levels, at least one: half of all customers are on the first, half of the others on the second, and so on.
pub(crate) fn level_of(customer_id: i64, levels: usize) -> usize {
    let zeros = usize::try_from(mixed(customer_id).leading_zeros()).unwrap_or(0);
    zeros.min(levels - 1)
}

/// Spreads ids, whose high bits are a time and whose low bits a counter, over all bits.
pub(crate) fn mixed(customer_id: i64) -> u64 {
    let wide = u128::from(customer_id.cast_unsigned()) * 0x9e37_79b9_7f4a_7c15;
    let folded = (wide >> 64) ^ (wide & u128::from(u64::MAX));
    u64::try_from(folded).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids as we make them: a counter below a time that hardly moves.
    #[test]
    fn ids_made_one_after_the_other_fill_all_buckets_alike() {
        let mut counts = [0_u32; BUCKETS];
        for order in 0..256_000_i64 {
            counts[bucket_of(((7_000_000_000 + order / 50) << 22) | (order * 31))] += 1;
        }
        let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
        assert!(800 < *least && *most < 1_200, "{least} to {most} of 1000");
    }

    #[test]
    fn every_level_has_half_of_the_customers_that_are_left() {
        let mut counts = [0_i32; 6];
        for order in 0..64_000_i64 {
            counts[level_of(((7_000_000_000 + order / 50) << 22) | (order * 31), 6)] += 1;
        }
        for (count, share) in counts
            .iter()
            .zip([32_000, 16_000, 8_000, 4_000, 2_000, 2_000])
        {
            assert!((count - share).abs() < share / 10, "{counts:?}");
        }
    }
}
