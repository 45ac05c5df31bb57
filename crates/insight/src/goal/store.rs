//! The table `goal`.

use store::{Store, StoreError, on};

use crate::InsightError;
use crate::goal::{Goal, GoalMetric, Month};

const LIST: &str = "select metric, month, target from goal order by month, metric";

const SET: &str = "insert into goal (metric, month, target, updated_at)
values ($1, $2, $3, $4)
on conflict (metric, month) do update set
    target = excluded.target,
    updated_at = excluded.updated_at";

const REMOVE: &str = "delete from goal where metric = $1 and month = $2";

/// Lists all goals, by month and metric.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be read or holds a goal that makes no sense.
pub async fn goals(store: &Store) -> Result<Vec<Goal>, InsightError> {
    list(store)
        .await?
        .into_iter()
        .map(|(metric, month, target)| {
            let key = format!("{metric} {month}");
            goal(&metric, &month, target).map_err(|_| {
                InsightError::Store(StoreError::Corrupt {
                    table: "goal",
                    column: "target",
                    key,
                })
            })
        })
        .collect()
}

/// Sets a goal, in place of the one for the same metric and month if there is one.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be written.
pub async fn set_goal(store: &Store, goal: &Goal) -> Result<(), InsightError> {
    Ok(set(store, goal).await?)
}

/// Removes a goal; tells whether there was one.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be written.
pub async fn remove_goal(
    store: &Store,
    metric: GoalMetric,
    month: &Month,
) -> Result<bool, InsightError> {
    Ok(remove(store, metric, month).await? > 0)
}

fn goal(metric: &str, month: &str, target: f64) -> Result<Goal, InsightError> {
    Goal::new(metric.parse()?, month.parse()?, target)
}

async fn list(store: &Store) -> Result<Vec<(String, String, f64)>, StoreError> {
    let mut conn = store.read().await?;
    Ok(on!(conn, conn => sqlx::query_as(LIST).fetch_all(conn).await?))
}

async fn set(store: &Store, goal: &Goal) -> Result<(), StoreError> {
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        sqlx::query(SET)
            .bind(goal.metric.name())
            .bind(goal.month.as_str())
            .bind(goal.target())
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    store::ensure_affected_rows(rows, 1)?;
    tx.commit().await
}

async fn remove(store: &Store, metric: GoalMetric, month: &Month) -> Result<u64, StoreError> {
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        sqlx::query(REMOVE)
            .bind(metric.name())
            .bind(month.as_str())
            .execute(conn)
            .await?
            .rows_affected()
    });
    tx.commit().await?;
    Ok(rows)
}
