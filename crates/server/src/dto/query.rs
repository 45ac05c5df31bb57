//! Questions in SQL.

use std::collections::BTreeMap;

use jiff::civil::Date;
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
    /// The day that `$from` stands for, the first with an order when absent.
    pub from: Option<Date>,
    /// The day that `$as_of` stands for, the last with an order when absent.
    pub as_of: Option<Date>,
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

/// What a question can name, and how far it may go.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueryGuide {
    /// The tables and views, by name.
    pub tables: Vec<QueryTable>,
    /// Our functions; those of the engine are in its manual.
    pub functions: Vec<QueryFunction>,
    /// The longest question, bytes.
    pub bytes_max: usize,
    /// The most rows answered, when not said otherwise.
    pub rows_usual: u64,
    /// The most rows that can be asked for.
    pub rows_max: u64,
    /// The most seconds taken, when not said otherwise.
    pub seconds_usual: u64,
    /// The most seconds that can be asked for.
    pub seconds_max: u64,
}

/// A table or a view.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueryTable {
    /// What a question calls it.
    #[schema(example = "orders")]
    pub name: String,
    /// What a row of it is.
    pub meaning: String,
    /// Its columns, in order.
    pub columns: Vec<QueryTableColumn>,
}

/// A column of a table.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueryTableColumn {
    /// Its name.
    #[schema(example = "revenue_minor")]
    pub name: String,
    /// Its type, as the engine names it.
    #[schema(example = "Int64")]
    pub kind: String,
    /// Whether a value can be missing.
    pub is_nullable: bool,
    /// What it holds, with its unit.
    pub meaning: String,
}

/// A function.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueryFunction {
    /// Its name.
    #[schema(example = "month_of")]
    pub name: String,
    /// How it is called.
    #[schema(example = "month_of(day)")]
    pub call: String,
    /// What it answers.
    pub meaning: String,
}

impl From<warehouse::TableGuide> for QueryTable {
    fn from(table: warehouse::TableGuide) -> Self {
        let column = |column: warehouse::ColumnGuide| QueryTableColumn {
            name: column.name,
            kind: column.kind,
            is_nullable: column.is_nullable,
            meaning: column.meaning.to_owned(),
        };
        Self {
            name: table.name.to_owned(),
            meaning: table.meaning.to_owned(),
            columns: table.columns.into_iter().map(column).collect(),
        }
    }
}

impl From<warehouse::FunctionGuide> for QueryFunction {
    fn from(function: warehouse::FunctionGuide) -> Self {
        Self {
            name: function.name.to_owned(),
            call: function.call.to_owned(),
            meaning: function.meaning.to_owned(),
        }
    }
}
