//! Deleting rows within a commit that may also add some.

use std::any::Any;
use std::collections::HashSet;
use std::sync::Arc;

use datafusion::catalog::{CatalogProvider, TableProvider};
use datafusion::common::DFSchema;
use datafusion::logical_expr::Expr;
use datafusion::prelude::SessionContext;
use datafusion_ducklake::{DeleteFileEntry, DuckLakeCatalog, DuckLakeTable, DuckLakeTableWriter};

use crate::schema::{NAMESPACE, Table};
use crate::{Lake, Mistake, WarehouseError};

const DELETING: &str = "find the rows to delete";

impl Lake {
    /// A table's handle for maintenance and deletes, at the newest state.
    pub(crate) async fn writable(
        &self,
        table: Table,
    ) -> Result<Arc<DuckLakeTable>, WarehouseError> {
        let catalog = DuckLakeCatalog::with_writer(
            Arc::clone(&self.catalog.provider),
            Arc::clone(&self.catalog.writer),
        )
        .map_err(WarehouseError::lake(DELETING))?
        .with_write_options(crate::lake::write_options());
        let found = match catalog.schema(NAMESPACE) {
            Some(schema) => schema
                .table(table.name())
                .await
                .map_err(WarehouseError::lake(DELETING))?,
            None => None,
        };
        let missing =
            || WarehouseError::Query(Mistake::plain(format!("{} is missing", table.name())));
        let found: Arc<dyn Any + Send + Sync> = found.ok_or_else(missing)?;
        found.downcast::<DuckLakeTable>().map_err(|_| missing())
    }

    /// Writes the delete files that take the rows matching `predicate` out of `table`, and says how
    /// many rows they take. Nothing is deleted before the entries are committed.
    pub(crate) async fn delete_entries(
        &self,
        context: &SessionContext,
        writer: &DuckLakeTableWriter,
        table: Table,
        predicate: Expr,
    ) -> Result<(Vec<DeleteFileEntry>, u64), WarehouseError> {
        let handle = self.writable(table).await?;
        let state = context.state();
        // The handle's own types: it reads text as views.
        let schema = DFSchema::try_from(handle.schema()).map_err(WarehouseError::lake(DELETING))?;
        let predicate = state
            .create_physical_expr(predicate, &schema)
            .map_err(WarehouseError::lake(DELETING))?;
        let (mut entries, mut rows) = (Vec::new(), 0);
        for file in handle.files().map_err(WarehouseError::lake(DELETING))? {
            let matching = handle
                .resolve_positions(&state, &file.file, Arc::clone(&predicate))
                .await
                .map_err(WarehouseError::lake(DELETING))?;
            let before: HashSet<i64> = match &file.delete_file {
                Some(deleted) => handle
                    .read_delete_file_positions(&state, deleted)
                    .await
                    .map_err(WarehouseError::lake(DELETING))?,
                None => HashSet::new(),
            };
            let added = matching.difference(&before).count();
            if added == 0 {
                continue;
            }
            // A delete file is cumulative: it replaces the one before it.
            let mut positions: Vec<i64> = before.union(&matching).copied().collect();
            positions.sort_unstable();
            let delete = writer
                .write_delete_file(NAMESPACE, table.name(), &file.file.path, &positions)
                .await
                .map_err(WarehouseError::lake("write a list of deleted rows"))?;
            entries.push(DeleteFileEntry {
                data_file_id: file.data_file_id,
                expected_prev_delete_file: file.delete_file_id,
                delete,
            });
            rows += added as u64;
        }
        Ok((entries, rows))
    }
}
