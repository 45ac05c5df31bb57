//! An import taken back: its rows leave the lake, and what they added up to is added up again.

use std::collections::HashSet;

use arrow::array::AsArray;
use arrow::datatypes::Int64Type;
use datafusion::logical_expr::{Expr, col, lit};

use crate::identity::TextColumn;
use crate::import::Staging;
use crate::orders::Order;
use crate::parts::order_parts;
use crate::schema::Table;
use crate::{Lake, Snapshot, WarehouseError, rows};

/// What an undone import took with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// Lines that left, of receipts and of what files told about subscriptions.
    pub lines: u64,
    /// Those of the created customers of whom no line and no subscription is left.
    pub customers: Vec<i64>,
    /// The products of which no line is left.
    pub products: Vec<String>,
}

/// What an import made in the store.
#[derive(Debug, Clone, Copy, Default)]
pub struct Created<'a> {
    /// Customers.
    pub customers: &'a [i64],
    /// Products, which a file of products makes.
    pub products: &'a [String],
}

impl Lake {
    /// Takes the lines of an import out, recomputes the orders that they were part of, and removes
    /// what nothing else mentions: those of what it `created`, and the products of its lines but for
    /// those `kept`. Repeating it does nothing more.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or written.
    pub async fn undo(
        &self,
        import_id: i64,
        created: Created<'_>,
        kept: &HashSet<String>,
    ) -> Result<Undone, WarehouseError> {
        let snapshot = self.snapshot().await?;
        let mut undone = Undone {
            customers: self
                .unused_customers(&snapshot, import_id, created.customers)
                .await?,
            products: unused_products(&snapshot, import_id, created.products, kept).await?,
            lines: 0,
        };
        let writer = self.table_writer()?;
        let mut staging = Staging::new(self, &snapshot, &writer, import_id);
        rebuild_orders(
            &snapshot,
            &mut staging,
            &format!("import_id <> {import_id}"),
        )
        .await?;
        let of_import = || col("import_id").eq(lit(import_id));
        let deletes = [
            (Table::OrderLine, Some(of_import())),
            (Table::OrderReturn, Some(of_import())),
            (Table::SubscriptionTold, Some(of_import())),
            (
                Table::Customer,
                any_of("customer_id", undone.customers.iter().map(|id| lit(*id))),
            ),
            (
                Table::Product,
                any_of("product_key", undone.products.iter().map(lit)),
            ),
        ];
        for (table, predicate) in deletes {
            let Some(predicate) = predicate else { continue };
            let rows = staging.delete(table, predicate).await?;
            if matches!(table, Table::OrderLine | Table::SubscriptionTold) {
                undone.lines += rows;
            }
        }
        staging.commit().await?;
        Ok(undone)
    }

    /// Takes out all that came with the log, for a replay: what is left are the files of `imports`.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or written.
    pub async fn forget_events(&self, imports: &[i64]) -> Result<(), WarehouseError> {
        let snapshot = self.snapshot().await?;
        let writer = self.table_writer()?;
        let mut staging = Staging::new(self, &snapshot, &writer, 0);
        let kept = imports
            .iter()
            .fold("import_id in (0".to_owned(), |text, id| {
                format!("{text},{id}")
            });
        rebuild_orders(&snapshot, &mut staging, &format!("{kept})")).await?;
        let files: Vec<Expr> = imports.iter().chain(&[0]).map(|id| lit(*id)).collect();
        let of_log = col("import_id").in_list(files, true);
        staging.delete(Table::OrderLine, of_log.clone()).await?;
        staging.delete(Table::OrderReturn, of_log).await?;
        staging.delete(Table::Event, lit(true)).await?;
        staging.commit().await.map(drop)
    }

    async fn unused_customers(
        &self,
        snapshot: &Snapshot,
        import_id: i64,
        candidates: &[i64],
    ) -> Result<Vec<i64>, WarehouseError> {
        if candidates.is_empty() {
            return Ok(Vec::new());
        }
        let text = format!(
            "select distinct customer_id from order_line
            where import_id <> {import_id} and customer_id is not null
            union
            select customer_id from subscription_told where import_id <> {import_id}"
        );
        let mut used = HashSet::new();
        for batch in snapshot.sql(&text).await? {
            used.extend(
                batch
                    .column(0)
                    .as_primitive::<Int64Type>()
                    .values()
                    .iter()
                    .copied(),
            );
        }
        Ok(candidates
            .iter()
            .copied()
            .filter(|id| !used.contains(id))
            .collect())
    }
}

async fn unused_products(
    snapshot: &Snapshot,
    import_id: i64,
    created: &[String],
    kept: &HashSet<String>,
) -> Result<Vec<String>, WarehouseError> {
    let of_lines = |compared: &str| {
        format!(
            "select distinct product_key from order_line
            where product_key is not null and import_id {compared} {import_id}"
        )
    };
    let used: HashSet<String> = texts(snapshot, &of_lines("<>"))
        .await?
        .into_iter()
        .collect();
    let mut unused = texts(snapshot, &of_lines("=")).await?;
    unused.retain(|key| !kept.contains(key));
    unused.extend_from_slice(created);
    unused.retain(|key| !used.contains(key));
    unused.sort_unstable();
    unused.dedup();
    Ok(unused)
}

/// Adds the orders of the lines that are not `kept` up again without them.
async fn rebuild_orders(
    snapshot: &Snapshot,
    staging: &mut Staging<'_>,
    kept: &str,
) -> Result<(), WarehouseError> {
    let text = format!(
        "select distinct order_key from order_line
        where not ({kept}) and order_key is not null and not is_return"
    );
    let keys = texts(snapshot, &text).await?;
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let left = order_parts(snapshot, &keys, kept).await?;
    let mut left: Vec<(&str, &Order)> = left
        .iter()
        .map(|(key, order)| (key.as_str(), order))
        .filter(|(_, o)| o.is_sale())
        .collect();
    left.sort_by_key(|(key, order)| (order.at, *key));
    // Its lines say which imports brought them; zero stands for several.
    let batches = rows::order_batches(&left, 0).map_err(WarehouseError::lake("write its files"))?;
    staging.replace_orders(&keys, &batches).await
}

fn any_of(column: &str, values: impl Iterator<Item = Expr>) -> Option<Expr> {
    let values: Vec<Expr> = values.collect();
    (!values.is_empty()).then(|| col(column).in_list(values, false))
}

async fn texts(snapshot: &Snapshot, text: &str) -> Result<Vec<String>, WarehouseError> {
    let mut found = Vec::new();
    for batch in snapshot.sql(text).await? {
        let column = TextColumn::of(batch.column(0));
        found.extend(
            (0..batch.num_rows())
                .filter_map(|row| column.get(row))
                .map(str::to_owned),
        );
    }
    Ok(found)
}
