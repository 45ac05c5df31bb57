//! The table `model`, and the forecasts that come with a model.

use store::{Store, StoreError, Tx, on};

use crate::InsightError;
use crate::value::evidence::{Comparison, Range};
use crate::value::model::{Found, Model, ModelId};
use crate::value::standing::Standing;

/// The family of models of value; other families of models may share the table.
const FAMILY: &str = "value";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, kind, version, trained_from, trained_until, fingerprint, snapshot, parameters, evidence,
                standing, in_force_since, created_at
            from model where family = $1 ",
            $rest
        )
    };
}

const LIST: &str = select!("order by version desc");
const GET: &str = select!("and id = $2");
const FIND_IN_FORCE: &str = select!("and in_force_since is not null");
const FIND_BY_FINGERPRINT: &str = select!("and fingerprint = $2");
const NEXT_VERSION: &str =
    "select cast(coalesce(max(version), 0) + 1 as bigint) from model where family = $1";
const RETIRE: &str = "update model set in_force_since = null, standing = $2
    where family = $1 and in_force_since is not null";
const STAND: &str = "update model set in_force_since = $2, standing = $3 where id = $1";
const ADD: &str = "insert into model
    (id, family, kind, version, trained_from, trained_until, fingerprint, snapshot, parameters, evidence, standing,
     in_force_since, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const ADD_FORECAST: &str = "insert into forecast
    (id, model_id, as_of, until_day, customers, orders_mean, orders_low, orders_high, level)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// A model to be kept.
#[derive(Debug)]
pub(crate) struct NewModel<'a> {
    pub(crate) comparison: &'a Comparison,
    pub(crate) found: &'a Found,
    pub(crate) forecasts: &'a [NewForecast],
    pub(crate) fingerprint: &'a str,
    pub(crate) snapshot: i64,
}

/// A forecast to be kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NewForecast {
    pub(crate) as_of: jiff::civil::Date,
    pub(crate) until: jiff::civil::Date,
    pub(crate) customers: u64,
    pub(crate) orders: Range,
    pub(crate) level: f64,
}

/// Lists the models, latest first.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be read.
pub async fn models(store: &Store) -> Result<Vec<Model>, InsightError> {
    let mut conn = store.read().await?;
    let rows: Vec<Row> = on!(conn, conn => {
        sqlx::query_as(LIST).bind(FAMILY).fetch_all(conn).await.map_err(StoreError::from)?
    });
    rows.into_iter().map(model).collect()
}

/// A model.
///
/// # Errors
///
/// [`InsightError::ModelMissing`] when there is none of the id, [`InsightError::Store`].
pub async fn model_by_id(store: &Store, id: ModelId) -> Result<Model, InsightError> {
    let mut conn = store.read().await?;
    let row: Option<Row> = on!(conn, conn => {
        let query = sqlx::query_as(GET).bind(FAMILY).bind(id.raw());
        query.fetch_optional(conn).await.map_err(StoreError::from)?
    });
    match row {
        Some(row) => model(row),
        None => Err(InsightError::ModelMissing(id.to_string())),
    }
}

/// The model whose functions and scores count; `None` when none was fitted.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be read.
pub async fn find_in_force(store: &Store) -> Result<Option<Model>, InsightError> {
    let mut conn = store.read().await?;
    let row: Option<Row> = on!(conn, conn => {
        let query = sqlx::query_as(FIND_IN_FORCE).bind(FAMILY);
        query.fetch_optional(conn).await.map_err(StoreError::from)?
    });
    row.map(model).transpose()
}

/// The model that the same data and options gave.
pub(crate) async fn find_by_fingerprint(
    store: &Store,
    fingerprint: &str,
) -> Result<Option<Model>, InsightError> {
    let mut conn = store.read().await?;
    let row: Option<Row> = on!(conn, conn => {
        let query = sqlx::query_as(FIND_BY_FINGERPRINT).bind(FAMILY).bind(fingerprint);
        query.fetch_optional(conn).await.map_err(StoreError::from)?
    });
    row.map(model).transpose()
}

