//! The table `dashboard`.

use store::{Store, StoreError, on};

use super::{Card, Checked, Dashboard, DashboardId, key_of};

const TABLE: &str = "dashboard";

const LIST: &str = "
    select id, name, description, cards, owner, is_shared, version, created_at, updated_at
    from dashboard
    where removed_at is null and (is_shared = 1 or owner = $1)
    order by name_key, id";

const FIND: &str = "
    select id, name, description, cards, owner, is_shared, version, created_at, updated_at
    from dashboard
    where removed_at is null and (is_shared = 1 or owner = $1) and id = $2";

const COUNT: &str = "select cast(count(*) as bigint) from dashboard where removed_at is null";

const INSERT: &str = "
    insert into dashboard
        (id, name, name_key, description, cards, owner, is_shared, version, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8)";

const UPDATE: &str = "
    update dashboard
    set name = $3, name_key = $4, description = $5, cards = $6, is_shared = $7,
        version = version + 1, updated_at = $8
    where id = $1 and version = $2 and removed_at is null";

const REMOVE: &str = "update dashboard set removed_at = $2 where id = $1 and removed_at is null";

const RESTORE: &str = "
    update dashboard set removed_at = null
    where id = $1 and removed_at is not null and (is_shared = 1 or owner = $2)";

/// A row of the table.
pub(super) type Row = (i64, String, String, String, String, i64, i64, i64, i64);

impl TryFrom<Row> for Dashboard {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let (id, name, description, cards, owner, shared, version, created_at, updated_at) = row;
        let key = id;
        let id = DashboardId::from_raw(id).map_err(|_| StoreError::corrupt(TABLE, "id", key))?;
        let cards: Vec<Card> =
            serde_json::from_str(&cards).map_err(|_| StoreError::corrupt(TABLE, "cards", id))?;
        Ok(Self {
            id,
            name,
            description,
            cards,
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
    draft: &Checked,
) -> Result<(), StoreError> {
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        let query = sqlx::query(INSERT)
            .bind(id)
            .bind(draft.name.as_str())
            .bind(key_of(draft))
            .bind(draft.description.as_str())
            .bind(cards_text(draft))
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
    draft: &Checked,
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
            .bind(cards_text(draft))
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

/// Cards always have a text form.
fn cards_text(draft: &Checked) -> String {
    serde_json::to_string(&draft.cards).unwrap_or_default()
}
