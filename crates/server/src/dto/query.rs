//! Questions in SQL.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A question, read only.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QueryInput {
    /// One statement that reads.
    #[schema(example = "select count(*) as orders from orders")]
    pub sql: String,
    /// The most rows to answer, 10 000 when absent; the server has a limit.
    #[schema(minimum = 1)]
    pub max_rows: Option<u64>,
    /// The most seconds to take, 30 when absent; the server has a limit.
    #[schema(minimum = 1)]
    pub timeout_seconds: Option<u64>,
}

/// The answer as JSON. Also to be had as CSV or Parquet, by the header `accept`.
///
/// It is only described here: the rows are written by the engine.
#[derive(Debug, ToSchema)]
#[expect(
    dead_code,
    reason = "a description: the answer is put together from the engine's text"
)]
pub(crate) struct QueryAnswer {
    /// The columns, in order.
    columns: Vec<QueryColumn>,
    /// The rows, each an object with a value a column.
    rows: Vec<BTreeMap<String, serde_json::Value>>,
    /// Whether there were more rows than `max_rows`.
    truncated: bool,
    /// The snapshot of the lake that was read.
    snapshot: i64,
}

/// A column of the answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueryColumn {
    /// Its name.
    pub name: String,
    /// Its type, as the engine names it.
    #[schema(example = "Int64")]
    pub kind: String,
}
