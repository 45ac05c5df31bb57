//! A person's own query: it reads, within limits of time and rows, and stops when nobody waits.

use std::io;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;
use datafusion::execution::TaskContext;
use datafusion::execution::context::SQLOptions;
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use futures::StreamExt;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use crate::output::QueryAnswer;
use crate::{Snapshot, WarehouseError};

/// The threads on which people's queries run. A plan may compute for long without a pause; there it holds up
/// neither the clock of its own limit nor whatever else the program does.
static ENGINE: LazyLock<io::Result<Runtime>> = LazyLock::new(|| {
    Builder::new_multi_thread()
        .thread_name("query")
        .enable_all()
        .build()
});

/// How far a query may go.
#[derive(Debug, Clone, Copy)]
pub struct QueryLimits {
    /// Rows answered at most; more are cut off, and the answer says so.
    pub max_rows: usize,
    /// How long it may run.
    pub timeout: Duration,
}

impl Snapshot {
    /// Runs a query that somebody wrote. Dropping the future stops it.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::NotReadOnly`] when it would change something, [`WarehouseError::Query`] when
    /// the text is wrong, [`WarehouseError::TimedOut`] and [`WarehouseError::OutOfMemory`] at the
    /// limits.
    pub async fn query(
        &self,
        text: &str,
        limits: QueryLimits,
    ) -> Result<QueryAnswer, WarehouseError> {
        let seconds = limits.timeout.as_secs();
        let done = tokio::time::timeout(limits.timeout, self.answer(text, limits.max_rows));
        done.await
            .map_err(|_| WarehouseError::TimedOut { seconds })?
            .map_err(|error| match error {
                WarehouseError::OutOfMemory { .. } => WarehouseError::OutOfMemory {
                    limit_mb: self.memory_mb,
                },
                other => other,
            })
    }

    async fn answer(&self, text: &str, max_rows: usize) -> Result<QueryAnswer, WarehouseError> {
        let plan = self.plan(text).await?;
        // It is aborted when the set is dropped.
        let mut work = JoinSet::new();
        let collected = collect(plan, self.session().task_ctx(), max_rows);
        match &*ENGINE {
            Ok(engine) => work.spawn_on(collected, engine.handle()),
            Err(_) => work.spawn(collected),
        };
        let done = work.join_next().await;
        let (schema, batches, truncated) = done
            .unwrap_or(Ok(Err(WarehouseError::Cancelled)))
            .map_err(WarehouseError::lake("answer the query"))??;
        Ok(QueryAnswer::new(schema, batches, truncated, self.id()))
    }

    /// Plans a query that only reads.
    async fn plan(&self, text: &str) -> Result<Arc<dyn ExecutionPlan>, WarehouseError> {
        let reads_only = SQLOptions::new()
            .with_allow_ddl(false)
            .with_allow_dml(false)
            .with_allow_statements(false);
        let state = self.session().state();
        let plan = state
            .create_logical_plan(text)
            .await
            .map_err(WarehouseError::engine)?;
        reads_only
            .verify_plan(&plan)
            .map_err(|_| WarehouseError::NotReadOnly)?;
        let frame = self
            .session()
            .execute_logical_plan(plan)
            .await
            .map_err(WarehouseError::engine)?;
        frame
            .create_physical_plan()
            .await
            .map_err(WarehouseError::engine)
    }
}

/// Runs a plan until it ends or has brought as many rows as are wanted; tells whether there were more.
async fn collect(
    plan: Arc<dyn ExecutionPlan>,
    context: Arc<TaskContext>,
    max_rows: usize,
) -> Result<(SchemaRef, Vec<RecordBatch>, bool), WarehouseError> {
    let mut stream = execute_stream(plan, context).map_err(WarehouseError::engine)?;
    let schema = stream.schema();
    let (mut batches, mut rows, mut truncated) = (Vec::new(), 0, false);
    while let Some(batch) = stream.next().await {
        let batch = batch.map_err(WarehouseError::engine)?;
        let room = max_rows - rows;
        if batch.num_rows() > room {
            batches.push(batch.slice(0, room));
            truncated = true;
            break;
        }
        rows += batch.num_rows();
        batches.push(batch);
    }
    Ok((schema, batches, truncated))
}
