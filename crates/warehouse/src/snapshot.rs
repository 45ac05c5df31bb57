//! One consistent state of the lake, and queries over it.

use std::sync::Arc;

use arrow::record_batch::RecordBatch;
use datafusion::catalog::CatalogProvider;
use datafusion::prelude::{DataFrame, SessionContext};
use datafusion_ducklake::DuckLakeCatalog;
use datafusion_ducklake::metadata_provider::MetadataProvider;
use futures::TryStreamExt as _;

use crate::functions::Calendar;
use crate::schema::{NAMESPACE, SUBSCRIPTION_VIEW, Table};
use crate::{Lake, Mistake, WarehouseError, session};

/// One consistent state of the lake.
///
/// Commits made after it was taken are not seen, however long it lives within the grace period in
/// which old files are kept (see [`Lake::maintain`]).
pub struct Snapshot {
    id: i64,
    context: SessionContext,
    pub(crate) provider: Arc<dyn MetadataProvider>,
    pub(crate) memory_mb: u64,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Snapshot {
    pub(crate) async fn open(lake: &Lake, id: i64) -> Result<Self, WarehouseError> {
        let calendar = Calendar {
            time_zone: lake.options.time_zone.clone(),
            currency_digits: lake.options.currency_digits,
        };
        let context = session::session(Arc::clone(&lake.runtime), &lake.options.engine, &calendar);
        let catalog = DuckLakeCatalog::with_snapshot(Arc::clone(&lake.catalog.provider), id)
            .map_err(WarehouseError::lake("read its catalog"))?;
        let tables = catalog
            .schema(NAMESPACE)
            .ok_or(WarehouseError::Query(Mistake::plain(
                "this lake has no tables: it was not made by this program",
            )))?;
        for table in Table::ALL {
            let reading = "open a table";
            let found = tables
                .table(table.name())
                .await
                .map_err(WarehouseError::lake(reading))?
                .ok_or_else(|| {
                    WarehouseError::Query(Mistake::plain(format!("{} is missing", table.name())))
                })?;
            context
                .register_table(bare(table.name()), Arc::clone(&found))
                .map_err(WarehouseError::lake(reading))?;
            if table == Table::Order {
                // `order` is a word of SQL and needs quotes; `orders` does not.
                context
                    .register_table(bare("orders"), found)
                    .map_err(WarehouseError::lake(reading))?;
            }
        }
        let viewing = context.sql(SUBSCRIPTION_VIEW).await;
        viewing.map_err(WarehouseError::lake("open a table"))?;
        Ok(Self {
            id,
            context,
            provider: Arc::clone(&lake.catalog.provider),
            memory_mb: lake.options.engine.memory_mb,
        })
    }

    /// The state's number in the catalog.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The session in which the lake's tables are known.
    pub fn session(&self) -> &SessionContext {
        &self.context
    }

    /// Runs our own SQL and collects its answer.
    ///
    /// # Errors
    ///
    /// When the text is wrong or a file cannot be read.
    pub async fn sql(&self, text: &str) -> Result<Vec<RecordBatch>, WarehouseError> {
        let answer = self
            .frame(text)
            .await?
            .collect()
            .await
            .map_err(WarehouseError::engine);
        answer.map_err(|error| self.limited(error))
    }

    /// The plan of our own SQL.
    pub(crate) async fn frame(&self, text: &str) -> Result<DataFrame, WarehouseError> {
        let frame = self.context.sql(text).await;
        frame.map_err(WarehouseError::engine)
    }

    /// Hands each part of an answer over as it comes: what a whole table would take is never in memory.
    ///
    /// # Errors
    ///
    /// As [`Snapshot::sql`], and what `take` refuses.
    pub(crate) async fn each_part(
        &self,
        frame: DataFrame,
        mut take: impl FnMut(&RecordBatch) -> Result<(), WarehouseError>,
    ) -> Result<(), WarehouseError> {
        let failed = |error| self.limited(WarehouseError::engine(error));
        let mut parts = frame.execute_stream().await.map_err(failed)?;
        while let Some(part) = parts.try_next().await.map_err(failed)? {
            take(&part)?;
        }
        Ok(())
    }

    /// A failure, with the limit of memory where that was reached.
    pub(crate) fn limited(&self, error: WarehouseError) -> WarehouseError {
        match error {
            WarehouseError::OutOfMemory { .. } => WarehouseError::OutOfMemory {
                limit_mb: self.memory_mb,
            },
            other => other,
        }
    }
}

fn bare(name: &'static str) -> datafusion::common::TableReference {
    datafusion::common::TableReference::bare(name)
}
