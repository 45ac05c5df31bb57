//! A file of lines becomes part of the lake, in one commit over every table.

use arrow::record_batch::RecordBatch;
use datafusion::logical_expr::{Expr, col, lit};
use datafusion_ducklake::{
    DuckLakeTableWriter, DuckLakeWriteTransaction, SnapshotCommitMetadata, TableWriteOptions,
    WriteMode, WriteResult,
};

use crate::dimensions;
use crate::identity;
use crate::lines::LineColumns;
use crate::orders::{self, Order};
use crate::parts::order_parts;
use crate::rows::{self, CustomerRow, ProductRow};
use crate::schema::{NAMESPACE, Table};
use crate::{Lake, Snapshot, WarehouseError};

pub(crate) const STAGING: &str = "write its files";

/// What one file brings.
#[derive(Debug)]
pub struct StagedLines<'a> {
    /// The import's id, which every row carries.
    pub import_id: i64,
    /// The lines.
    pub lines: &'a LineColumns,
    /// The customers of the lines; those that the lake lacks are added.
    pub customers: &'a [CustomerRow],
    /// The products of the lines; those that the lake lacks are added.
    pub products: &'a [ProductRow],
}

/// What became of the lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StagedOutcome {
    /// Lines that the lake did not have.
    pub added: u64,
    /// Lines that it had.
    pub known: u64,
    /// Orders that came to be.
    pub orders: u64,
    /// Orders that gained lines.
    pub orders_changed: u64,
    /// Return lines among the added.
    pub returns: u64,
    /// Added lines without a customer.
    pub anonymous: u64,
    /// Customers that the lake did not know.
    pub customers_new: u64,
    /// Products that the lake did not know.
    pub products_new: u64,
    /// The commit; `None` when there was nothing to commit.
    pub snapshot: Option<i64>,
}

impl Lake {
    /// Adds the new lines among those given, with what they mean for orders and returns, in one
    /// commit. `before_commit` runs when everything is written and nothing is visible: when it fails,
    /// or the caller drops the future, the lake stays as it was.
    ///
    /// # Errors
    ///
    /// When a file cannot be written, someone else changed the same rows, or `before_commit` fails.
    pub async fn import<E: From<WarehouseError>>(
        &self,
        staged: &StagedLines<'_>,
        before_commit: impl AsyncFnOnce(&StagedOutcome) -> Result<(), E>,
    ) -> Result<StagedOutcome, E> {
        let lines = staged.lines;
        let snapshot = self.snapshot().await?;
        let mut fresh = new_rows(&snapshot, lines).await?;
        drop_live_orders(&snapshot, lines, &mut fresh).await?;
        let writer = self.table_writer()?;
        let mut staging = Staging::new(self, &snapshot, &writer, staged.import_id);
        let mut outcome = count(lines, &fresh);
        staging.orders(staged, &fresh, &mut outcome).await?;
        let batches = rows::line_batches(lines, &fresh, staged.import_id)
            .map_err(WarehouseError::lake(STAGING))?;
        staging.append(Table::OrderLine, &batches).await?;
        drop(batches);
        staging.rest(staged, &fresh, &mut outcome).await?;
        if let Err(refused) = before_commit(&outcome).await {
            staging.withdraw().await?;
            return Err(refused);
        }
        let committed = staging.commit().await?;
        outcome.snapshot = committed.first().map(|table| table.snapshot_id);
        Ok(outcome)
    }
}

/// Everything of one commit, written and not yet visible.
pub(crate) struct Staging<'a> {
    lake: &'a Lake,
    snapshot: &'a Snapshot,
    writer: &'a DuckLakeTableWriter,
    transaction: DuckLakeWriteTransaction<'a>,
}

impl<'a> Staging<'a> {
    /// A commit of an import, as yet empty.
    pub(crate) fn new(
        lake: &'a Lake,
        snapshot: &'a Snapshot,
        writer: &'a DuckLakeTableWriter,
        import_id: i64,
    ) -> Self {
        // A commit of somebody else since the snapshot, who was here when they should not, refuses this one.
        let note = commit_note(import_id).with_expected_base_snapshot_id(snapshot.id());
        let transaction = writer.transaction().with_options(&note);
        Self {
            lake,
            snapshot,
            writer,
            transaction,
        }
    }

