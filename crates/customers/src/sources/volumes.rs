//! How much came of each source, by hour; and the tally in which a server collects it before it is written.

use std::collections::BTreeMap;

use ::store::{StoreError, Tx, on};
use jiff::Timestamp;
use serde::Serialize;

use super::refusals::{KEPT_MAX, NewRefusal, Unwritten, write};
use super::{SourceId, Sources, statements as sql};
use crate::catalogue::{APPLIED, DecisionId};
use crate::error::CustomersError;
use crate::quality::REFUSED;

const HOUR_SECONDS: i64 = 3_600;

/// What came of a source in one hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Volume {
    /// When the hour began.
    pub hour: Timestamp,
    /// Events that were new.
    pub accepted: u64,
    /// Events that had come before.
    pub duplicate: u64,
    /// Events that were not taken.
    pub refused: u64,
}

/// What came since it was last written: counts, and samples of what was refused.
///
/// Counting does not write; a server hands its tally over every few seconds ([`Sources::record`]). A server that is killed
/// loses a few seconds of counts, and no event.
#[derive(Default)]
pub struct SourceTally {
    counts: BTreeMap<(SourceId, i64), [u64; 3]>,
    refusals: BTreeMap<SourceId, Vec<Unwritten>>,
    applied: BTreeMap<DecisionId, (u64, Timestamp)>,
    reasons: BTreeMap<(SourceId, i64, &'static str), (u64, Timestamp)>,
}

impl std::fmt::Debug for SourceTally {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("SourceTally")
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

impl SourceTally {
    /// Counts events that were taken: new ones, and those that had come before.
    pub fn take(&mut self, source: SourceId, at: Timestamp, accepted: u64, duplicate: u64) {
        let counts = self.counts.entry((source, hour_of(at))).or_default();
        counts[0] += accepted;
        counts[1] += duplicate;
    }

    /// Counts an event that was refused, and keeps the beginning of it; of very many the newest thousand.
    pub fn refuse(&mut self, source: SourceId, new: &NewRefusal<'_>) {
        self.counts.entry((source, hour_of(new.at))).or_default()[2] += 1;
        self.reason((source, hour_of(new.at), new.code), (1, new.at));
        let refusals = self.refusals.entry(source).or_default();
        if refusals.len() >= 2 * KEPT_MAX {
            refusals.drain(..KEPT_MAX);
        }
        refusals.push(Unwritten::of(new));
    }

    fn reason(&mut self, place: (SourceId, i64, &'static str), (count, at): (u64, Timestamp)) {
        let (sum, last) = self.reasons.entry(place).or_insert((0, at));
        *sum += count;
        *last = at.max(*last);
    }

    /// Counts how often decisions were applied to what came.
    pub fn apply(&mut self, applied: &BTreeMap<DecisionId, u64>, at: Timestamp) {
        for (decision, count) in applied {
            let (sum, last) = self.applied.entry(*decision).or_insert((0, at));
            *sum += count;
            *last = at.max(*last);
        }
    }

    /// Adds an older tally, such as one that could not be written.
    pub fn absorb(&mut self, older: Self) {
        for (place, counts) in older.counts {
            let sums = self.counts.entry(place).or_default();
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        for (decision, (count, at)) in older.applied {
            self.apply(&BTreeMap::from([(decision, count)]), at);
        }
        for (place, counted) in older.reasons {
            self.reason(place, counted);
        }
        for (source, mut refusals) in older.refusals {
            let newer = self.refusals.entry(source).or_default();
            refusals.append(newer);
            let surplus = refusals.len().saturating_sub(KEPT_MAX);
            *newer = refusals.split_off(surplus);
        }
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.applied.is_empty()
    }
}

type Row = (i64, i64, i64, i64);

impl Sources {
    /// Writes a tally, in one transaction.
    ///
    /// # Errors
    ///
    /// When the store does not answer; then nothing of it was written.
    pub async fn record(&self, tally: &SourceTally) -> Result<(), CustomersError> {
        if tally.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        for ((source, hour), counts) in &tally.counts {
            count(&mut tx, *source, *hour, counts).await?;
        }
        for (decision, (count, at)) in &tally.applied {
            let count = i64::try_from(*count).unwrap_or(i64::MAX);
            on!(tx, conn => {
                let query = sqlx::query(APPLIED).bind(decision.raw()).bind(count);
                let query = query.bind(at.as_microsecond());
                query.execute(conn).await.map(drop).map_err(StoreError::from)?;
            });
        }
        for ((source, hour, code), (count, at)) in &tally.reasons {
            let count = i64::try_from(*count).unwrap_or(i64::MAX);
            on!(tx, conn => {
                let query = sqlx::query(REFUSED).bind(source.raw()).bind(*hour).bind(*code);
                let query = query.bind(count).bind(at.as_microsecond());
                query.execute(conn).await.map(drop).map_err(StoreError::from)?;
            });
        }
        for (source, refusals) in &tally.refusals {
            let newest = &refusals[refusals.len().saturating_sub(KEPT_MAX)..];
            write(&mut tx, self.store.ids(), *source, newest).await?;
        }
        Ok(tx.commit().await?)
    }

    /// What came of a source from an instant until before another, by hour; hours without anything are left out.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn volumes(
        &self,
        source: SourceId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Volume>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST_VOLUMES).bind(source.raw());
            let query = query.bind(hour_of(from)).bind(hour_of(until));
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        rows.into_iter().map(volume).collect()
    }
}

async fn count(
    tx: &mut Tx,
    source: SourceId,
    hour: i64,
    counts: &[u64; 3],
) -> Result<(), CustomersError> {
    let [accepted, duplicate, refused] =
        counts.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    on!(tx, conn => {
        let query = sqlx::query(sql::COUNT).bind(source.raw()).bind(hour);
        let query = query.bind(accepted).bind(duplicate).bind(refused);
        query.execute(conn).await.map(drop).map_err(StoreError::from)?;
    });
    Ok(())
}

fn volume((hour, accepted, duplicate, refused): Row) -> Result<Volume, CustomersError> {
    let corrupt = |column| StoreError::corrupt("source_volume", column, hour);
    let number = |count: i64, column| u64::try_from(count).map_err(|_| corrupt(column));
    let second = hour
        .checked_mul(HOUR_SECONDS)
        .ok_or_else(|| corrupt("hour"))?;
    Ok(Volume {
        hour: Timestamp::from_second(second).map_err(|_| corrupt("hour"))?,
        accepted: number(accepted, "accepted")?,
        duplicate: number(duplicate, "duplicate")?,
        refused: number(refused, "refused")?,
    })
}

fn hour_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(HOUR_SECONDS)
}
