//! A person's own query: it reads, within limits of time and rows, and stops when nobody waits.

use std::time::Duration;

use datafusion::execution::context::SQLOptions;
use datafusion::prelude::SessionContext;
use futures::StreamExt;
use tokio::task::JoinSet;

use crate::output::QueryAnswer;
use crate::{Snapshot, WarehouseError};

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
        // On a task of its own, which is aborted when the set is dropped: a step of the engine may take
        // long, and the limit must not wait for its end.
        let mut work = JoinSet::new();
        work.spawn(answer(
            self.session().clone(),
            text.to_owned(),
            limits.max_rows,
            self.id(),
        ));
        let done = tokio::time::timeout(limits.timeout, work.join_next())
            .await
            .map_err(|_| WarehouseError::TimedOut { seconds })?;
        done.unwrap_or(Ok(Err(WarehouseError::Cancelled)))
            .map_err(WarehouseError::lake("answer the query"))?
            .map_err(|error| match error {
                WarehouseError::OutOfMemory { .. } => WarehouseError::OutOfMemory {
                    limit_mb: self.memory_mb,
                },
                other => other,
            })
    }
}

async fn answer(
    context: SessionContext,
    text: String,
    max_rows: usize,
    snapshot: i64,
) -> Result<QueryAnswer, WarehouseError> {
        let reads_only = SQLOptions::new()
            .with_allow_ddl(false)
            .with_allow_dml(false)
            .with_allow_statements(false);
        let plan = context
            .state()
            .create_logical_plan(&text)
            .await
            .map_err(WarehouseError::engine)?;
        reads_only
            .verify_plan(&plan)
            .map_err(|_| WarehouseError::NotReadOnly)?;
        let frame = context
            .execute_logical_plan(plan)
            .await
            .map_err(WarehouseError::engine)?;
        let mut stream = frame
            .execute_stream()
            .await
            .map_err(WarehouseError::engine)?;
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
        Ok(QueryAnswer::new(schema, batches, truncated, snapshot))
    }