    async fn orders(
        &mut self,
        staged: &StagedLines<'_>,
        fresh: &[u32],
        outcome: &mut StagedOutcome,
    ) -> Result<(), WarehouseError> {
        let lines = staged.lines;
        let mut orders = orders::orders(lines, fresh);
        let named = || lines.order.dictionary.iter().map(String::as_str);
        let keys: Vec<&str> = named()
            .zip(&orders)
            .filter(|(_, order)| order.is_some())
            .map(|(key, _)| key)
            .collect();
        let before = order_parts(self.snapshot, &keys, "true").await?;
        for (place, key) in orders.iter_mut().zip(named()) {
            if let (Some(order), Some(had)) = (place, before.get(key)) {
                order.merge(had);
            }
        }
        let mut sales: Vec<(&str, &Order)> = named()
            .zip(&orders)
            .filter_map(|(key, order)| Some((key, order.as_ref()?)))
            .filter(|(_, order)| order.is_sale())
            .collect();
        sales.sort_by_key(|(key, order)| (order.at, *key));
        let was_sale = |key: &str| before.get(key).is_some_and(Order::is_sale);
        outcome.orders_changed = sales.iter().filter(|(key, _)| was_sale(key)).count() as u64;
        outcome.orders = sales.len() as u64 - outcome.orders_changed;
        let batches =
            rows::order_batches(&sales, staged.import_id).map_err(WarehouseError::lake(STAGING))?;
        let changed: Vec<&str> = before.keys().map(String::as_str).collect();
        self.replace_orders(&changed, &batches).await
    }

    /// Takes the orders `keys` out and puts `batches` in.
    pub(crate) async fn replace_orders(
        &mut self,
        keys: &[&str],
        batches: &[RecordBatch],
    ) -> Result<(), WarehouseError> {
        if keys.is_empty() {
            return self.append(Table::Order, batches).await;
        }
        let named = col("order_key").in_list(keys.iter().map(|key| lit(*key)).collect(), false);
        self.replace(Table::Order, named, batches).await
    }

    /// Takes the rows that match out and puts `batches` in.
    pub(crate) async fn replace(
        &mut self,
        table: Table,
        predicate: Expr,
        batches: &[RecordBatch],
    ) -> Result<(), WarehouseError> {
        let context = self.snapshot.session();
        let (entries, _) = self
            .lake
            .delete_entries(context, self.writer, table, predicate)
            .await?;
        self.transaction
            .stage_write_with_deletes(
                NAMESPACE,
                table.name(),
                &table.schema(),
                WriteMode::Append,
                batches,
                &entries,
                &[],
            )
            .await
            .map_err(WarehouseError::lake(STAGING))
    }

    /// Deletes the rows that match, and says how many they are.
    pub(crate) async fn delete(
        &mut self,
        table: Table,
        predicate: Expr,
    ) -> Result<u64, WarehouseError> {
        let context = self.snapshot.session();
        let (entries, rows) = self
            .lake
            .delete_entries(context, self.writer, table, predicate)
            .await?;
        self.transaction
            .stage_deletes(NAMESPACE, table.name(), &table.schema(), &entries, &[])
            .map_err(WarehouseError::lake("delete rows"))?;
        Ok(rows)
    }

    async fn rest(
        &mut self,
        staged: &StagedLines<'_>,
        fresh: &[u32],
        outcome: &mut StagedOutcome,
    ) -> Result<(), WarehouseError> {
        let returns = orders::returns(staged.lines, fresh);
        let keys = &staged.lines.order.dictionary;
        let returns = rows::return_batch(&returns, keys, staged.import_id)
            .map_err(WarehouseError::lake(STAGING))?;
        self.append(Table::OrderReturn, &[returns]).await?;
        if fresh.is_empty() {
            return Ok(());
        }
        outcome.customers_new = self.customers(staged.customers).await?;
        let known = dimensions::product_keys(self.snapshot).await?;
        let mut products: Vec<&ProductRow> = staged
            .products
            .iter()
            .filter(|row| !known.contains(&row.key))
            .collect();
        products.sort_by_key(|row| &row.key);
        outcome.products_new = products.len() as u64;
        let batch = rows::product_batch(&products).map_err(WarehouseError::lake(STAGING))?;
        self.append(Table::Product, &[batch]).await
    }

