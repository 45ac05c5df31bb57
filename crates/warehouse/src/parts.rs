//! What the lake's lines of some orders add up to.
//!
//! The lines pass by part by part and are held against the keys here. A join of the engine would keep one side in memory, and
//! takes the lake's lines for it where it guesses that they are fewer: a lake of some ten million lines refused the next file.

use std::collections::{HashMap, HashSet};

use arrow::array::{Array, AsArray};
use arrow::datatypes::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow::record_batch::RecordBatch;

use crate::identity::TextColumn;
use crate::lines::UNKNOWN;
use crate::orders::{LineFacts, Order};
use crate::{Snapshot, WarehouseError};

/// What the lake's lines of the orders `keys` add up to, as far as `kept`, a condition of SQL, holds for them.
pub(crate) async fn order_parts(
    snapshot: &Snapshot,
    keys: &[&str],
    kept: &str,
) -> Result<HashMap<String, Order>, WarehouseError> {
    let wanted: HashSet<&str> = keys.iter().copied().collect();
    let mut found = HashMap::new();
    let Some((first, last)) = times(snapshot, &wanted, kept).await? else {
        return Ok(found);
    };
    let text = format!(
        "select order_key, customer_id, at, day, quantity, amount_minor, discount_minor, cost_minor,
            channel, store, country
        from order_line
        where not is_return and {kept}
            and at between to_timestamp_micros({first}) and to_timestamp_micros({last})"
    );
    let take = |lines: &RecordBatch| add_lines(lines, &wanted, &mut found);
    snapshot.sql_each(&text, take).await?;
    Ok(found)
}

/// The first and the last instant of a line of the orders that are wanted; `None` when the lake has none: mostly orders are new,
/// and then two columns are all that is read.
async fn times(
    snapshot: &Snapshot,
    wanted: &HashSet<&str>,
    kept: &str,
) -> Result<Option<(i64, i64)>, WarehouseError> {
    let mut times = None;
    if wanted.is_empty() {
        return Ok(times);
    }
    let text = format!("select order_key, at from order_line where not is_return and {kept}");
    let take = |lines: &RecordBatch| {
        let key = TextColumn::of(lines.column(0));
        let at = lines.column(1).as_primitive::<TimestampMicrosecondType>();
        for row in 0..lines.num_rows() {
            if key.get(row).is_some_and(|key| wanted.contains(key)) {
                let at = at.value(row);
                let (first, last) = times.unwrap_or((at, at));
                times = Some((at.min(first), at.max(last)));
            }
        }
    };
    snapshot.sql_each(&text, take).await?;
    Ok(times)
}

/// Adds the lines of the orders that are wanted.
fn add_lines(batch: &RecordBatch, wanted: &HashSet<&str>, into: &mut HashMap<String, Order>) {
    let key = TextColumn::of(batch.column(0));
    let customer = batch.column(1).as_primitive::<Int64Type>();
    let at = batch.column(2).as_primitive::<TimestampMicrosecondType>();
    let day = batch.column(3).as_primitive::<Date32Type>();
    let quantity = batch.column(4).as_primitive::<Float64Type>();
    let money = [5, 6, 7].map(|index| batch.column(index).as_primitive::<Int64Type>());
    let [channel, store, country] = [8, 9, 10].map(|index| TextColumn::of(batch.column(index)));
    for row in 0..batch.num_rows() {
        let Some(order_key) = key.get(row).filter(|key| wanted.contains(key)) else {
            continue;
        };
        let facts = LineFacts {
            customer_id: customer.is_valid(row).then(|| customer.value(row)),
            at: at.value(row),
            day: day.value(row),
            quantity: quantity.value(row),
            amount: money[0].value(row),
            discount: money[1].value(row),
            cost: if money[2].is_valid(row) {
                money[2].value(row)
            } else {
                UNKNOWN
            },
            channel: channel.get(row),
            store: store.get(row),
            country: country.get(row),
        };
        into.entry(order_key.to_owned())
            .or_insert_with(Order::empty)
            .add(&facts);
    }
}
