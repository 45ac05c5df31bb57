//! Alarms: when a source brings less than usual, and until when.

use std::collections::BTreeMap;

use ::store::{Store, StoreError, Tx, on};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kernel::{Limit, Page, define_id};
use serde::Serialize;

use super::history::{History, instant};
use super::judge::{Finding, Grain, Low, is_judged_lately, judge};
use super::noted::hour_of;
use super::statements as sql;
use super::volumes::histories;
use crate::error::CustomersError;
use crate::sources::{SourceId, Sources};

define_id!(
    /// A time in which a source brought less than usual.
    AlarmId,
    "alm"
);

/// When an alarm begins and ends, for a person.
pub const RULE: &str = "An alarm begins when two whole hours in a row bring less than half of the median of the same hours of the \
    last four same weekdays, and miss it by more than three times their spread. Hours that usually bring fewer than 30 events are \
    passed over; a source that has no others in a day is judged by whole days of at least 10. It ends when an hour, or a day, \
    brings enough again, or when nothing is usual any more. A source is judged from its fifth week on.";

/// A time in which a source brought less than usual.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alarm {
    /// Our id.
    pub id: AlarmId,
    /// The source.
    pub source: SourceId,
    /// What people call it.
    pub source_name: String,
    /// By what it is judged.
    pub grain: Grain,
    /// The beginning of the first hour, or day, that was low.
    pub begun_at: Timestamp,
    /// When it was noticed.
    pub noticed_at: Timestamp,
    /// The beginning of the hour, or day, that was not low any more; nothing while it goes on.
    pub ended_at: Option<Timestamp>,
    /// What the lowest hour, or day, usually brings.
    pub usual: f64,
    /// Below which it is low.
    pub bound: f64,
    /// What it brought.
    pub seen: u64,
}

/// Which alarms are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct AlarmFilter {
    /// Of this source.
    pub source: Option<SourceId>,
    /// Those only that go on.
    pub is_open: bool,
}

/// An alarm: id, source, its name, grain, begun, noticed, ended, usual, bound, seen.
type Row = (
    i64,
    i64,
    String,
    String,
    i64,
    i64,
    Option<i64>,
    f64,
    f64,
    i64,
);

/// What a look at the sources changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watched {
    /// Alarms that began.
    pub begun: Vec<Alarm>,
    /// Alarms that ended.
    pub ended: Vec<Alarm>,
}

/// Looks whether sources bring what is usual.
#[derive(Clone, Debug)]
pub struct Watchman {
    store: Store,
    zone: TimeZone,
}

impl Watchman {
    /// One who goes by the clocks of a time zone.
    pub const fn new(store: Store, zone: TimeZone) -> Self {
        Self { store, zone }
    }

