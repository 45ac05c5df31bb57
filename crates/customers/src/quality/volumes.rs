//! What a source brought beside what is usual.

use std::collections::BTreeMap;

use ::store::{Store, StoreError, on};
use jiff::Timestamp;
use serde::Serialize;

use super::history::{History, instant};
use super::noted::hour_of;
use super::report::Quality;
use super::statements as sql;
use crate::error::CustomersError;
use crate::sources::SourceId;

/// Hours of four weeks, and of the two days that are judged.
const BACK: i64 = 31 * 24;

/// What a source brought in an hour.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct UsualVolume {
    /// When the hour began.
    pub hour: Timestamp,
    /// Events.
    pub events: u64,
    /// What is usual; nothing where four weeks are not known, or bring too little.
    pub usual: Option<f64>,
    /// Below which it is low.
    pub bound: Option<f64>,
}

impl Quality {
    /// What a source brought in the last so many days, by hour, with the running one last.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn volumes(
        &self,
        source: SourceId,
        days: u16,
    ) -> Result<Vec<UsualVolume>, CustomersError> {
        let now = hour_of(self.store().clock().now().as_microsecond());
        let from = now - i64::from(days) * 24 + 1;
        let all = histories(self.store(), from, Some(source)).await?;
        let nothing = History::default();
        let history = all.get(&source.raw()).unwrap_or(&nothing);
        let hours = (from..=now).filter_map(|hour| {
            let usual = history.usual_hour(hour, self.zone());
            Some(UsualVolume {
                hour: instant(hour)?,
                events: u64::try_from(history.events(hour)).unwrap_or(0),
                usual: usual.map(|usual| usual.usual),
                bound: usual.map(|usual| usual.bound),
            })
        });
        Ok(hours.collect())
    }
}

/// What sources brought, from four weeks before an hour on.
pub(super) async fn histories(
    store: &Store,
    hour: i64,
    source: Option<SourceId>,
) -> Result<BTreeMap<i64, History>, CustomersError> {
    let mut conn = store.read().await?;
    let rows: Vec<(i64, i64, i64)> = on!(conn, conn => {
        let query = sqlx::query_as(sql::LIST_VOLUMES).bind(hour - BACK);
        let query = query.bind(source.map_or(0, SourceId::raw));
        query.fetch_all(conn).await.map_err(StoreError::from)?
    });
    let firsts: Vec<(i64, i64)> = on!(conn, conn => {
        sqlx::query_as(sql::FIRST_HOURS).fetch_all(conn).await.map_err(StoreError::from)?
    });
    let mut histories: BTreeMap<i64, History> = BTreeMap::new();
    for (source, hour, events) in rows {
        histories.entry(source).or_default().note(hour, events);
    }
    for (source, first) in firsts {
        histories.entry(source).or_default().begin(first);
    }
    Ok(histories)
}
