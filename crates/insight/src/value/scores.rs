//! Scores: what the model in force says of each customer, published to the store for whoever looks customers up.

mod bulk;
mod store;

use std::str::FromStr;

use ::store::Store;
use arrow::datatypes::{Date32Type, Float64Type, Int64Type};
use arrow::record_batch::RecordBatch;
use datafusion::scalar::ScalarValue;
use futures::StreamExt;
use jiff::civil::Date;
use kernel::{Limit, Page};
use serde::Serialize;

use crate::InsightError;
use crate::calendar::date_of;
use crate::source::{Source, column};
use crate::value::functions::register_value;
use crate::value::model::{Model, ModelId};

/// What is taken off in a year unless asked otherwise; scores are always discounted so.
pub const YEARLY_DISCOUNT: f64 = 0.10;

/// The report's name in errors.
const REPORT: &str = "scores";

/// Rows that are written in one transaction: others wait for it on SQLite, about a second. With a million customers every
/// transaction touches most pages of the table's indexes, so that few large ones write far less than many small ones.
const ROWS_AT_ONCE: usize = 65_536;

/// What a model says of one customer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// The customer's key in the company's own systems.
    pub customer_key: String,
    /// The model.
    pub model: ModelId,
    /// Its version.
    pub version: i64,
    /// The day at whose end the customer was looked at.
    pub as_of: Date,
    /// Probability that the customer has not left.
    pub p_alive: f64,
    /// Orders (days with one) expected in 365 days.
    pub expected_orders_12m: f64,
    /// Expected worth of one, minor units.
    pub expected_spend_minor: f64,
    /// Expected worth of the orders of 365 days, discounted, before costs, minor units.
    pub clv_12m_minor: f64,
    /// The same for 730 days.
    pub clv_24m_minor: f64,
    /// The same for 1095 days.
    pub clv_36m_minor: f64,
}

/// The order of a list of scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScoreOrder {
    /// The most valuable first, over 12 months.
    #[default]
    Clv,
    /// Who has most probably left first.
    Risk,
}

impl FromStr for ScoreOrder {
    type Err = InsightError;

    fn from_str(text: &str) -> Result<Self, InsightError> {
        match text {
            "clv" => Ok(Self::Clv),
            "risk" => Ok(Self::Risk),
            _ => Err(InsightError::NameUnknown {
                what: "order of scores",
                given: text.to_owned(),
                expected: "clv or risk",
            }),
        }
    }
}

/// A row to be written.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Row {
    customer_id: i64,
    p_alive: f64,
    orders: f64,
    spend_minor: f64,
    clv_minor: [f64; 3],
}

/// Scores every customer with the functions of the model, in one plan over the lake, and keeps the scores; tells how
/// many they are. Doing it again gives the same.
///
/// # Errors
///
/// When the lake or the store can not be read or written.
pub async fn publish_scores(
    source: &Source<'_>,
    store: &Store,
    model: &Model,
) -> Result<u64, InsightError> {
    let engine = |source| InsightError::Engine {
        report: REPORT,
        source,
    };
    register_value(source.session, Some(model)).await?;
    let frame = (source.session)
        .sql(include_str!("../sql/score_customers.sql"))
        .await
        .and_then(|frame| {
            frame.with_param_values(vec![ScalarValue::Float64(Some(YEARLY_DISCOUNT))])
        })
        .map_err(engine)?;
    let mut stream = frame.execute_stream().await.map_err(engine)?;
    let (mut waiting, mut written, mut as_of) = (Vec::new(), 0, None);
    while let Some(batch) = stream.next().await {
        let batch = batch.map_err(engine)?;
        as_of = take(&batch, &mut waiting)?.or(as_of);
        if let Some(day) = as_of
            && waiting.len() >= ROWS_AT_ONCE
        {
            written += store::put(store, model.id, day, &mut waiting).await?;
        }
    }
    let Some(day) = as_of else {
        return Ok(0);
    };
    written += store::put(store, model.id, day, &mut waiting).await?;
    store::forget_others(store, model.id, day).await?;
    Ok(written)
}

/// Adds the rows of a batch; tells the day that they are for.
fn take(batch: &RecordBatch, rows: &mut Vec<Row>) -> Result<Option<Date>, InsightError> {
    let number = |index, name| column::<Float64Type>(batch, index, REPORT, name);
    let ids = column::<Int64Type>(batch, 0, REPORT, "customer_id")?;
    let days = column::<Date32Type>(batch, 1, REPORT, "as_of")?;
    let p_alive = number(2, "p_alive")?;
    let orders = number(3, "orders")?;
    let spend = number(4, "spend_minor")?;
    let clv = [
        number(5, "clv_12m_minor")?,
        number(6, "clv_24m_minor")?,
        number(7, "clv_36m_minor")?,
    ];
    rows.extend((0..batch.num_rows()).map(|at| Row {
        customer_id: ids.value(at),
        p_alive: p_alive.value(at),
        orders: orders.value(at),
        spend_minor: spend.value(at),
        clv_minor: clv.map(|column| column.value(at)),
    }));
    Ok((batch.num_rows() > 0).then(|| date_of(days.value(0))))
}

/// The scores in pages.
///
/// # Errors
///
/// [`InsightError::NoModel`] without a model, [`InsightError::CursorUnknown`], [`InsightError::Store`].
pub async fn scores(
    store: &Store,
    order: ScoreOrder,
    cursor: Option<&str>,
    limit: Limit,
) -> Result<Page<Score>, InsightError> {
    if crate::value::registry::find_in_force(store)
        .await?
        .is_none()
    {
        return Err(InsightError::NoModel);
    }
    store::list(store, order, cursor, limit).await
}

/// The model and the day of the scores that are kept; `None` without scores.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be read.
pub async fn scored(store: &Store) -> Result<Option<(ModelId, Date)>, InsightError> {
    store::newest(store).await
}
