//! What a schedule has made: its editions, of which the last are kept.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Failure;
use store::{Store, StoreError, Tx, on};

use super::{ScheduleId, Schedules, Sheet};
use crate::InsightError;
use crate::kept::{failure_kept, wording_kept};

kernel::define_id!(
    /// An edition of a report.
    EditionId,
    "edn"
);

/// How many editions of a schedule are kept.
pub const EDITIONS_KEPT: i64 = 30;

const TABLE: &str = "report_edition";

const LIST: &str = "
    select e.id, e.schedule_id, s.name, e.due_at, e.asked_by, e.made_at, e.as_of, e.row_count, e.byte_count, e.is_truncated, e.failure,
        e.failure_wording
    from report_edition e join report_schedule s on s.id = e.schedule_id
    where e.schedule_id = $1 order by e.made_at desc, e.id desc";

const LAST: &str = "
    select e.id, e.schedule_id, s.name, e.due_at, e.asked_by, e.made_at, e.as_of, e.row_count, e.byte_count, e.is_truncated, e.failure,
        e.failure_wording
    from report_edition e join report_schedule s on s.id = e.schedule_id
    where not exists (select 1 from report_edition later where later.schedule_id = e.schedule_id
        and (later.made_at > e.made_at or (later.made_at = e.made_at and later.id > e.id)))
    order by e.id";

const DUE: &str = "
    select e.id, e.schedule_id, s.name, e.due_at, e.asked_by, e.made_at, e.as_of, e.row_count, e.byte_count, e.is_truncated, e.failure,
        e.failure_wording
    from report_edition e join report_schedule s on s.id = e.schedule_id
    where e.asked_by is null order by e.made_at desc, e.id desc limit $1";

const SHEET: &str = "select sheet from report_edition where schedule_id = $1 and id = $2";

const INSERT: &str = "
    insert into report_edition
        (id, schedule_id, due_at, asked_by, made_at, as_of, row_count, byte_count, is_truncated, failure, sheet, failure_wording)
    select $1, id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 from report_schedule where id = $2
    on conflict (schedule_id, due_at) where asked_by is null do nothing";

const FORGET: &str = "
    delete from report_edition where schedule_id = $1 and id not in
        (select id from report_edition where schedule_id = $1 order by made_at desc, id desc limit $2)";

/// One making of a schedule's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its id.
    pub id: EditionId,
    /// Whose it is.
    pub schedule: ScheduleId,
    /// What that is called.
    pub schedule_name: String,
    /// When it was due, or asked for.
    pub due_at: Timestamp,
    /// Who asked for it, as the audit names them; nobody where it was due.
    pub asked_by: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// The day at whose end things were looked at, when the report has one.
    pub as_of: Option<Date>,
    /// Its rows; none where it failed.
    pub rows: Option<u64>,
    /// What it takes in the store, bytes; none where it failed.
    pub bytes: Option<u64>,
    /// Whether rows were left out because there were too many.
    pub is_truncated: bool,
    /// Why there is nothing.
    pub failure: Option<Failure>,
}

/// What came of making a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The report.
    Made {
        /// Its rows.
        sheet: Sheet,
        /// The day at whose end things were looked at.
        as_of: Option<Date>,
        /// Whether rows were left out.
        is_truncated: bool,
    },
    /// Why there is none.
    Failed(Failure),
}

type Row = (
    i64,
    i64,
    String,
    i64,
    Option<String>,
    i64,
    Option<String>,
    Option<i64>,
    Option<i64>,
    i64,
    Option<String>,
    Option<String>,
);

impl TryFrom<Row> for Edition {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let (
            id,
            schedule,
            schedule_name,
            due_at,
            asked_by,
            made_at,
            as_of,
            rows,
            bytes,
            truncated,
            failure,
            wording,
        ) = row;
        let key = id;
        let id = EditionId::from_raw(id).map_err(|_| StoreError::corrupt(TABLE, "id", key))?;
        let corrupt = |column| StoreError::corrupt(TABLE, column, id);
        let count = |value: Option<i64>| value.and_then(|value| u64::try_from(value).ok());
        Ok(Self {
            id,
            schedule: ScheduleId::from_raw(schedule).map_err(|_| corrupt("schedule_id"))?,
            schedule_name,
            due_at: store::instant(due_at, TABLE, "due_at", &id)?,
            asked_by,
            made_at: store::instant(made_at, TABLE, "made_at", &id)?,
            as_of: as_of
                .map(|day| day.parse().map_err(|_| corrupt("as_of")))
                .transpose()?,
            rows: count(rows),
            bytes: count(bytes),
            is_truncated: truncated == 1,
            failure: failure.map(|sentence| failure_kept(sentence, wording)),
        })
    }
}

