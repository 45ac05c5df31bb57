//! A stretch of the log becomes part of the lake, in one commit over every table.

use std::collections::HashSet;

use arrow::array::{Array, AsArray};
use arrow::datatypes::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow::record_batch::RecordBatch;
use datafusion::logical_expr::{col, lit};

use crate::dimensions::product_keys;
use crate::events::{EventRow, event_batch};
use crate::identity::TextColumn;
use crate::import::{STAGING, Staging};
use crate::lines::LineColumns;
use crate::orders::{self, Order};
use crate::parts::each_line_of;
use crate::rows::{self, CustomerRow, ProductRow};
use crate::schema::Table;
use crate::{Lake, Snapshot, WarehouseError};

/// What a stretch of the log brings.
#[derive(Debug)]
pub struct StagedEvents<'a> {
    /// The id of the stretch, which every row carries.
    pub import_id: i64,
    /// The events.
    pub events: &'a [EventRow],
    /// The orders whose lines, returns apart, leave: their lines as they are now are among the new ones.
    pub replaced: &'a [String],
    /// The new lines, all of them: what an order adds up to is recomputed from them.
    pub lines: &'a LineColumns,
    /// The customers that the lake lacks, or holds otherwise.
    pub customers: &'a [CustomerRow],
    /// The products that were named; those that the lake lacks are added.
    pub products: &'a [ProductRow],
}

/// A line of an order or a return that the lake holds.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownLine {
    /// The order.
    pub order: String,
    /// The customer's id.
    pub customer_id: Option<i64>,
    /// UTC microseconds.
    pub at_micros: i64,
    /// Business day, days since 1970-01-01.
    pub day: i32,
    /// Product key.
    pub product: Option<String>,
    /// Product name, where it has no key.
    pub product_name: Option<String>,
    /// Units, negative for returns.
    pub quantity: f64,
    /// Millionths of a major unit.
    pub unit_price_micros: Option<i64>,
    /// Line total after discount.
    pub amount_minor: i64,
    /// Discount within the amount.
    pub discount_minor: i64,
    /// Cost of the goods.
    pub cost_minor: Option<i64>,
    /// Channel.
    pub channel: Option<String>,
    /// Shop.
    pub store: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Whether the line takes from revenue.
    pub is_return: bool,
}

impl Lake {
    /// Adds a stretch of the log to the state that `snapshot` shows, in one commit.
    ///
    /// # Errors
    ///
    /// When a file cannot be written, or anybody has changed the lake since the snapshot.
    pub async fn add_events(
        &self,
        snapshot: &Snapshot,
        staged: &StagedEvents<'_>,
    ) -> Result<(), WarehouseError> {
        let writer = self.table_writer()?;
        let mut staging = Staging::new(self, snapshot, &writer, staged.import_id);
        match stage(&mut staging, snapshot, staged).await {
            Ok(()) => staging.commit().await.map(drop),
            Err(error) => {
                staging.withdraw().await?;
                Err(error)
            }
        }
    }

    /// Whether the lake holds the stretch `import_id` of the log, which lies between two positions.
    ///
    /// # Errors
    ///
    /// When the lake cannot be read.
    pub async fn has_events(
        &self,
        import_id: i64,
        (first, last): (i64, i64),
    ) -> Result<bool, WarehouseError> {
        let text = format!(
            "select position from event
            where position between {first} and {last} and import_id = {import_id} limit 1"
        );
        let found = self.snapshot().await?.sql(&text).await?;
        Ok(found.iter().any(|batch| batch.num_rows() > 0))
    }
}

impl Snapshot {
    /// The lines of the orders `keys`, returns included.
    ///
    /// # Errors
    ///
    /// When the lake cannot be read.
    pub async fn lines_of_orders(&self, keys: &[&str]) -> Result<Vec<KnownLine>, WarehouseError> {
        let columns = "customer_id, at, day, product_key, product_name, quantity, unit_price_micros, amount_minor,
            discount_minor, cost_minor, channel, store, country, is_return";
        let mut found = Vec::new();
        let take = |lines: &RecordBatch| known_lines(lines, &mut found);
        each_line_of(self, keys, (columns, "true"), take).await?;
        Ok(found)
    }