    /// Judges what every source brought, and writes down the alarms that begin and end, in the transaction given. Call it when all that was
    /// received before the running hour has been noted.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn look(&self, tx: &mut Tx) -> Result<Watched, CustomersError> {
        let now = self.store.clock().now();
        let hour = hour_of(now.as_microsecond());
        let histories = histories(&self.store, hour, None).await?;
        let rows: Vec<Row> = on!(tx, conn => {
            sqlx::query_as(sql::OPEN_ALARMS).fetch_all(conn).await.map_err(StoreError::from)?
        });
        let mut open = BTreeMap::new();
        for row in rows {
            let alarm = alarm(row)?;
            open.insert(alarm.source, alarm);
        }
        let mut watched = Watched::default();
        let nothing = History::default();
        for source in Sources::new(self.store.clone()).list().await? {
            let history = histories.get(&source.id.raw()).unwrap_or(&nothing);
            let finding = judge(history, hour, &self.zone);
            match (open.remove(&source.id), finding) {
                (Some(alarm), finding) => {
                    let over = match finding {
                        _ if !source.is_enabled() => Some(now),
                        Finding::Well(since) => {
                            Some(instant(since).unwrap_or(now).max(alarm.begun_at))
                        }
                        Finding::Unknown => {
                            (!is_judged_lately(history, hour, &self.zone)).then_some(now)
                        }
                        Finding::Low(low) if low.grain == alarm.grain => {
                            lower(tx, &alarm, low).await?;
                            None
                        }
                        Finding::Low(_) | Finding::Doubtful => None,
                    };
                    if let Some(over) = over {
                        watched.ended.push(end(tx, alarm, over).await?);
                    }
                }
                (None, Finding::Low(low)) if source.is_enabled() => {
                    let begun = Alarm {
                        id: AlarmId::fresh(self.store.ids()),
                        source: source.id,
                        source_name: source.name,
                        grain: low.grain,
                        begun_at: instant(low.since).unwrap_or(now),
                        noticed_at: now,
                        ended_at: None,
                        usual: low.usual.usual,
                        bound: low.usual.bound,
                        seen: u64::try_from(low.seen).unwrap_or(0),
                    };
                    begin(tx, &begun).await?;
                    watched.begun.push(begun);
                }
                (None, _) => {}
            }
        }
        Ok(watched)
    }

    /// Alarms, the newest first.
    ///
    /// # Errors
    ///
    /// When the cursor is not one of this list, or the store does not answer.
    pub async fn alarms(
        &self,
        filter: AlarmFilter,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<Alarm>, CustomersError> {
        let before = match cursor.map(|text| (text, text.parse::<AlarmId>())) {
            None => i64::MAX,
            Some((_, Ok(id))) => id.raw(),
            Some((text, Err(_))) => return Err(CustomersError::CursorInvalid(text.to_owned())),
        };
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST_ALARMS).bind(before);
            let query = query.bind(filter.source.map_or(0, SourceId::raw)).bind(i64::from(filter.is_open));
            query.bind(limit.one_more()).fetch_all(conn).await.map_err(StoreError::from)?
        });
        let items: Result<Vec<_>, CustomersError> = rows.into_iter().map(alarm).collect();
        Ok(Page::of(items?, limit, |alarm| alarm.id.to_string()))
    }

    /// How many alarms go on.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn count_open(&self) -> Result<u64, CustomersError> {
        let mut conn = self.store.read().await?;
        let count: i64 = on!(conn, conn => {
            sqlx::query_scalar(sql::COUNT_OPEN).fetch_one(conn).await.map_err(StoreError::from)?
        });
        Ok(u64::try_from(count).unwrap_or(0))
    }
}

async fn begin(tx: &mut Tx, alarm: &Alarm) -> Result<(), CustomersError> {
    let seen = i64::try_from(alarm.seen).unwrap_or(i64::MAX);
    on!(tx, conn => {
        let query = sqlx::query(sql::BEGIN_ALARM).bind(alarm.id.raw()).bind(alarm.source.raw());
        let query = query.bind(alarm.grain.as_str()).bind(alarm.begun_at.as_microsecond());
        let query = query.bind(alarm.noticed_at.as_microsecond()).bind(alarm.usual).bind(alarm.bound);
        query.bind(seen).execute(conn).await.map(drop).map_err(StoreError::from)?;
    });
    Ok(())
}

/// Notes a lower hour, or day, than the lowest so far.
async fn lower(tx: &mut Tx, alarm: &Alarm, low: Low) -> Result<(), CustomersError> {
    on!(tx, conn => {
        let query = sqlx::query(sql::LOWER_ALARM).bind(alarm.id.raw());
        let query = query.bind(low.usual.usual).bind(low.usual.bound).bind(low.seen);
        query.execute(conn).await.map(drop).map_err(StoreError::from)?;
    });
    Ok(())
}

async fn end(tx: &mut Tx, alarm: Alarm, over: Timestamp) -> Result<Alarm, CustomersError> {
    on!(tx, conn => {
        let query = sqlx::query(sql::END_ALARM).bind(alarm.id.raw()).bind(over.as_microsecond());
        query.execute(conn).await.map(drop).map_err(StoreError::from)?;
    });
    let ended_at = Some(over);
    Ok(Alarm { ended_at, ..alarm })
}

fn alarm(row: Row) -> Result<Alarm, CustomersError> {
    let (raw, source, source_name, grain, begun, noticed, ended, usual, bound, seen) = row;
    let corrupt = |column| StoreError::corrupt("quality_alarm", column, raw);
    let moment = |micros, column| Timestamp::from_microsecond(micros).map_err(|_| corrupt(column));
    Ok(Alarm {
        id: AlarmId::from_raw(raw).map_err(|_| corrupt("id"))?,
        source: SourceId::from_raw(source).map_err(|_| corrupt("source_id"))?,
        source_name,
        grain: Grain::named(&grain).ok_or_else(|| corrupt("grain"))?,
        begun_at: moment(begun, "begun_at")?,
        noticed_at: moment(noticed, "noticed_at")?,
        ended_at: ended.map(|at| moment(at, "ended_at")).transpose()?,
        usual,
        bound,
        seen: u64::try_from(seen).map_err(|_| corrupt("seen"))?,
    })
}
