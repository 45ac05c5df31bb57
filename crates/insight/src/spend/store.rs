//! The table `spend`.

use store::{Store, StoreError, on};

use crate::InsightError;
use crate::goal::Month;
use crate::spend::Spend;

const LIST: &str = "select month, amount_minor from spend order by month";

const SET: &str = "insert into spend (month, amount_minor, updated_at)
values ($1, $2, $3)
on conflict (month) do update set
    amount_minor = excluded.amount_minor,
    updated_at = excluded.updated_at";

const REMOVE: &str = "delete from spend where month = $1";

/// Lists the spend of all months, earliest first.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be read or holds a spend that makes no sense.
pub async fn spends(store: &Store) -> Result<Vec<Spend>, InsightError> {
    list(store)
        .await?
        .into_iter()
        .map(|(month, amount_minor)| {
            spend(&month, amount_minor).map_err(|_| {
                InsightError::Store(StoreError::Corrupt {
                    table: "spend",
                    column: "amount_minor",
                    key: month,
                })
            })
        })
        .collect()
}

/// Sets the spend of a month, in place of an earlier one.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be written.
pub async fn set_spend(store: &Store, spend: &Spend) -> Result<(), InsightError> {
    Ok(set(store, spend).await?)
}

/// Removes the spend of a month; tells whether there was one.
///
/// # Errors
///
/// [`InsightError::Store`] when the store can not be written.
pub async fn remove_spend(store: &Store, month: &Month) -> Result<bool, InsightError> {
    Ok(remove(store, month).await? > 0)
}

fn spend(month: &str, amount_minor: i64) -> Result<Spend, InsightError> {
    Spend::new(month.parse()?, amount_minor)
}

async fn list(store: &Store) -> Result<Vec<(String, i64)>, StoreError> {
    let mut conn = store.read().await?;
    Ok(on!(conn, conn => sqlx::query_as(LIST).fetch_all(conn).await?))
}

async fn set(store: &Store, spend: &Spend) -> Result<(), StoreError> {
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        sqlx::query(SET)
            .bind(spend.month.as_str())
            .bind(spend.amount_minor())
            .bind(now)
            .execute(conn)
            .await?
            .rows_affected()
    });
    store::ensure_affected_rows(rows, 1)?;
    tx.commit().await
}

async fn remove(store: &Store, month: &Month) -> Result<u64, StoreError> {
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        sqlx::query(REMOVE)
            .bind(month.as_str())
            .execute(conn)
            .await?
            .rows_affected()
    });
    tx.commit().await?;
    Ok(rows)
}