    /// Those customers of `ids` that the lake holds.
    ///
    /// # Errors
    ///
    /// When the lake cannot be read.
    pub async fn customers(&self, ids: &[i64]) -> Result<Vec<CustomerRow>, WarehouseError> {
        let (Some(&least), Some(&most)) = (ids.iter().min(), ids.iter().max()) else {
            return Ok(Vec::new());
        };
        // Not by a list of them: for thousands the engine takes longer to plan such a question than to answer it.
        let near = col("customer_id").between(lit(least), lit(most));
        let text = "select customer_id, customer_key, country, attributes from customer";
        let frame = self.frame(text).await?.filter(near);
        let wanted: HashSet<i64> = ids.iter().copied().collect();
        let mut found = Vec::new();
        let take = |rows: &RecordBatch| {
            known_customers(rows, &wanted, &mut found);
            Ok(())
        };
        self.each_part(frame.map_err(WarehouseError::engine)?, take)
            .await?;
        Ok(found)
    }

    /// Whether anything of the log is in the lake.
    pub(crate) async fn has_any_event(&self) -> Result<bool, WarehouseError> {
        let found = self.sql("select position from event limit 1").await?;
        Ok(found.iter().any(|batch| batch.num_rows() > 0))
    }

    /// Those orders of `keys` whose lines came with the log.
    pub(crate) async fn live_orders(
        &self,
        keys: &[&str],
    ) -> Result<HashSet<String>, WarehouseError> {
        let mut live: HashSet<i64> = HashSet::new();
        for batch in self.sql("select distinct import_id from event").await? {
            live.extend(batch.column(0).as_primitive::<Int64Type>().values());
        }
        let mut found = HashSet::new();
        let take = |lines: &RecordBatch| {
            let key = TextColumn::of(lines.column(0));
            let import = lines.column(1).as_primitive::<Int64Type>();
            let came = (0..lines.num_rows()).filter(|&row| live.contains(&import.value(row)));
            found.extend(came.filter_map(|row| key.get(row).map(str::to_owned)));
        };
        each_line_of(self, keys, ("import_id", "not is_return"), take).await?;
        Ok(found)
    }
}

async fn stage(
    staging: &mut Staging<'_>,
    snapshot: &Snapshot,
    staged: &StagedEvents<'_>,
) -> Result<(), WarehouseError> {
    let events =
        event_batch(staged.events, staged.import_id).map_err(WarehouseError::lake(STAGING))?;
    staging.append(Table::Event, &[events]).await?;
    stage_lines(staging, staged).await?;
    stage_customers(staging, snapshot, staged.customers).await?;
    stage_products(staging, snapshot, staged.products).await
}

async fn stage_lines(
    staging: &mut Staging<'_>,
    staged: &StagedEvents<'_>,
) -> Result<(), WarehouseError> {
    let lines = staged.lines;
    if lines.is_empty() && staged.replaced.is_empty() {
        return Ok(());
    }
    let mut rows: Vec<u32> = (0..u32::try_from(lines.len()).unwrap_or(u32::MAX)).collect();
    rows.sort_by_key(|&row| lines.at_micros[row as usize]);

    let orders = orders::orders(lines, &rows);
    let mut sales: Vec<(&str, &Order)> = lines
        .order
        .dictionary
        .iter()
        .zip(&orders)
        .filter_map(|(key, order)| Some((key.as_str(), order.as_ref()?)))
        .filter(|(_, order)| order.is_sale())
        .collect();
    sales.sort_by_key(|(key, order)| (order.at, *key));
    let sales =
        rows::order_batches(&sales, staged.import_id).map_err(WarehouseError::lake(STAGING))?;
    let replaced: Vec<&str> = staged.replaced.iter().map(String::as_str).collect();
    staging.replace_orders(&replaced, &sales).await?;

    let returns = orders::returns(lines, &rows);
    let returns = rows::return_batch(&returns, &lines.order.dictionary, staged.import_id)
        .map_err(WarehouseError::lake(STAGING))?;
    staging.append(Table::OrderReturn, &[returns]).await?;

    let batches = rows::line_batches(lines, &rows, staged.import_id)
        .map_err(WarehouseError::lake(STAGING))?;
    if replaced.is_empty() {
        return staging.append(Table::OrderLine, &batches).await;
    }
    let keys = replaced.iter().map(|key| lit(*key)).collect();
    let sold = col("order_key")
        .in_list(keys, false)
        .and(col("is_return").eq(lit(false)));
    staging.replace(Table::OrderLine, sold, &batches).await
}