    /// Adds the customers that the lake lacks, and says how many they are.
    pub(crate) async fn customers(&mut self, given: &[CustomerRow]) -> Result<u64, WarehouseError> {
        let known = dimensions::customer_ids(self.snapshot).await?;
        let mut customers: Vec<&CustomerRow> = given
            .iter()
            .filter(|row| !known.contains(&row.id))
            .collect();
        customers.sort_by_key(|row| row.id);
        let batch = rows::customer_batch(&customers).map_err(WarehouseError::lake(STAGING))?;
        self.append(Table::Customer, &[batch]).await?;
        Ok(customers.len() as u64)
    }

    /// Appends rows to a table; none is no stage.
    pub(crate) async fn append(
        &mut self,
        table: Table,
        batches: &[RecordBatch],
    ) -> Result<(), WarehouseError> {
        self.transaction
            .stage_write(
                NAMESPACE,
                table.name(),
                &table.schema(),
                WriteMode::Append,
                batches,
            )
            .await
            .map_err(WarehouseError::lake(STAGING))
    }

    /// Makes everything visible at once.
    pub(crate) async fn commit(self) -> Result<Vec<WriteResult>, WarehouseError> {
        self.transaction
            .commit()
            .await
            .map_err(WarehouseError::lake("commit its changes"))
    }

    /// Removes what was written.
    pub(crate) async fn withdraw(self) -> Result<(), WarehouseError> {
        self.transaction
            .abort()
            .await
            .map_err(WarehouseError::lake("withdraw its files"))
    }
}

/// The commit carries the import that made it.
pub(crate) fn commit_note(import_id: i64) -> TableWriteOptions {
    let note = serde_json::json!({ "import": import_id }).to_string();
    TableWriteOptions::new()
        .with_commit_metadata(SnapshotCommitMetadata::new().with_extra_info(note))
}

/// The rows that the lake does not have, sorted by time.
async fn new_rows(snapshot: &Snapshot, lines: &LineColumns) -> Result<Vec<u32>, WarehouseError> {
    let known = known_lines(snapshot, lines).await?;
    let mut fresh = if known.is_empty() {
        (0..u32::try_from(lines.len()).unwrap_or(u32::MAX)).collect()
    } else {
        identity::new_rows(&identity::of_lines(lines), known)
    };
    let at = |&row: &u32| lines.at_micros[row as usize];
    if !fresh.is_sorted_by_key(at) {
        fresh.sort_by_key(at);
    }
    Ok(fresh)
}

/// Drops what a file sells on orders that came with the log: there the order is known by its key, and the file may give it
/// another time.
async fn drop_live_orders(
    snapshot: &Snapshot,
    lines: &LineColumns,
    fresh: &mut Vec<u32>,
) -> Result<(), WarehouseError> {
    if fresh.is_empty() || !snapshot.has_any_event().await? {
        return Ok(());
    }
    let keys: Vec<&str> = lines.order.dictionary.iter().map(String::as_str).collect();
    let live = snapshot.live_orders(&keys).await?;
    if !live.is_empty() {
        fresh.retain(|&row| {
            let order = lines.order.text(row as usize);
            lines.is_return[row as usize] || !order.is_some_and(|order| live.contains(order))
        });
    }
    Ok(())
}

async fn known_lines(
    snapshot: &Snapshot,
    lines: &LineColumns,
) -> Result<Vec<u128>, WarehouseError> {
    let (Some(first), Some(last)) = (lines.at_micros.iter().min(), lines.at_micros.iter().max())
    else {
        return Ok(Vec::new());
    };
    let text = format!(
        "select {} from order_line where at between to_timestamp_micros({first}) and to_timestamp_micros({last})",
        identity::COLUMNS
    );
    let mut known = Vec::new();
    let take = |lines: &RecordBatch| {
        identity::of_batch(lines, &mut known);
        Ok(())
    };
    snapshot
        .each_part(snapshot.frame(&text).await?, take)
        .await?;
    Ok(known)
}

fn count(lines: &LineColumns, fresh: &[u32]) -> StagedOutcome {
    let having =
        |of: &dyn Fn(usize) -> bool| fresh.iter().filter(|&&row| of(row as usize)).count() as u64;
    StagedOutcome {
        added: fresh.len() as u64,
        known: (lines.len() - fresh.len()) as u64,
        returns: having(&|row| lines.is_return[row]),
        anonymous: having(&|row| lines.customer_id[row].is_none()),
        ..StagedOutcome::default()
    }
}
