//! Forecasts that the models made, and what came true of them.

use arrow::datatypes::Int64Type;
use datafusion::scalar::ScalarValue;
use jiff::civil::Date;
use serde::Serialize;
use store::{Store, StoreError, on};

use crate::InsightError;
use crate::calendar::{date_of, day_of};
use crate::source::{Source, column};
use crate::value::evidence::Range;
use crate::value::model::ModelId;
use crate::value::sample::REPORT;

const LIST: &str = "select model_id, version, as_of, until_day, customers, orders_mean, orders_low, orders_high, level,
        actual_orders, forecast.id
    from forecast
    join model on model.id = forecast.model_id
    order by as_of desc, until_day, version";
const DUE: &str = "select id, as_of, until_day from forecast
    where actual_orders is null and until_day <= $1 order by as_of, until_day, id";
const SCORE: &str = "update forecast set actual_orders = $2, scored_at = $3 where id = $1";

/// A forecast of all customers' orders together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PastForecast {
    /// The model that made it.
    pub model: ModelId,
    /// Its version.
    pub version: i64,
    /// The last day that it knew.
    pub as_of: Date,
    /// The last day that it is for.
    pub until: Date,
    /// Customers known then; orders of later ones do not count.
    pub customers: u64,
    /// Orders (days with one) forecast for them, with the interval.
    pub orders: Range,
    /// The probability with which the truth was to lie in the interval.
    pub level: f64,
    /// Orders that they made; absent until the lake reaches the last day.
    pub actual_orders: Option<u64>,
    /// Forecast / actual − 1; absent until then, and when they made none.
    pub error: Option<f64>,
    /// Whether the truth lay in the interval; absent until then.
    pub is_within: Option<bool>,
}

/// All forecasts, the latest first.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be read.
pub async fn past_forecasts(store: &Store) -> Result<Vec<PastForecast>, InsightError> {
    let mut conn = store.read().await?;
    let rows: Vec<Row> = on!(conn, conn => {
        sqlx::query_as(LIST).fetch_all(conn).await.map_err(StoreError::from)?
    });
    rows.iter().map(forecast).collect()
}

/// Notes what came true of the forecasts whose last day the lake has reached; tells how many they are.
///
/// # Errors
///
/// When the lake or the store can not be read or written.
pub async fn score_forecasts(source: &Source<'_>, store: &Store) -> Result<u64, InsightError> {
    let Some(scope) = source.scope(REPORT, None).await? else {
        return Ok(0);
    };
    let last = date_of(scope.as_of).to_string();
    let mut conn = store.read().await?;
    let due: Vec<(i64, String, String)> = on!(conn, conn => {
        sqlx::query_as(DUE).bind(&last).fetch_all(conn).await.map_err(StoreError::from)?
    });
    drop(conn);
    for (id, as_of, until) in &due {
        let corrupt = |name| StoreError::corrupt("forecast", name, id);
        let as_of: Date = as_of.parse().map_err(|_| corrupt("as_of"))?;
        let until: Date = until.parse().map_err(|_| corrupt("until_day"))?;
        let orders = actual_orders(source, as_of, until).await?;
        note(store, *id, orders).await?;
    }
    Ok(due.len() as u64)
}

async fn actual_orders(source: &Source<'_>, as_of: Date, until: Date) -> Result<i64, InsightError> {
    let engine = |source| InsightError::Engine {
        report: REPORT,
        source,
    };
    let days = [as_of, until].map(|day| ScalarValue::Date32(Some(day_of(day))));
    let frame = (source.session)
        .sql(include_str!("../sql/forecast_actual.sql"))
        .await
        .and_then(|frame| frame.with_param_values(days.to_vec()))
        .map_err(engine)?;
    let mut orders = 0;
    for batch in frame.collect().await.map_err(engine)? {
        orders += column::<Int64Type>(&batch, 0, REPORT, "orders")?
            .values()
            .iter()
            .sum::<i64>();
    }
    Ok(orders)
}

async fn note(store: &Store, id: i64, orders: i64) -> Result<(), InsightError> {
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        let query = sqlx::query(SCORE).bind(id).bind(orders).bind(now);
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    store::ensure_affected_rows(rows, 1)?;
    Ok(tx.commit().await?)
}

type Row = (
    i64,
    i64,
    String,
    String,
    i64,
    f64,
    f64,
    f64,
    f64,
    Option<i64>,
    i64,
);

fn forecast(row: &Row) -> Result<PastForecast, InsightError> {
    let corrupt = |column| StoreError::corrupt("forecast", column, row.10);
    let orders = Range {
        mean: row.5,
        low: row.6,
        high: row.7,
    };
    let actual = row.9.map(lab::minor_to_f64);
    Ok(PastForecast {
        model: ModelId::from_raw(row.0).map_err(|_| corrupt("model_id"))?,
        version: row.1,
        as_of: row.2.parse().map_err(|_| corrupt("as_of"))?,
        until: row.3.parse().map_err(|_| corrupt("until_day"))?,
        customers: u64::try_from(row.4).map_err(|_| corrupt("customers"))?,
        orders,
        level: row.8,
        actual_orders: row.9.and_then(|actual| u64::try_from(actual).ok()),
        error: actual
            .filter(|&actual| actual > 0.0)
            .map(|actual| orders.mean / actual - 1.0),
        is_within: actual.map(|actual| orders.low <= actual && actual <= orders.high),
    })
}
