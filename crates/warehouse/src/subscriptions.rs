//! A file of subscriptions becomes part of the lake: what it tells that was not known, in one commit.
//!
//! Nothing is written over. Each row says which import told it, the latest one holds, and so an undone
//! import gives back what was known before it.

use std::collections::HashMap;

use arrow::array::{Array, AsArray};
use arrow::datatypes::{Date32Type, Int32Type, Int64Type};
use arrow::record_batch::RecordBatch;

use crate::identity::TextColumn;
use crate::import::{STAGING, Staging};
use crate::rows::{self, CustomerRow, SubscriptionRow};
use crate::schema::Table;
use crate::{Lake, Snapshot, WarehouseError};

/// What one file brings.
#[derive(Debug)]
pub struct StagedSubscriptions<'a> {
    /// The import's id, which every row carries.
    pub import_id: i64,
    /// The subscriptions; a customer's key comes once.
    pub rows: &'a [SubscriptionRow],
    /// Their customers; those that the lake lacks are added.
    pub customers: &'a [CustomerRow],
}

/// What became of the subscriptions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SubscriptionOutcome {
    /// Subscriptions that the lake did not have.
    pub added: u64,
    /// Those of which something is now told otherwise, such as that they ended.
    pub changed: u64,
    /// Those that it had as they are.
    pub known: u64,
    /// Customers that the lake did not know.
    pub customers_new: u64,
    /// The commit; `None` when there was nothing to commit.
    pub snapshot: Option<i64>,
}

impl Lake {
    /// Adds what is new or different among the subscriptions given, in one commit. `before_commit` runs
    /// when everything is written and nothing is visible: when it fails, or the caller drops the future,
    /// the lake stays as it was.
    ///
    /// # Errors
    ///
    /// When a file cannot be written, or `before_commit` fails.
    pub async fn import_subscriptions<E: From<WarehouseError>>(
        &self,
        staged: &StagedSubscriptions<'_>,
        before_commit: impl AsyncFnOnce(&SubscriptionOutcome) -> Result<(), E>,
    ) -> Result<SubscriptionOutcome, E> {
        let snapshot = self.snapshot().await?;
        let known = known(&snapshot).await?;
        let mut outcome = SubscriptionOutcome::default();
        let mut fresh: Vec<&SubscriptionRow> = Vec::new();
        for row in staged.rows {
            match known.get(&row.customer_id).and_then(|of| of.get(&row.key)) {
                Some(before) if before == row => outcome.known += 1,
                Some(_) => {
                    outcome.changed += 1;
                    fresh.push(row);
                }
                None => {
                    outcome.added += 1;
                    fresh.push(row);
                }
            }
        }
        fresh.sort_by(|a, b| {
            let place = |row: &SubscriptionRow| (row.start_day, row.customer_id);
            place(a).cmp(&place(b)).then_with(|| a.key.cmp(&b.key))
        });
        let writer = self.table_writer()?;
        let mut staging = Staging::new(self, &snapshot, &writer, staged.import_id);
        if !fresh.is_empty() {
            let batches = rows::subscription_batches(&fresh, staged.import_id)
                .map_err(WarehouseError::lake(STAGING))?;
            staging.append(Table::SubscriptionTold, &batches).await?;
            outcome.customers_new = staging.customers(staged.customers).await?;
        }
        if let Err(refused) = before_commit(&outcome).await {
            staging.withdraw().await?;
            return Err(refused);
        }
        let committed = staging.commit().await?;
        outcome.snapshot = committed.first().map(|table| table.snapshot_id);
        Ok(outcome)
    }
}

/// The subscriptions of each customer, by key.
type Known = HashMap<i64, HashMap<String, SubscriptionRow>>;

async fn known(snapshot: &Snapshot) -> Result<Known, WarehouseError> {
    let text = "select subscription_key, customer_id, plan, start_day, end_day, price_minor,
        period_months, attributes from subscription";
    let mut known = Known::new();
    for batch in snapshot.sql(text).await? {
        add(&batch, &mut known);
    }
    Ok(known)
}

fn add(batch: &RecordBatch, known: &mut Known) {
    let [key, plan, attributes] = [0, 2, 7].map(|index| TextColumn::of(batch.column(index)));
    let [customer, price] = [1, 5].map(|index| batch.column(index).as_primitive::<Int64Type>());
    let [start, end] = [3, 4].map(|index| batch.column(index).as_primitive::<Date32Type>());
    let months = batch.column(6).as_primitive::<Int32Type>();
    for row in 0..batch.num_rows() {
        let told = SubscriptionRow {
            customer_id: customer.value(row),
            key: key.get(row).unwrap_or_default().to_owned(),
            plan: plan.get(row).map(str::to_owned),
            start_day: start.value(row),
            end_day: end.is_valid(row).then(|| end.value(row)),
            price_minor: price.value(row),
            period_months: months.value(row),
            attributes: attributes.get(row).map(str::to_owned),
        };
        let of_customer = known.entry(told.customer_id).or_default();
        of_customer.insert(told.key.clone(), told);
    }
}