async fn stage_customers(
    staging: &mut Staging<'_>,
    snapshot: &Snapshot,
    customers: &[CustomerRow],
) -> Result<(), WarehouseError> {
    if customers.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = customers.iter().map(|row| row.id).collect();
    let known = snapshot.customers(&ids).await?;
    let mut sorted: Vec<&CustomerRow> = customers.iter().collect();
    sorted.sort_by_key(|row| row.id);
    let batch = rows::customer_batch(&sorted).map_err(WarehouseError::lake(STAGING))?;
    if known.is_empty() {
        return staging.append(Table::Customer, &[batch]).await;
    }
    let ids = known.iter().map(|row| lit(row.id)).collect();
    let otherwise = col("customer_id").in_list(ids, false);
    staging.replace(Table::Customer, otherwise, &[batch]).await
}

async fn stage_products(
    staging: &mut Staging<'_>,
    snapshot: &Snapshot,
    products: &[ProductRow],
) -> Result<(), WarehouseError> {
    if products.is_empty() {
        return Ok(());
    }
    let known = product_keys(snapshot).await?;
    let mut fresh: Vec<&ProductRow> = products
        .iter()
        .filter(|row| !known.contains(&row.key))
        .collect();
    fresh.sort_by_key(|row| &row.key);
    let batch = rows::product_batch(&fresh).map_err(WarehouseError::lake(STAGING))?;
    staging.append(Table::Product, &[batch]).await
}

fn known_customers(batch: &RecordBatch, wanted: &HashSet<i64>, into: &mut Vec<CustomerRow>) {
    let ids = batch.column(0).as_primitive::<Int64Type>().values();
    let texts = [1, 2, 3].map(|index| TextColumn::of(batch.column(index)));
    let rows = ids.iter().enumerate();
    into.extend(
        rows.filter(|(_, id)| wanted.contains(id))
            .map(|(row, &id)| {
                let text = |index: usize| texts[index].get(row).map(str::to_owned);
                CustomerRow {
                    id,
                    key: text(0).unwrap_or_default(),
                    country: text(1),
                    attributes: text(2),
                }
            }),
    );
}

fn known_lines(batch: &RecordBatch, into: &mut Vec<KnownLine>) {
    let whole = |index: usize| batch.column(index).as_primitive::<Int64Type>();
    let optional = |index: usize, row: usize| {
        let column = whole(index);
        column.is_valid(row).then(|| column.value(row))
    };
    let text = |index: usize, row: usize| {
        let column = TextColumn::of(batch.column(index));
        column.get(row).map(str::to_owned)
    };
    let at = batch.column(2).as_primitive::<TimestampMicrosecondType>();
    let day = batch.column(3).as_primitive::<Date32Type>();
    let quantity = batch.column(6).as_primitive::<Float64Type>();
    let is_return = batch.column(14).as_boolean();
    for row in 0..batch.num_rows() {
        let Some(order) = text(0, row) else { continue };
        into.push(KnownLine {
            order,
            customer_id: optional(1, row),
            at_micros: at.value(row),
            day: day.value(row),
            product: text(4, row),
            product_name: text(5, row),
            quantity: quantity.value(row),
            unit_price_micros: optional(7, row),
            amount_minor: whole(8).value(row),
            discount_minor: whole(9).value(row),
            cost_minor: optional(10, row),
            channel: text(11, row),
            store: text(12, row),
            country: text(13, row),
            is_return: is_return.value(row),
        });
    }
}
