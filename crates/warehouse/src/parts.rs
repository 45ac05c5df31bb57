//! The lake's lines of some orders, and what they add up to.
//!
//! Lines pass by part by part and are held against the keys here. A join of the engine would keep one side in memory, and takes
//! the lake's lines for it where it guesses that they are fewer: a lake of some ten million lines refused the next file.

use std::collections::{HashMap, HashSet};

use arrow::array::{Array, AsArray, BooleanArray};
use arrow::compute::filter_record_batch;
use arrow::datatypes::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow::record_batch::RecordBatch;
use datafusion::logical_expr::{Expr, col, lit};

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
    let columns = "customer_id, at, day, quantity, amount_minor, discount_minor, cost_minor, channel, store, country";
    let kept = format!("not is_return and {kept}");
    let mut found = HashMap::new();
    let take = |lines: &RecordBatch| add_lines(lines, &mut found);
    each_line_of(snapshot, keys, (columns, &kept), take).await?;
    Ok(found)
}

/// Hands over the lake's lines of the orders `keys` as far as `kept` holds for them: the key of the order, then `columns`.
pub(crate) async fn each_line_of(
    snapshot: &Snapshot,
    keys: &[&str],
    (columns, kept): (&str, &str),
    mut take: impl FnMut(&RecordBatch),
) -> Result<(), WarehouseError> {
    let (Some(least), Some(most)) = (keys.iter().min(), keys.iter().max()) else {
        return Ok(());
    };
    // Files and their parts without such a key are not opened.
    let near = col("order_key").between(lit(*least), lit(*most));
    let wanted: HashSet<&str> = keys.iter().copied().collect();
    let Some((first, last)) = times(snapshot, &wanted, (near.clone(), kept)).await? else {
        return Ok(());
    };
    let text = format!(
        "select order_key, {columns} from order_line
        where {kept} and at between to_timestamp_micros({first}) and to_timestamp_micros({last})"
    );
    each_wanted(snapshot, &wanted, (&text, near), |lines| take(&lines)).await
}

/// The first and the last instant of a line that is wanted; `None` when the lake has none: mostly orders are new, and then two
/// columns are all that is read.
async fn times(
    snapshot: &Snapshot,
    wanted: &HashSet<&str>,
    (near, kept): (Expr, &str),
) -> Result<Option<(i64, i64)>, WarehouseError> {
    let mut times = None;
    let text = format!("select order_key, at from order_line where {kept}");
    let take = |lines: RecordBatch| {
        for &at in lines
            .column(1)
            .as_primitive::<TimestampMicrosecondType>()
            .values()
        {
            let (first, last) = times.unwrap_or((at, at));
            times = Some((at.min(first), at.max(last)));
        }
    };
    each_wanted(snapshot, wanted, (&text, near), take).await?;
    Ok(times)
}

/// Runs a question whose first column is the key of an order, and hands over the rows with a key that is wanted.
async fn each_wanted(
    snapshot: &Snapshot,
    wanted: &HashSet<&str>,
    (text, near): (&str, Expr),
    mut take: impl FnMut(RecordBatch),
) -> Result<(), WarehouseError> {
    let frame = snapshot.frame(text).await?.filter(near);
    let frame = frame.map_err(WarehouseError::engine)?;
    let part = |rows: &RecordBatch| {
        let key = TextColumn::of(rows.column(0));
        let is_wanted = |row| key.get(row).is_some_and(|key| wanted.contains(key));
        let mask: BooleanArray = (0..rows.num_rows())
            .map(|row| Some(is_wanted(row)))
            .collect();
        if mask.has_true() {
            let found = filter_record_batch(rows, &mask);
            take(found.map_err(WarehouseError::lake("look up orders"))?);
        }
        Ok(())
    };
    snapshot.each_part(frame, part).await
}

fn add_lines(batch: &RecordBatch, into: &mut HashMap<String, Order>) {
    let key = TextColumn::of(batch.column(0));
    let customer = batch.column(1).as_primitive::<Int64Type>();
    let at = batch.column(2).as_primitive::<TimestampMicrosecondType>();
    let day = batch.column(3).as_primitive::<Date32Type>();
    let quantity = batch.column(4).as_primitive::<Float64Type>();
    let money = [5, 6, 7].map(|index| batch.column(index).as_primitive::<Int64Type>());
    let [channel, store, country] = [8, 9, 10].map(|index| TextColumn::of(batch.column(index)));
    for row in 0..batch.num_rows() {
        let Some(order_key) = key.get(row) else {
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
