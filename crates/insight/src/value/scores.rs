//! Scores: what the model in force says of each customer, published to the store for whoever looks customers up.

mod basis;
mod bulk;
mod scoring;
mod store;

use std::str::FromStr;

use ::store::Store;
use arrow::datatypes::{Date32Type, Float64Type, Int64Type};
use arrow::record_batch::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
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
use crate::value::watch::{Step, Watch};

pub(crate) use basis::fingerprint as orders_fingerprint;
pub use basis::{Scored, scored, scores_stand};

/// What is taken off in a year unless asked otherwise; scores are always discounted so.
pub const YEARLY_DISCOUNT: f64 = 0.10;

/// The report's name in errors.
const REPORT: &str = "scores";

/// Rows that are written in one transaction: others wait for it on SQLite, about a second. With a million customers every
/// transaction touches most pages of the table's indexes, so that few large ones write far less than many small ones.
const ROWS_AT_ONCE: usize = 65_536;

/// Customers that are scored by one plan, about: of more, the engine would hold more at a time than it may.
const CUSTOMERS_AT_ONCE: u64 = 2_000_000;

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

/// Scores every customer with the functions of the model, in a plan over the lake for each slice of a large base, and keeps the
/// scores; tells how many they are. Doing it again gives the same.
///
/// A scoring that is broken off leaves scores that are each right for the model and the day that they name; it does not count as
/// done ([`scored`]), so that the next look begins it again.
///
/// # Errors
///
/// [`InsightError::Stopped`] when the watch ended it, and when the lake or the store can not be read or written.
pub async fn publish_scores(
    source: &Source<'_>,
    store: &Store,
    model: &Model,
    watch: &Watch,
) -> Result<u64, InsightError> {
    let fingerprint = basis::fingerprint(source).await?;
    let run = scoring::begin(store, model.id).await?;
    register_value(source.session, Some(model)).await?;
    let slices = model.found.customers.div_ceil(CUSTOMERS_AT_ONCE).max(1);
    let (mut waiting, mut written, mut as_of) = (Vec::new(), 0, None);
    for slice in 0..slices {
        watch.tell(Step::Scoring, written, model.found.customers);
        let mut stream = watch.until_stopped(plan(source, (slices, slice))).await?;
        loop {
            watch.tell(Step::Scoring, written, model.found.customers);
            let batch = watch
                .until_stopped(async { Ok(stream.next().await) })
                .await?;
            let Some(batch) = batch else { break };
            as_of = take(&batch.map_err(engine)?, &mut waiting)?.or(as_of);
            if let Some(day) = as_of
                && waiting.len() >= ROWS_AT_ONCE
            {
                let rows = store::put(store, (run, model.id, day), &mut waiting);
                written += watch.until_stopped(rows).await?;
            }
        }
    }
    let Some(as_of) = as_of else {
        scoring::forget_others(store, run).await?;
        return Ok(0);
    };
    let rows = store::put(store, (run, model.id, as_of), &mut waiting);
    written += watch.until_stopped(rows).await?;
    let scored = Scored {
        model: model.id,
        as_of,
        fingerprint,
        snapshot: source.snapshot,
        customers: written,
    };
    scoring::finish(store, run, &scored).await?;
    Ok(written)
}

fn engine(source: DataFusionError) -> InsightError {
    InsightError::Engine {
        report: REPORT,
        source,
    }
}

/// Every customer of one of so many slices with what the functions say.
async fn plan(
    source: &Source<'_>,
    (slices, slice): (u64, u64),
) -> Result<SendableRecordBatchStream, InsightError> {
    let text = include_str!("../sql/score_customers.sql");
    let whole = |number: u64| ScalarValue::Int64(i64::try_from(number).ok());
    let discount = ScalarValue::Float64(Some(YEARLY_DISCOUNT));
    let values = vec![discount, whole(slices), whole(slice)];
    let frame = source.session.sql(text).await.map_err(engine)?;
    let frame = frame.with_param_values(values).map_err(engine)?;
    frame.execute_stream().await.map_err(engine)
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

/// What the model that scored last says of one customer; nothing without a score.
///
/// # Errors
///
/// [`InsightError::Store`].
pub async fn score_of(store: &Store, customer_id: i64) -> Result<Option<Score>, InsightError> {
    store::find(store, customer_id).await
}