impl Schedules {
    /// The editions of a schedule that are kept, the latest first.
    ///
    /// # Errors
    ///
    /// [`InsightError::ScheduleMissing`], or when the store does not answer.
    pub async fn editions(&self, schedule: ScheduleId) -> Result<Vec<Edition>, InsightError> {
        self.get(schedule).await?;
        let mut conn = self.store().read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(LIST).bind(schedule.raw()).fetch_all(conn).await.map_err(StoreError::from)?
        });
        read(rows)
    }

    /// The last edition of each schedule that has one.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn last_editions(&self) -> Result<Vec<Edition>, InsightError> {
        let mut conn = self.store().read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(LAST).fetch_all(conn).await.map_err(StoreError::from)?
        });
        read(rows)
    }

    /// The newest editions that were due, of all schedules, the latest first.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn newest_due(&self, most: usize) -> Result<Vec<Edition>, InsightError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut conn = self.store().read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            sqlx::query_as(DUE).bind(most).fetch_all(conn).await.map_err(StoreError::from)?
        });
        read(rows)
    }

    /// An edition with its rows; without where it failed.
    ///
    /// # Errors
    ///
    /// [`InsightError::ScheduleMissing`] and [`InsightError::EditionMissing`], or when the store does not answer.
    pub async fn edition(
        &self,
        schedule: ScheduleId,
        id: EditionId,
    ) -> Result<(Edition, Option<Sheet>), InsightError> {
        let missing = || InsightError::EditionMissing {
            id: id.to_string(),
            most: EDITIONS_KEPT,
        };
        let all = self.editions(schedule).await?;
        let edition = all.into_iter().find(|one| one.id == id);
        let edition = edition.ok_or_else(missing)?;
        let mut conn = self.store().read().await?;
        let found: Option<Option<String>> = on!(conn, conn => {
            let sheet = sqlx::query_scalar(SHEET).bind(schedule.raw()).bind(id.raw());
            sheet.fetch_optional(conn).await.map_err(StoreError::from)?
        });
        let text = found.ok_or_else(missing)?;
        let sheet = text.map(|text| serde_json::from_str(&text)).transpose();
        let sheet = sheet.map_err(|_| StoreError::corrupt(TABLE, "sheet", id))?;
        Ok((edition, sheet))
    }
}

fn read(rows: Vec<Row>) -> Result<Vec<Edition>, InsightError> {
    let read: Result<_, StoreError> = rows.into_iter().map(Edition::try_from).collect();
    Ok(read?)
}

/// What is to be kept of a making.
pub(super) struct Making<'m> {
    pub(super) id: EditionId,
    pub(super) schedule: ScheduleId,
    pub(super) due_at: Timestamp,
    pub(super) asked_by: Option<&'m str>,
    pub(super) outcome: &'m Outcome,
}

/// Keeps an edition, and forgets those that are one too many; tells whether it is kept: one that was due is kept once, and none of a
/// schedule that is gone.
pub(super) async fn keep(
    store: &Store,
    tx: &mut Tx,
    making: Making<'_>,
) -> Result<bool, StoreError> {
    let mut failure = None;
    let (mut as_of, mut rows, mut truncated, mut sheet) = (None, None, false, None);
    match making.outcome {
        Outcome::Failed(why) => failure = Some(why),
        Outcome::Made {
            sheet: made,
            as_of: day,
            is_truncated,
        } => {
            as_of = day.map(|day| day.to_string());
            rows = i64::try_from(made.rows.len()).ok();
            truncated = *is_truncated;
            let text = serde_json::to_string(made);
            sheet = Some(text.map_err(|_| StoreError::corrupt(TABLE, "sheet", making.id))?);
        }
    }
    let bytes = sheet
        .as_ref()
        .and_then(|text| i64::try_from(text.len()).ok());
    let kept = on!(tx, conn => {
        let insert = sqlx::query(INSERT)
            .bind(making.id.raw())
            .bind(making.schedule.raw())
            .bind(making.due_at.as_microsecond())
            .bind(making.asked_by)
            .bind(store.clock().now().as_microsecond())
            .bind(as_of)
            .bind(rows)
            .bind(bytes)
            .bind(i64::from(truncated))
            .bind(failure.map(|why| &why.sentence))
            .bind(sheet)
            .bind(failure.and_then(wording_kept));
        insert.execute(conn).await.map_err(StoreError::from)?.rows_affected()
    });
    on!(tx, conn => {
        let forget = sqlx::query(FORGET).bind(making.schedule.raw()).bind(EDITIONS_KEPT);
        forget.execute(conn).await.map(drop).map_err(StoreError::from)?;
    });
    Ok(kept == 1)
}
