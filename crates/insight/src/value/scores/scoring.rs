//! The table `scoring`: which scoring is the latest, and whether it came to its end.

use ::store::{Store, StoreError, Tx, on};
use jiff::civil::Date;

use super::basis::Scored;
use crate::InsightError;
use crate::value::model::ModelId;

/// Scores of models of value; other families may share the tables.
const FAMILY: &str = "value";

const FIND: &str = "select model_id, as_of, fingerprint, snapshot, customers from scoring
    where family = $1 and finished_at is not null";
const BEGIN: &str = "insert into scoring (family, run, model_id) values ($1, 1, $2)
    on conflict (family) do update set run = scoring.run + 1, model_id = excluded.model_id, as_of = null,
        fingerprint = null, snapshot = null, customers = null, finished_at = null
    returning run";
const FORGET_OTHERS: &str = "delete from score where run < $1";
const FINISH: &str =
    "update scoring set as_of = $3, fingerprint = $4, snapshot = $5, customers = $6, finished_at = $7
    where family = $1 and run = $2";
const STANDS_AT: &str = "update scoring set snapshot = $4
    where family = $1 and model_id = $2 and fingerprint = $3 and finished_at is not null";

/// Begins a scoring, and tells its number. Until it ends, no scoring is kept.
pub(super) async fn begin(store: &Store, model: ModelId) -> Result<i64, InsightError> {
    let mut tx = store.begin().await?;
    let run = on!(tx, conn => {
        let query = sqlx::query_scalar(BEGIN).bind(FAMILY).bind(model.raw());
        query.fetch_one(conn).await.map_err(StoreError::from)?
    });
    tx.commit().await?;
    Ok(run)
}

/// Ends a scoring, and forgets what earlier ones said of whoever it does not know. A scoring that a later one overtook is left to
/// that.
pub(super) async fn finish(store: &Store, run: i64, scored: &Scored) -> Result<(), InsightError> {
    let now = store.clock().now().as_microsecond();
    let customers = i64::try_from(scored.customers).unwrap_or(i64::MAX);
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        let query = sqlx::query(FINISH).bind(FAMILY).bind(run).bind(scored.as_of.to_string());
        let query = query.bind(&scored.fingerprint).bind(scored.snapshot).bind(customers).bind(now);
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    if rows == 1 {
        forget_in(&mut tx, run).await?;
    }
    Ok(tx.commit().await?)
}

/// Forgets what earlier scorings said, where there is nobody to score any more.
pub(super) async fn forget_others(store: &Store, run: i64) -> Result<(), InsightError> {
    let mut tx = store.begin().await?;
    forget_in(&mut tx, run).await?;
    Ok(tx.commit().await?)
}

async fn forget_in(tx: &mut Tx, run: i64) -> Result<(), InsightError> {
    on!(tx, conn => {
        let query = sqlx::query(FORGET_OTHERS).bind(run);
        query.execute(conn).await.map(drop).map_err(StoreError::from)?;
    });
    Ok(())
}

/// Notes that the orders of a scoring are those of this state of the lake too.
pub(super) async fn stands_at(
    store: &Store,
    scored: &Scored,
    snapshot: i64,
) -> Result<(), InsightError> {
    let mut tx = store.begin().await?;
    on!(tx, conn => {
        let query = sqlx::query(STANDS_AT).bind(FAMILY).bind(scored.model.raw());
        let query = query.bind(&scored.fingerprint).bind(snapshot);
        query.execute(conn).await.map(drop).map_err(StoreError::from)?;
    });
    Ok(tx.commit().await?)
}

pub(super) async fn find(store: &Store) -> Result<Option<Scored>, InsightError> {
    let mut conn = store.read().await?;
    let row: Option<(i64, String, String, i64, i64)> = on!(conn, conn => {
        let query = sqlx::query_as(FIND).bind(FAMILY);
        query.fetch_optional(conn).await.map_err(StoreError::from)?
    });
    row.map(scored).transpose()
}

fn scored(row: (i64, String, String, i64, i64)) -> Result<Scored, InsightError> {
    let (model, day, fingerprint, snapshot, customers) = row;
    let corrupt = |column| StoreError::corrupt("scoring", column, "value");
    let as_of: Date = day.parse().map_err(|_| corrupt("as_of"))?;
    Ok(Scored {
        model: ModelId::from_raw(model).map_err(|_| corrupt("model_id"))?,
        as_of,
        fingerprint,
        snapshot,
        customers: u64::try_from(customers).map_err(|_| corrupt("customers"))?,
    })
}
