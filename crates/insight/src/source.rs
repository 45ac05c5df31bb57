//! Where a report reads from, and how it runs its statements.

use std::collections::HashMap;

use arrow::array::{Array, AsArray, PrimitiveArray};
use arrow::datatypes::{ArrowPrimitiveType, DataType, Date32Type, Int64Type};
use arrow::record_batch::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::prelude::SessionContext;
use datafusion::scalar::ScalarValue;
use jiff::civil::Date;
use kernel::Currency;
use warehouse::Snapshot;

use crate::InsightError;
use crate::calendar::{Day, date_of, day_of};

/// How many years a report may look behind the last order.
const YEARS_BEHIND: i32 = 10;

/// One consistent state of a workspace's lake, and what its figures are in.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// A session that knows the tables `orders` and `order_return`.
    pub session: &'a SessionContext,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The time zone of the business days.
    pub time_zone: &'a str,
    /// The number of the lake's state.
    pub snapshot: i64,
}

impl std::fmt::Debug for Source<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Source")
            .field("snapshot", &self.snapshot)
            .finish_non_exhaustive()
    }
}

impl<'a> Source<'a> {
    /// Reads from a snapshot of the lake.
    pub fn of(snapshot: &'a Snapshot, currency: Currency, time_zone: &'a str) -> Self {
        Self {
            session: snapshot.session(),
            currency,
            time_zone,
            snapshot: snapshot.id(),
        }
    }

    /// Statements of this session read the columns of the condition first, and the others only where it holds. That is faster
    /// where a condition leaves a handful of rows, and slower where it leaves many.
    pub(crate) fn skip_what_is_not_asked(&self) {
        let state = self.session.state_ref();
        let mut state = state.write();
        let parquet = &mut state.config_mut().options_mut().execution.parquet;
        parquet.pushdown_filters = true;
    }

    /// Runs a statement; `$1` in it, if it occurs, is the last day to look at.
    pub(crate) async fn rows(
        &self,
        report: &'static str,
        statement: &str,
        until: Option<Day>,
    ) -> Result<Vec<RecordBatch>, InsightError> {
        let values = until.map(|day| ScalarValue::Date32(Some(day)));
        self.rows_with(report, statement, values.into_iter().collect())
            .await
    }

    /// Runs a statement; `$1` in it is the last day to look at, `$2` the day before the first.
    pub(crate) async fn rows_between(
        &self,
        report: &'static str,
        statement: &str,
        (before, until): (Day, Day),
    ) -> Result<Vec<RecordBatch>, InsightError> {
        let values = [until, before].map(|day| ScalarValue::Date32(Some(day)));
        self.rows_with(report, statement, values.to_vec()).await
    }

    /// The keys of some customers, as the company's own systems use them.
    pub(crate) async fn customer_keys(
        &self,
        report: &'static str,
        ids: &[i64],
    ) -> Result<HashMap<i64, String>, InsightError> {
        let mut keys = HashMap::new();
        let (Some(least), Some(most)) = (ids.iter().min(), ids.iter().max()) else {
            return Ok(keys);
        };
        let list: Vec<String> = ids.iter().map(|id| format!("({id})")).collect();
        let statement = include_str!("sql/customer_keys.sql")
            .lines()
            .filter(|line| !line.starts_with("--"))
            .collect::<Vec<_>>()
            .join("\n")
            .replace(":ids", &list.join(", "))
            .replace(":least", &least.to_string())
            .replace(":most", &most.to_string());
        for batch in self.rows(report, &statement, None).await? {
            let ids = column::<Int64Type>(&batch, 0, report, "customer_id")?;
            let texts = batch
                .columns()
                .get(1)
                .and_then(|texts| texts.as_string_opt::<i32>());
            let texts = texts.ok_or_else(|| InsightError::Column {
                report,
                column: "customer_key",
                expected: DataType::Utf8.to_string(),
            })?;
            for row in 0..batch.num_rows() {
                keys.insert(ids.value(row), texts.value(row).to_owned());
            }
        }
        Ok(keys)
    }

    /// Runs a statement; `$1`, `$2` … in it are the values.
    pub(crate) async fn rows_with(
        &self,
        report: &'static str,
        statement: &str,
        values: Vec<ScalarValue>,
    ) -> Result<Vec<RecordBatch>, InsightError> {
        let engine = |source: DataFusionError| InsightError::Engine { report, source };
        let mut frame = self.session.sql(statement).await.map_err(engine)?;
        if !values.is_empty() {
            frame = frame.with_param_values(values).map_err(engine)?;
        }
        frame.collect().await.map_err(engine)
    }

    /// How many threads a report may use.
    pub(crate) fn threads(&self) -> usize {
        self.session.copied_config().target_partitions().max(1)
    }

    /// The days with orders and the day to look at; `None` when nothing had been ordered by then.
    pub(crate) async fn scope(
        &self,
        report: &'static str,
        as_of: Option<Date>,
    ) -> Result<Option<Scope>, InsightError> {
        let rows = self
            .rows(report, include_str!("sql/order_span.sql"), None)
            .await?;
        let Some(batch) = rows.iter().find(|batch| batch.num_rows() > 0) else {
            return Ok(None);
        };
        let first = column::<Date32Type>(batch, 0, report, "first_day")?;
        let last = column::<Date32Type>(batch, 1, report, "last_day")?;
        if first.is_null(0) {
            return Ok(None);
        }
        Scope::new(first.value(0), last.value(0), as_of)
    }
}

/// The days that a report looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scope {
    /// The first day with an order.
    pub(crate) first: Day,
    /// The day at whose end things are looked at.
    pub(crate) as_of: Day,
}

impl Scope {
    fn new(first: Day, last: Day, as_of: Option<Date>) -> Result<Option<Self>, InsightError> {
        let Some(as_of) = as_of else {
            return Ok(Some(Self { first, as_of: last }));
        };
        if i32::from(as_of.year()) - i32::from(date_of(last).year()) > YEARS_BEHIND {
            return Err(InsightError::AsOfTooLate {
                as_of,
                last: date_of(last),
                years: YEARS_BEHIND,
            });
        }
        let as_of = day_of(as_of);
        Ok((first <= as_of).then_some(Self { first, as_of }))
    }
}

/// A column of a statement's answer.
pub(crate) fn column<'a, T: ArrowPrimitiveType>(
    batch: &'a RecordBatch,
    index: usize,
    report: &'static str,
    column: &'static str,
) -> Result<&'a PrimitiveArray<T>, InsightError> {
    batch
        .columns()
        .get(index)
        .and_then(|array| array.as_primitive_opt::<T>())
        .ok_or_else(|| InsightError::Column {
            report,
            column,
            expected: T::DATA_TYPE.to_string(),
        })
}
