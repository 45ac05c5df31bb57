//! The table `refit_failure`: why the last fit by schedule could not be made.

use ::store::{Store, StoreError, instant, on};
use jiff::Timestamp;
use kernel::Failure;
use serde::Serialize;

use crate::InsightError;
use crate::kept::{failure_kept, wording_kept};

/// Fits of models of value; other families may share the table.
const FAMILY: &str = "value";

const FIND: &str =
    "select tried_at, snapshot, reason, reason_wording from refit_failure where family = $1";
const NOTE: &str = "insert into refit_failure (family, tried_at, snapshot, reason, reason_wording) values ($1, $2, $3, $4, $5)
    on conflict (family) do update set tried_at = excluded.tried_at, snapshot = excluded.snapshot, reason = excluded.reason,
        reason_wording = excluded.reason_wording";
const FORGET: &str = "delete from refit_failure where family = $1";

/// A fit by schedule that failed: the model in force stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefitFailure {
    /// When it was tried.
    pub tried_at: Timestamp,
    /// The state of the lake that was read.
    pub snapshot: i64,
    /// Why it failed.
    pub reason: Failure,
}

/// The last fit by schedule, when it failed; `None` when it did not.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be read.
pub async fn refit_failure(store: &Store) -> Result<Option<RefitFailure>, InsightError> {
    let mut conn = store.read().await?;
    let row: Option<(i64, i64, String, Option<String>)> = on!(conn, conn => {
        let query = sqlx::query_as(FIND).bind(FAMILY);
        query.fetch_optional(conn).await.map_err(StoreError::from)?
    });
    row.map(|(tried_at, snapshot, reason, wording)| {
        Ok(RefitFailure {
            tried_at: instant(tried_at, "refit_failure", "tried_at", &FAMILY)?,
            snapshot,
            reason: failure_kept(reason, wording),
        })
    })
    .transpose()
}

/// Notes that a fit by schedule failed now, and why.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be written.
pub async fn note_refit_failure(
    store: &Store,
    snapshot: i64,
    reason: &Failure,
) -> Result<(), InsightError> {
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    on!(tx, conn => {
        let query = sqlx::query(NOTE).bind(FAMILY).bind(now).bind(snapshot);
        let query = query.bind(&reason.sentence).bind(wording_kept(reason));
        query.execute(conn).await.map(drop).map_err(StoreError::from)?;
    });
    Ok(tx.commit().await?)
}

/// Forgets a failure: a fit succeeded since.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be written.
pub async fn forget_refit_failure(store: &Store) -> Result<(), InsightError> {
    if refit_failure(store).await?.is_none() {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    on!(tx, conn => {
        let query = sqlx::query(FORGET).bind(FAMILY);
        query.execute(conn).await.map(drop).map_err(StoreError::from)?;
    });
    Ok(tx.commit().await?)
}
