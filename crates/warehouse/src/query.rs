//! A person's own query: it reads, within limits of time and rows, and stops when nobody waits.

use std::io;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;
use datafusion::execution::TaskContext;
use datafusion::execution::context::SQLOptions;
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use datafusion::prelude::SessionContext;
use datafusion::scalar::ScalarValue;
use futures::StreamExt;
use jiff::civil::Date;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use crate::depth;
use crate::functions::day_number;
use crate::output::QueryAnswer;
use crate::{Snapshot, WarehouseError};

/// The longest query, bytes.
pub const QUERY_BYTES_MAX: usize = 65_536;

/// What a thread may need while it plans: people's queries are planned by recursion (see [`depth`]).
const STACK_BYTES: usize = 16 << 20;

/// The threads on which people's queries are planned and run. A plan may compute for long without a pause; there it holds up
/// neither the clock of its own limit nor whatever else the program does.
static ENGINE: LazyLock<io::Result<Runtime>> = LazyLock::new(|| {
    Builder::new_multi_thread()
        .thread_name("query")
        .thread_stack_size(STACK_BYTES)
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

/// The days that a query can name: `$from` and `$as_of`, dates that its reader chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryDays {
    /// What `$from` stands for.
    pub from: Date,
    /// What `$as_of` stands for.
    pub as_of: Date,
}

impl QueryDays {
    /// Whether a text seems to name one of the days.
    pub fn named_in(text: &str) -> bool {
        text.contains("$from") || text.contains("$as_of")
    }
}

impl Snapshot {
    /// Runs a query that somebody wrote. Dropping the future stops it.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::NotReadOnly`] when it would change something, [`WarehouseError::Query`] when
    /// the text is wrong, [`WarehouseError::QueryTooLong`], [`WarehouseError::TimedOut`] and [`WarehouseError::OutOfMemory`] at the
    /// limits.
    pub async fn query(
        &self,
        text: &str,
        days: Option<QueryDays>,
        limits: QueryLimits,
    ) -> Result<QueryAnswer, WarehouseError> {
        if text.len() > QUERY_BYTES_MAX {
            return Err(WarehouseError::QueryTooLong {
                most: QUERY_BYTES_MAX,
                given: text.len(),
            });
        }
        let seconds = limits.timeout.as_secs();
        let done = tokio::time::timeout(limits.timeout, self.answer(text, days, limits.max_rows));
        done.await
            .map_err(|_| WarehouseError::TimedOut { seconds })?
            .map_err(|error| self.limited(error))
    }

    async fn answer(
        &self,
        text: &str,
        days: Option<QueryDays>,
        max_rows: usize,
    ) -> Result<QueryAnswer, WarehouseError> {
        depth::check(text)?;
        // It is aborted when the set is dropped.
        let mut work = JoinSet::new();
        let (session, text) = (self.session().clone(), text.to_owned());
        let answered = async move {
            let plan = plan(&session, &text, days).await?;
            collect(plan, session.task_ctx(), max_rows).await
        };
        match &*ENGINE {
            Ok(engine) => work.spawn_on(answered, engine.handle()),
            Err(_) => work.spawn(answered),
        };
        let done = work.join_next().await;
        let (schema, batches, truncated) = done
            .unwrap_or(Ok(Err(WarehouseError::Cancelled)))
            .map_err(WarehouseError::lake("answer the query"))??;
        Ok(QueryAnswer::new(&schema, batches, truncated, self.id()))
    }
}

/// Plans a query that only reads.
async fn plan(
    session: &SessionContext,
    text: &str,
    days: Option<QueryDays>,
) -> Result<Arc<dyn ExecutionPlan>, WarehouseError> {
    let reads_only = SQLOptions::new()
        .with_allow_ddl(false)
        .with_allow_dml(false)
        .with_allow_statements(false);
    let state = session.state();
    let plan = state
        .create_logical_plan(text)
        .await
        .map_err(WarehouseError::engine)?;
    reads_only
        .verify_plan(&plan)
        .map_err(|_| WarehouseError::NotReadOnly)?;
    let plan = match days {
        Some(days) => plan
            .with_param_values(vec![
                ("from", ScalarValue::Date32(Some(day_number(days.from)))),
                ("as_of", ScalarValue::Date32(Some(day_number(days.as_of)))),
            ])
            .map_err(WarehouseError::engine)?,
        None => plan,
    };
    let frame = session
        .execute_logical_plan(plan)
        .await
        .map_err(WarehouseError::engine)?;
    frame
        .create_physical_plan()
        .await
        .map_err(WarehouseError::engine)
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