/// Keeps a model with its forecasts, and puts it in force when it is to be.
pub(crate) async fn add(
    store: &Store,
    new: &NewModel<'_>,
    standing: &Standing,
) -> Result<Model, InsightError> {
    let id = ModelId::fresh(store.ids());
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    let version = next_version(&mut tx).await?;
    if standing.in_force {
        retire(&mut tx, version).await?;
    }
    insert(&mut tx, (id, version, now), new, standing).await?;
    for forecast in new.forecasts {
        insert_forecast(&mut tx, store, id, forecast).await?;
    }
    tx.commit().await?;
    model_by_id(store, id).await
}

/// Puts a model that was kept before in force, when it is to be and is not.
pub(crate) async fn stand(
    store: &Store,
    model: Model,
    standing: &Standing,
) -> Result<Model, InsightError> {
    if model.in_force || !standing.in_force {
        return Ok(model);
    }
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    retire(&mut tx, model.version).await?;
    let rows = on!(tx, conn => {
        let query = sqlx::query(STAND).bind(model.id.raw()).bind(now).bind(&standing.reason);
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    store::ensure_affected_rows(rows, 1)?;
    tx.commit().await?;
    model_by_id(store, model.id).await
}

async fn next_version(tx: &mut Tx) -> Result<i64, InsightError> {
    Ok(on!(tx, conn => {
        let query = sqlx::query_scalar(NEXT_VERSION).bind(FAMILY);
        query.fetch_one(conn).await.map_err(StoreError::from)?
    }))
}

async fn retire(tx: &mut Tx, by: i64) -> Result<(), InsightError> {
    let reason = format!("version {by} took its place");
    on!(tx, conn => {
        let query = sqlx::query(RETIRE).bind(FAMILY).bind(reason);
        query.execute(conn).await.map_err(StoreError::from)?;
    });
    Ok(())
}

async fn insert(
    tx: &mut Tx,
    (id, version, now): (ModelId, i64, i64),
    new: &NewModel<'_>,
    standing: &Standing,
) -> Result<(), InsightError> {
    let parameters = serde_json::to_string(new.found).unwrap_or_default();
    let evidence = serde_json::to_string(new.comparison).unwrap_or_default();
    let rows = on!(tx, conn => {
        let query = sqlx::query(ADD).bind(id.raw()).bind(FAMILY).bind(&new.comparison.chosen).bind(version);
        let query = query.bind(new.comparison.from.to_string()).bind(new.comparison.until.to_string());
        let query = query.bind(new.fingerprint).bind(new.snapshot).bind(parameters).bind(evidence);
        let query = query.bind(&standing.reason).bind(standing.in_force.then_some(now)).bind(now);
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    Ok(store::ensure_affected_rows(rows, 1)?)
}

async fn insert_forecast(
    tx: &mut Tx,
    store: &Store,
    id: ModelId,
    new: &NewForecast,
) -> Result<(), InsightError> {
    let customers = i64::try_from(new.customers).unwrap_or(i64::MAX);
    let rows = on!(tx, conn => {
        let query = sqlx::query(ADD_FORECAST).bind(store.ids().next()).bind(id.raw());
        let query = query.bind(new.as_of.to_string()).bind(new.until.to_string()).bind(customers);
        let query = query.bind(new.orders.mean).bind(new.orders.low).bind(new.orders.high).bind(new.level);
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    Ok(store::ensure_affected_rows(rows, 1)?)
}

/// A row of the table, in the order of the statements.
type Row = (
    i64,
    String,
    i64,
    String,
    String,
    String,
    i64,
    String,
    String,
    String,
    Option<i64>,
    i64,
);

fn model(row: Row) -> Result<Model, InsightError> {
    let id = row.0;
    let corrupt = |column: &'static str| StoreError::corrupt("model", column, id);
    Ok(Model {
        id: ModelId::from_raw(id).map_err(|_| corrupt("id"))?,
        kind: row.1,
        version: row.2,
        trained_from: row.3.parse().map_err(|_| corrupt("trained_from"))?,
        trained_until: row.4.parse().map_err(|_| corrupt("trained_until"))?,
        fingerprint: row.5,
        snapshot: row.6,
        found: serde_json::from_str(&row.7).map_err(|_| corrupt("parameters"))?,
        comparison: serde_json::from_str(&row.8).map_err(|_| corrupt("evidence"))?,
        standing: row.9,
        in_force: row.10.is_some(),
        created_at: store::instant(row.11, "model", "created_at", &id)?,
    })
}
