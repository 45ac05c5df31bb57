//! The report on the quality of what arrived.

use std::collections::BTreeMap;

use ::store::{Store, StoreError, on};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::Serialize;

use super::figures::{COUNT, Figures};
use super::history::hour_at;
use super::statements as sql;
use crate::error::CustomersError;
use crate::sources::{Source, SourceId, Sources};

/// Reasons that are told at once.
const REFUSALS_MAX: usize = 200;

/// The quality of what arrived in one workspace.
#[derive(Clone, Debug)]
pub struct Quality {
    store: Store,
    zone: TimeZone,
}

/// The quality of what was received in some business days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QualityReport {
    /// The first day.
    pub from: Date,
    /// The last day, which is today.
    pub until: Date,
    /// When the last event was received that is counted.
    pub followed_until: Option<Timestamp>,
    /// Of all sources.
    pub totals: Figures,
    /// Events that were refused, of all sources.
    pub refused: u64,
    /// Of each source that brought something, or was refused something; the busiest first.
    pub sources: Vec<SourceQuality>,
    /// Reasons of refusals, the most frequent first.
    pub refusals: Vec<RefusalCount>,
}

/// The quality of what a source brought.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceQuality {
    /// The source.
    pub source: Source,
    /// What is counted.
    pub figures: Figures,
    /// Events that were refused.
    pub refused: u64,
    /// The newest contacts that are none.
    pub contacts: Vec<BadContact>,
}

/// A contact that is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadContact {
    /// `email` or `phone`.
    pub what: String,
    /// What was sent, so that nobody can be told by it.
    pub masked: String,
    /// What one looks like, as a sentence.
    pub reason: String,
    /// When it was received.
    pub seen_at: Timestamp,
    /// The event's place in the log.
    pub position: i64,
}

/// How often events of a source were refused for a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusalCount {
    /// The source.
    pub source: SourceId,
    /// The reason's stable name.
    pub code: String,
    /// How often.
    pub count: u64,
    /// When last.
    pub last_at: Timestamp,
}

/// A contact: source, position, what, masked, reason, when.
type ContactRow = (i64, i64, String, String, String, i64);

impl Quality {
    /// The quality of what arrived in a store, by the days of a time zone.
    pub const fn new(store: Store, zone: TimeZone) -> Self {
        Self { store, zone }
    }

    pub(super) const fn store(&self) -> &Store {
        &self.store
    }

    pub(super) const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The report on the last so many business days, today included.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn report(&self, days: u16) -> Result<QualityReport, CustomersError> {
        let until = self.store.clock().now().to_zoned(self.zone.clone()).date();
        let back = Span::new().days(i64::from(days.max(1)) - 1);
        let from = until.checked_sub(back).unwrap_or(Date::MIN);
        let begin = hour_at(from, &self.zone).unwrap_or(0);
        let figures = self.figures(begin).await?;
        let refusals = self.refusals(begin).await?;
        let mut contacts = self.contacts(begin).await?;
        let mut refused: BTreeMap<SourceId, u64> = BTreeMap::new();
        for refusal in &refusals {
            *refused.entry(refusal.source).or_default() += refusal.count;
        }
        let mut sources = Vec::new();
        let mut totals = Figures::default();
        for source in Sources::new(self.store.clone()).list().await? {
            let figures = figures.get(&source.id.raw()).copied().unwrap_or_default();
            let refused = refused.get(&source.id).copied().unwrap_or(0);
            if figures.events == 0 && refused == 0 {
                continue;
            }
            totals.add(&figures);
            sources.push(SourceQuality {
                contacts: contacts.remove(&source.id.raw()).unwrap_or_default(),
                figures,
                refused,
                source,
            });
        }
        sources.sort_by_key(|of| std::cmp::Reverse((of.figures.events, of.refused)));
        Ok(QualityReport {
            from,
            until,
            followed_until: self.followed_until().await?,
            totals,
            refused: refused.values().sum(),
            sources,
            refusals: refusals.into_iter().take(REFUSALS_MAX).collect(),
        })
    }

    async fn figures(&self, begin: i64) -> Result<BTreeMap<i64, Figures>, CustomersError> {
        use sqlx::Row as _;
        let mut sums: BTreeMap<i64, Figures> = BTreeMap::new();
        let mut conn = self.store.read().await?;
        on!(conn, conn => {
            let query = sqlx::query(sql::LIST_HOURS).bind(begin).bind(i64::MAX);
            for row in query.fetch_all(conn).await.map_err(StoreError::from)? {
                let source: i64 = row.try_get(0).map_err(StoreError::from)?;
                let mut numbers = [0; COUNT];
                for (at, number) in numbers.iter_mut().enumerate() {
                    let count: i64 = row.try_get(2 + at).map_err(StoreError::from)?;
                    *number = u64::try_from(count).unwrap_or(0);
                }
                sums.entry(source).or_default().add(&Figures::of(numbers));
            }
        });
        Ok(sums)
    }

    async fn refusals(&self, begin: i64) -> Result<Vec<RefusalCount>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<(i64, String, i64, i64)> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST_REFUSALS).bind(begin).bind(i64::MAX);
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        let counted = rows.into_iter().map(|(source, code, count, last)| {
            let corrupt = |column| StoreError::corrupt("quality_refusal", column, source);
            Ok(RefusalCount {
                source: SourceId::from_raw(source).map_err(|_| corrupt("source_id"))?,
                code,
                count: u64::try_from(count).map_err(|_| corrupt("refused"))?,
                last_at: ::store::instant(last, "quality_refusal", "last_at", &source)?,
            })
        });
        counted.collect()
    }

    async fn contacts(&self, begin: i64) -> Result<BTreeMap<i64, Vec<BadContact>>, CustomersError> {
        let since = begin.saturating_mul(3_600 * 1_000_000);
        let mut conn = self.store.read().await?;
        let rows: Vec<ContactRow> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST_CONTACTS).bind(since);
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        let mut contacts: BTreeMap<i64, Vec<BadContact>> = BTreeMap::new();
        for (source, position, what, masked, reason, seen_at) in rows {
            contacts.entry(source).or_default().push(BadContact {
                what,
                masked,
                reason,
                seen_at: ::store::instant(seen_at, "quality_contact", "seen_at", &position)?,
                position,
            });
        }
        Ok(contacts)
    }

    async fn followed_until(&self) -> Result<Option<Timestamp>, CustomersError> {
        let mut conn = self.store.read().await?;
        let until: Option<i64> = on!(conn, conn => {
            sqlx::query_scalar(sql::FOLLOWED_UNTIL).fetch_one(conn).await.map_err(StoreError::from)?
        });
        let instant = |at| ::store::instant(at, "quality_state", "followed_until", &1);
        Ok(until.map(instant).transpose()?)
    }
}
