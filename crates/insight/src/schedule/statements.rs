//! The table `report_schedule`.

use jiff::Timestamp;
use store::{Store, StoreError, Tx, on};

use super::{Rhythm, Schedule, ScheduleDraft, ScheduleId, Subject};
use crate::kept::name_key;

const TABLE: &str = "report_schedule";

const LIST: &str = "
    select id, name, subject, rhythm, on_day, hour, owner, version, created_at, updated_at, due_at
    from report_schedule order by name_key, id";

const FIND: &str = "
    select id, name, subject, rhythm, on_day, hour, owner, version, created_at, updated_at, due_at
    from report_schedule where id = $1";

const DUE: &str = "
    select id, name, subject, rhythm, on_day, hour, owner, version, created_at, updated_at, due_at
    from report_schedule where due_at <= $1 order by due_at, id";

const COUNT: &str = "select cast(count(*) as bigint) from report_schedule";

const INSERT: &str = "
    insert into report_schedule
        (id, name, name_key, subject, rhythm, on_day, hour, owner, version, created_at, updated_at, due_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9, $10)";

const UPDATE: &str = "
    update report_schedule
    set name = $3, name_key = $4, subject = $5, rhythm = $6, on_day = $7, hour = $8, due_at = $9,
        version = version + 1, updated_at = $10
    where id = $1 and version = $2";

const MOVE: &str = "update report_schedule set due_at = $3 where id = $1 and due_at = $2";

const REMOVE: &str = "delete from report_schedule where id = $1";

/// A row of the table.
pub(super) type Row = (
    i64,
    String,
    String,
    String,
    Option<i64>,
    i64,
    String,
    i64,
    i64,
    i64,
    Option<i64>,
);

impl TryFrom<Row> for Schedule {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let (id, name, subject, rhythm, day, hour, owner, version, created_at, updated_at, due_at) =
            row;
        let key = id;
        let id = ScheduleId::from_raw(id).map_err(|_| StoreError::corrupt(TABLE, "id", key))?;
        let corrupt = |column| StoreError::corrupt(TABLE, column, id);
        let subject: Subject = serde_json::from_str(&subject).map_err(|_| corrupt("subject"))?;
        let day = day.and_then(|day| u8::try_from(day).ok());
        let hour = u8::try_from(hour).map_err(|_| corrupt("hour"))?;
        let instant = |micros, column| store::instant(micros, TABLE, column, &id);
        Ok(Self {
            id,
            name,
            subject,
            rhythm: Rhythm::named(&rhythm, day, hour).map_err(|_| corrupt("rhythm"))?,
            owner,
            version,
            created_at: instant(created_at, "created_at")?,
            updated_at: instant(updated_at, "updated_at")?,
            due_at: due_at.map(|at| instant(at, "due_at")).transpose()?,
        })
    }
}

fn read(rows: Vec<Row>) -> Result<Vec<Schedule>, StoreError> {
    rows.into_iter().map(Schedule::try_from).collect()
}

pub(super) async fn list(store: &Store) -> Result<Vec<Schedule>, StoreError> {
    let mut conn = store.read().await?;
    read(on!(conn, conn => sqlx::query_as(LIST).fetch_all(conn).await?))
}

pub(super) async fn find(store: &Store, id: ScheduleId) -> Result<Option<Schedule>, StoreError> {
    let mut conn = store.read().await?;
    let found: Option<Row> = on!(conn, conn => {
        sqlx::query_as(FIND).bind(id.raw()).fetch_optional(conn).await?
    });
    found.map(Schedule::try_from).transpose()
}

pub(super) async fn due(store: &Store, until: Timestamp) -> Result<Vec<Schedule>, StoreError> {
    let mut conn = store.read().await?;
    read(on!(conn, conn => {
        sqlx::query_as(DUE).bind(until.as_microsecond()).fetch_all(conn).await?
    }))
}

pub(super) async fn count(store: &Store) -> Result<i64, StoreError> {
    let mut conn = store.read().await?;
    Ok(on!(conn, conn => sqlx::query_scalar(COUNT).fetch_one(conn).await?))
}

pub(super) async fn insert(
    store: &Store,
    id: ScheduleId,
    owner: &str,
    draft: &ScheduleDraft,
    due_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        let query = sqlx::query(INSERT)
            .bind(id.raw())
            .bind(draft.name.as_str())
            .bind(name_key(&draft.name))
            .bind(subject_text(draft))
            .bind(draft.rhythm.name())
            .bind(draft.rhythm.day().map(i64::from))
            .bind(i64::from(draft.rhythm.hour()))
            .bind(owner)
            .bind(now)
            .bind(due_at.map(Timestamp::as_microsecond));
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    store::ensure_affected_rows(rows, 1)?;
    tx.commit().await
}

pub(super) async fn update(
    store: &Store,
    id: ScheduleId,
    version: i64,
    draft: &ScheduleDraft,
    due_at: Option<Timestamp>,
) -> Result<u64, StoreError> {
    let now = store.clock().now().as_microsecond();
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        let query = sqlx::query(UPDATE)
            .bind(id.raw())
            .bind(version)
            .bind(draft.name.as_str())
            .bind(name_key(&draft.name))
            .bind(subject_text(draft))
            .bind(draft.rhythm.name())
            .bind(draft.rhythm.day().map(i64::from))
            .bind(i64::from(draft.rhythm.hour()))
            .bind(due_at.map(Timestamp::as_microsecond))
            .bind(now);
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    tx.commit().await?;
    Ok(rows)
}

/// Moves the due instant, when it still is what it was; tells whether it was.
pub(super) async fn move_due(
    tx: &mut Tx,
    id: ScheduleId,
    (was, becomes): (Timestamp, Timestamp),
) -> Result<bool, StoreError> {
    let rows = on!(tx, conn => {
        let query = sqlx::query(MOVE)
            .bind(id.raw())
            .bind(was.as_microsecond())
            .bind(becomes.as_microsecond());
        query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    Ok(rows == 1)
}

pub(super) async fn remove(store: &Store, id: ScheduleId) -> Result<u64, StoreError> {
    let mut tx = store.begin().await?;
    let rows = on!(tx, conn => {
        sqlx::query(REMOVE).bind(id.raw()).execute(conn).await?.rows_affected()
    });
    tx.commit().await?;
    Ok(rows)
}

/// A subject always has a text form.
fn subject_text(draft: &ScheduleDraft) -> String {
    serde_json::to_string(&draft.subject).unwrap_or_default()
}
