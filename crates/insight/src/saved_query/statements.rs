//! The table `saved_query`.

use store::{Store, StoreError, on};

use super::{SavedQuery, SavedQueryDraft, SavedQueryId, key_of};
use crate::Chart;

const TABLE: &str = "saved_query";

const LIST: &str = "
    select id, name, description, sql, chart, owner, is_shared, version, created_at, updated_at
    from saved_query
    where removed_at is null and (is_shared = 1 or owner = $1)
    order by name_key, id";

const FIND: &str = "
    select id, name, description, sql, chart, owner, is_shared, version, created_at, updated_at
    from saved_query
    where removed_at is null and (is_shared = 1 or owner = $1) and id = $2";

const COUNT: &str = "select cast(count(*) as bigint) from saved_query where removed_at is null";

const INSERT: &str = "
    insert into saved_query
        (id, name, name_key, description, sql, chart, owner, is_shared, version, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)";

const UPDATE: &str = "
    update saved_query
    set name = $3, name_key = $4, description = $5, sql = $6, chart = $7, is_shared = $8,
        version = version + 1, updated_at = $9
    where id = $1 and version = $2 and removed_at is null";

const REMOVE: &str = "update saved_query set removed_at = $2 where id = $1 and removed_at is null";

const RESTORE: &str = "
    update saved_query set removed_at = null
    where id = $1 and removed_at is not null and (is_shared = 1 or owner = $2)";

/// A row of the table.
pub(super) type Row = (
    i64,
    String,
    String,
    String,
    String,
    String,
    i64,
    i64,
    i64,
    i64,
);

impl TryFrom<Row> for SavedQuery {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let (id, name, description, sql, chart, owner, shared, version, created_at, updated_at) =
            row;
        let key = id;
        let id = SavedQueryId::from_raw(id).map_err(|_| StoreError::corrupt(TABLE, "id", key))?;
        let chart: Chart =
            serde_json::from_str(&chart).map_err(|_| StoreError::corrupt(TABLE, "chart", id))?;
        Ok(Self {
            id,
            name,
            description,
            sql,
            chart,
            owner,
            is_shared: shared == 1,
            version,
            created_at: store::instant(created_at, TABLE, "created_at", &id)?,
            updated_at: store::instant(updated_at, TABLE, "updated_at", &id)?,
        })
    }
}

pub(super) async fn list(store: &Store, reader: &str) -> Result<Vec<Row>, StoreError> {
    let mut conn = store.read().await?;
    Ok(on!(conn, conn => sqlx::query_as(LIST).bind(reader).fetch_all(conn).await?))
}

pub(super) async fn find(store: &Store, reader: &str, id: i64) -> Result<Option<Row>, StoreError> {
    let mut conn = store.read().await?;
    Ok(on!(conn, conn => {
        sqlx::query_as(FIND).bind(reader).bind(id).fetch_optional(conn).await?
    }))
}

pub(super) async fn count(store: &Store) -> Result<i64, StoreError> {
    let mut conn = store.read().await?;
    Ok(on!(conn, conn => sqlx::query_scalar(COUNT).fetch_one(conn).await?))
}

pub(super) async fn insert(
    store: &Store,
    id: i64,
    owner: &str,
    draft: &SavedQueryDraft,
) -> Result<(), StoreError> {
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        let query = sqlx::query(INSERT)
            .bind(id)
            .bind(draft.name.as_str())
            .bind(key_of(draft))
            .bind(draft.description.as_str())
            .bind(draft.sql.as_str())
            .bind(chart_text(draft))
            .bind(owner)
            .bind(i64::from(draft.is_shared))
            .bind(now);
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    store::ensure_affected_rows(rows, 1)?;
    tx.commit().await
}

pub(super) async fn update(
    store: &Store,
    id: i64,
    version: i64,
    draft: &SavedQueryDraft,
) -> Result<u64, StoreError> {
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        let query = sqlx::query(UPDATE)
            .bind(id)
            .bind(version)
            .bind(draft.name.as_str())
            .bind(key_of(draft))
            .bind(draft.description.as_str())
            .bind(draft.sql.as_str())
            .bind(chart_text(draft))
            .bind(i64::from(draft.is_shared))
            .bind(now);
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    tx.commit().await?;
    Ok(rows)
}

pub(super) async fn remove(store: &Store, id: i64) -> Result<u64, StoreError> {
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        sqlx::query(REMOVE).bind(id).bind(now).execute(conn).await?.rows_affected()
    });
    tx.commit().await?;
    Ok(rows)
}

pub(super) async fn restore(store: &Store, writer: &str, id: i64) -> Result<u64, StoreError> {
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        let query = sqlx::query(RESTORE).bind(id).bind(writer);
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    tx.commit().await?;
    Ok(rows)
}

/// A chart always has a text form.
fn chart_text(draft: &SavedQueryDraft) -> String {
    serde_json::to_string(&draft.chart).unwrap_or_default()
}
