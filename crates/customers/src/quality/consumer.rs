//! The consumer of the log that adds up the quality of what arrives.

use std::collections::BTreeMap;

use ::store::{ConsumeError, Consumer, Effect, Event, StoreError, Tx, on};
use async_trait::async_trait;

use super::figures::Figures;
use super::noted::{Bad, Noted, hour_of};
use super::statements as sql;

/// Hours that are kept: what a report looks back, and the four weeks before it.
const HOURS_KEPT: i64 = 120 * 24;
/// Bad contacts of a source that are kept.
pub(super) const CONTACTS_KEPT: usize = 20;

/// Adds up the quality of what arrives.
#[derive(Clone, Copy, Debug, Default)]
pub struct QualityKeeper;

#[async_trait]
impl Consumer for QualityKeeper {
    fn name(&self) -> &'static str {
        "quality"
    }

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        let mut sums = Sums::default();
        for noted in events.iter().filter_map(Noted::of) {
            let sum = sums.figures.entry((noted.source_id, noted.hour));
            sum.or_default().add(&noted.figures);
            if !noted.bad.is_empty() {
                sums.bad
                    .entry(noted.source_id)
                    .or_default()
                    .extend(noted.bad);
            }
        }
        sums.received_at = events.last().map(|last| last.received_at.as_microsecond());
        Ok(Box::new(sums))
    }

    async fn reset(&self, tx: &mut Tx) -> Result<(), StoreError> {
        for text in sql::FORGET {
            on!(tx, conn => sqlx::query(text).execute(conn).await.map(drop)?);
        }
        Ok(())
    }
}

/// What events add up to.
#[derive(Default)]
struct Sums {
    /// By source and hour.
    figures: BTreeMap<(i64, i64), Figures>,
    /// By source.
    bad: BTreeMap<i64, Vec<Bad>>,
    /// The receipt of the last event, where there is one, in microseconds.
    received_at: Option<i64>,
}

#[async_trait]
impl Effect for Sums {
    async fn apply(self: Box<Self>, tx: &mut Tx) -> Result<(), ConsumeError> {
        let Some(received_at) = self.received_at else {
            return Ok(());
        };
        let newest: i64 = on!(tx, conn => sqlx::query_scalar(sql::LOCK).fetch_one(conn).await?);
        count(tx, &self.figures.into_iter().collect::<Vec<_>>()).await?;
        for (source, contacts) in &self.bad {
            keep(tx, *source, contacts).await?;
        }
        let hour = newest.max(hour_of(received_at));
        // Once a day is often enough.
        if hour.div_euclid(24) > newest.div_euclid(24) {
            for text in sql::FORGET_HOURS {
                on!(tx, conn => {
                    let query = sqlx::query(text).bind(hour.div_euclid(24) * 24 - HOURS_KEPT);
                    query.execute(conn).await.map(drop)?;
                });
            }
        }
        on!(tx, conn => {
            let query = sqlx::query(sql::NOTE_STATE).bind(hour).bind(received_at);
            query.execute(conn).await.map(drop)?;
        });
        Ok(())
    }
}

async fn count(tx: &mut Tx, sums: &[((i64, i64), Figures)]) -> Result<(), StoreError> {
    for (text, chunk) in sql::COUNT.exact(tx.kind(), sums) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for ((source, hour), figures) in chunk {
                query = query.bind(*source).bind(*hour);
                for number in figures.numbers() {
                    query = query.bind(i64::try_from(number).unwrap_or(i64::MAX));
                }
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}

async fn keep(tx: &mut Tx, source: i64, contacts: &[Bad]) -> Result<(), StoreError> {
    let newest = &contacts[contacts.len().saturating_sub(CONTACTS_KEPT)..];
    for bad in newest {
        on!(tx, conn => {
            let query = sqlx::query(sql::NOTE_CONTACT).bind(source).bind(bad.position).bind(bad.what.as_str());
            let query = query.bind(&bad.masked).bind(&bad.reason).bind(bad.seen_at);
            query.execute(conn).await.map(drop)?;
        });
    }
    on!(tx, conn => {
        let last = i64::try_from(CONTACTS_KEPT - 1).unwrap_or(i64::MAX);
        let query = sqlx::query(sql::FORGET_CONTACTS).bind(source).bind(last);
        query.execute(conn).await.map(drop)?;
    });
    Ok(())
}
