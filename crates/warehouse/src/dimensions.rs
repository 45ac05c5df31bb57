//! Customers and products in the lake: small tables that are written whole when attributes change.

use std::collections::{BTreeMap, HashSet};

use arrow::array::AsArray;
use arrow::datatypes::{Float64Type, Int64Type};
use arrow::record_batch::RecordBatch;
use datafusion_ducklake::WriteMode;

use crate::identity::TextColumn;
use crate::import::commit_note;
use crate::rows::{self, CustomerRow, ProductRow};
use crate::schema::{NAMESPACE, Table};
use crate::{Lake, Snapshot, WarehouseError};

const REPLACING: &str = "write a table anew";

impl Lake {
    /// Puts what is now known of customers in place of what was; customers that are not given stay.
    ///
    /// # Errors
    ///
    /// When the table cannot be read or written.
    pub async fn replace_customers(
        &self,
        import_id: i64,
        given: Vec<CustomerRow>,
    ) -> Result<(), WarehouseError> {
        let snapshot = self.snapshot().await?;
        let mut all: BTreeMap<i64, CustomerRow> = BTreeMap::new();
        for batch in snapshot.sql("select * from customer").await? {
            let id = batch.column(0).as_primitive::<Int64Type>();
            let texts = [1, 2, 3].map(|index| TextColumn::of(batch.column(index)));
            for row in 0..batch.num_rows() {
                let text = |index: usize| texts[index].get(row).map(str::to_owned);
                let customer = CustomerRow {
                    id: id.value(row),
                    key: text(0).unwrap_or_default(),
                    country: text(1),
                    attributes: text(2),
                };
                all.insert(customer.id, customer);
            }
        }
        for mut row in given {
            // A country known from orders stays when the file of customers tells none.
            if row.country.is_none() {
                row.country = all.get(&row.id).and_then(|known| known.country.clone());
            }
            all.insert(row.id, row);
        }
        let rows: Vec<&CustomerRow> = all.values().collect();
        let batch = rows::customer_batch(&rows).map_err(WarehouseError::lake(REPLACING))?;
        self.replace(Table::Customer, batch, import_id).await
    }

    /// Puts what is now known of products in place of what was; products that are not given stay.
    ///
    /// # Errors
    ///
    /// When the table cannot be read or written.
    pub async fn replace_products(
        &self,
        import_id: i64,
        given: Vec<ProductRow>,
    ) -> Result<(), WarehouseError> {
        let snapshot = self.snapshot().await?;
        let mut all: BTreeMap<String, ProductRow> = BTreeMap::new();
        for batch in snapshot.sql("select * from product").await? {
            let texts = [0, 1, 2, 3].map(|index| TextColumn::of(batch.column(index)));
            for row in 0..batch.num_rows() {
                let text = |index: usize| texts[index].get(row).map(str::to_owned);
                let product = ProductRow {
                    key: text(0).unwrap_or_default(),
                    name: text(1),
                    category: text(2),
                    attributes: text(3),
                };
                all.insert(product.key.clone(), product);
            }
        }
        for mut row in given {
            if row.name.is_none() {
                row.name = all.get(&row.key).and_then(|known| known.name.clone());
            }
            all.insert(row.key.clone(), row);
        }
        let rows: Vec<&ProductRow> = all.values().collect();
        let batch = rows::product_batch(&rows).map_err(WarehouseError::lake(REPLACING))?;
        self.replace(Table::Product, batch, import_id).await
    }

    async fn replace(
        &self,
        table: Table,
        batch: RecordBatch,
        import_id: i64,
    ) -> Result<(), WarehouseError> {
        let writer = self.table_writer()?;
        let mut transaction = writer.transaction().with_options(&commit_note(import_id));
        transaction
            .stage_write(
                NAMESPACE,
                table.name(),
                &table.schema(),
                WriteMode::Replace,
                &[batch],
            )
            .await
            .map_err(WarehouseError::lake(REPLACING))?;
        transaction
            .commit()
            .await
            .map_err(WarehouseError::lake(REPLACING))?;
        Ok(())
    }

    /// What the sizes of all amounts and prices add up to, in minor units, to about fifteen digits.
    ///
    /// # Errors
    ///
    /// When the lake cannot be read.
    pub async fn amounts_total(&self) -> Result<u128, WarehouseError> {
        // In floats, which do not overflow.
        let text = "select sum(size) from (
            select abs(cast(amount_minor as double)) as size from order_line
            union all
            select cast(price_minor as double) as size from subscription_told
        )";
        let batches = self.snapshot().await?.sql(text).await?;
        let total = batches.first().map_or(0.0, |batch| {
            let sums = batch.column(0).as_primitive::<Float64Type>();
            if sums.is_empty() { 0.0 } else { sums.value(0) }
        });
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a sum of sizes, far below the type's limit"
        )]
        Ok(total as u128)
    }

    /// How many lines of an import the lake holds, of receipts or of subscriptions: more than none when
    /// its commit came to be.
    ///
    /// # Errors
    ///
    /// When the lake cannot be read.
    pub async fn lines_of(&self, import_id: i64) -> Result<u64, WarehouseError> {
        let text = format!(
            "select count(*) from (
                select import_id from order_line where import_id = {import_id}
                union all
                select import_id from subscription_told where import_id = {import_id}
            )"
        );
        let batches = self.snapshot().await?.sql(&text).await?;
        let count = batches.first().map_or(0, |batch| {
            let counts = batch.column(0).as_primitive::<Int64Type>();
            if counts.is_empty() {
                0
            } else {
                counts.value(0)
            }
        });
        Ok(u64::try_from(count).unwrap_or(0))
    }
}

/// The customers that the lake knows.
pub(crate) async fn customer_ids(snapshot: &Snapshot) -> Result<HashSet<i64>, WarehouseError> {
    let mut ids = HashSet::new();
    for batch in snapshot.sql("select customer_id from customer").await? {
        ids.extend(
            batch
                .column(0)
                .as_primitive::<Int64Type>()
                .values()
                .iter()
                .copied(),
        );
    }
    Ok(ids)
}

/// The products that the lake knows.
pub(crate) async fn product_keys(snapshot: &Snapshot) -> Result<HashSet<String>, WarehouseError> {
    let mut keys = HashSet::new();
    for batch in snapshot.sql("select product_key from product").await? {
        let column = TextColumn::of(batch.column(0));
        keys.extend(
            (0..batch.num_rows())
                .filter_map(|row| column.get(row))
                .map(str::to_owned),
        );
    }
    Ok(keys)
}
