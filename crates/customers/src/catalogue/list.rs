//! Reading the catalogue.

use std::collections::{BTreeMap, HashMap, HashSet};

use ::store::{Store, StoreError, on};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use kernel::{Limit, Page};
use serde::Serialize;

use super::consumer::{EPOCH, EntryRow, PropertyRow, day_of, entry, property};
use super::decision::{Decision, DecisionKind};
use super::drift::{Drift, Watch};
use super::entry::{CatalogueEvent, DayCount, EventDetail, PropertyDetail, TypeCount};
use super::limits::DAYS_KEPT;
use super::noted::has_traits;
use super::property::Property;
use super::shelf::{Entry, Key, entry_id, scope};
use super::statements as sql;
use super::value::is_presumed_personal;
use crate::error::CustomersError;
use crate::fact::FactKind;

/// Days of an event in a list.
const DAYS_LISTED: i64 = 30;
/// Changes that are told at once.
const DRIFT_MAX: usize = 500;
/// Properties that are looked at for that.
const LOOKED_AT_MAX: i64 = 20_000;

/// The catalogue of one workspace.
#[derive(Clone, Debug)]
pub struct Catalogue {
    store: Store,
    zone: TimeZone,
}

/// Which events are asked for; what is absent does not matter.
#[derive(Clone, Debug, Default)]
pub struct CatalogueFilter {
    /// Of this kind.
    pub kind: Option<FactKind>,
    /// With this in their name, whatever its letters' case.
    pub search: Option<String>,
    /// Only those in which something changed lately.
    pub is_drifted: bool,
}

/// A piece of the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CatalogueList {
    /// The events, by kind and name.
    #[serde(flatten)]
    pub page: Page<CatalogueEvent>,
    /// Events whose names were beyond what is noted of their kind.
    pub not_catalogued: Vec<(FactKind, u64)>,
    /// When the last event was received that the catalogue has seen.
    pub followed_until: Option<Timestamp>,
}

type Days = HashMap<i64, Vec<(i64, i64)>>;

/// Everything but properties and days, with what changed.
struct Whole {
    entries: BTreeMap<Key, Entry>,
    watch: Watch,
    drift: Vec<Drift>,
    decisions: Vec<Decision>,
    today: i64,
}

impl Catalogue {
    /// The catalogue in a store, by the days of a time zone.
    pub const fn new(store: Store, zone: TimeZone) -> Self {
        Self { store, zone }
    }

    pub(super) const fn store(&self) -> &Store {
        &self.store
    }

    /// The events by kind and name, with what changed in the last so many days.
    ///
    /// # Errors
    ///
    /// When the cursor is not one of this list, or the store does not answer.
    pub async fn list(
        &self,
        filter: &CatalogueFilter,
        days: u16,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<CatalogueList, CustomersError> {
        let after = cursor.map(read_cursor).transpose()?;
        let mut whole = self.whole(days).await?;
        let drifted: HashSet<(FactKind, &str)> = whole
            .drift
            .iter()
            .map(|drift| (drift.kind, drift.name.as_str()))
            .collect();
        let search = filter.search.as_deref().map(str::to_lowercase);
        let wanted: Vec<(&Key, &Entry)> = whole
            .entries
            .iter()
            .filter(|(key, _)| after.as_ref().is_none_or(|after| *key > after))
            .filter(|((kind, _), _)| filter.kind.is_none_or(|wanted| wanted == *kind))
            .filter(|((_, name), _)| {
                let holds = |search: &String| name.to_lowercase().contains(search);
                search.as_ref().is_none_or(holds)
            })
            .filter(|((kind, name), _)| !filter.is_drifted || drifted.contains(&(*kind, name)))
            .take(usize::from(limit.get()) + 1)
            .collect();
        let page = Page::of(wanted, limit, |((kind, name), _)| {
            format!("{}:{name}", kind.as_str())
        });
        let ids: Vec<i64> = page.items.iter().map(|(_, entry)| entry.id).collect();
        let days = self.days(&ids).await?;
        let items: Result<Vec<_>, CustomersError> = page
            .items
            .iter()
            .map(|(key, entry)| whole.event(key, entry, &days, DAYS_LISTED))
            .collect();
        let page = Page {
            items: items?,
            next_cursor: page.next_cursor,
        };
        whole.entries.clear();
        Ok(CatalogueList {
            page,
            not_catalogued: self.beyond().await?,
            followed_until: self.followed_until().await?,
        })
    }

    /// An event with what it carries.
    ///
    /// # Errors
    ///
    /// [`CustomersError::CatalogueEventUnknown`], or when the store does not answer.
    pub async fn show(
        &self,
        kind: FactKind,
        name: &str,
        days: u16,
    ) -> Result<EventDetail, CustomersError> {
        let whole = self.whole(days).await?;
        let key = (kind, name.to_owned());
        let unknown = || CustomersError::CatalogueEventUnknown {
            kind: kind.as_str(),
            name: name.to_owned(),
        };
        let found = whole.entries.get(&key).ok_or_else(unknown)?;
        let mut conn = self.store.read().await?;
        let rows: Vec<PropertyRow> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST_PROPERTIES).bind(entry_id(kind, name));
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        drop(conn);
        let days = self.days(&[found.id]).await?;
        let properties: Result<Vec<_>, CustomersError> = rows
            .into_iter()
            .map(|row| {
                let (_, called, property) = property(row)?;
                whole.property(&key, found, called, property)
            })
            .collect();
        Ok(EventDetail {
            event: whole.event(&key, found, &days, DAYS_KEPT)?,
            properties: properties?,
        })
    }

    /// What changed in the last so many days, the newest first, at most 500.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn drift(&self, days: u16) -> Result<Vec<Drift>, CustomersError> {
        let mut drift = self.whole(days).await?.drift;
        drift.sort_by(|one, other| {
            let place = |drift: &Drift| (drift.kind, drift.name.clone(), drift.property.clone());
            let newest = other.since.cmp(&one.since);
            newest.then_with(|| place(one).cmp(&place(other)))
        });
        drift.truncate(DRIFT_MAX);
        Ok(drift)
    }

    async fn whole(&self, days: u16) -> Result<Whole, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<EntryRow> = on!(conn, conn => {
            sqlx::query_as(sql::LIST_EVENTS).fetch_all(conn).await.map_err(StoreError::from)?
        });
        let entries: BTreeMap<Key, Entry> =
            rows.into_iter().map(entry).collect::<Result<_, _>>()?;
        let now = self.store.clock().now();
        let begun = entries.values().map(|entry| entry.times.first).min();
        let watch = Watch::new(now, days, begun.unwrap_or(i64::MAX), self.zone.clone());
        let rows: Vec<PropertyRow> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST_DRIFTED).bind(watch.since).bind(watch.gone);
            query.bind(LOOKED_AT_MAX).fetch_all(conn).await.map_err(StoreError::from)?
        });
        drop(conn);
        let mut drift: Vec<Drift> = entries
            .iter()
            .filter_map(|(key, entry)| watch.event(key, entry))
            .collect();
        let by_id: HashMap<i64, (&Key, &Entry)> = entries
            .iter()
            .map(|(key, entry)| (entry.id, (key, entry)))
            .collect();
        for row in rows {
            let (event_id, called, property) = property(row)?;
            if let Some((key, entry)) = by_id.get(&event_id) {
                drift.extend(watch.property(key, entry, (&called, &property)));
            }
        }
        drop(by_id);
        Ok(Whole {
            entries,
            watch,
            drift,
            decisions: self.decisions().await?,
            today: day_of(now, &self.zone),
        })
    }

    async fn days(&self, ids: &[i64]) -> Result<Days, CustomersError> {
        let mut days = Days::new();
        let mut conn = self.store.read().await?;
        for (text, chunk) in sql::LIST_DAYS.padded(conn.kind(), ids) {
            let rows: Vec<(i64, i64, i64)> = on!(conn, conn => {
                let mut query = sqlx::query_as(text);
                for id in chunk {
                    query = query.bind(id);
                }
                query.fetch_all(conn).await.map_err(StoreError::from)?
            });
            for (event, day, count) in rows {
                days.entry(event).or_default().push((day, count));
            }
        }
        Ok(days)
    }

    async fn beyond(&self) -> Result<Vec<(FactKind, u64)>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<(String, i64)> = on!(conn, conn => {
            sqlx::query_as(sql::LIST_BEYOND).fetch_all(conn).await.map_err(StoreError::from)?
        });
        let counted = rows.into_iter().map(|(kind, count)| {
            let known = kind.parse();
            let known = known.map_err(|_| StoreError::corrupt("catalogue_beyond", "kind", kind))?;
            Ok((known, number(count)))
        });
        counted.collect()
    }

    /// When the last event was received that the catalogue has seen.
    async fn followed_until(&self) -> Result<Option<Timestamp>, CustomersError> {
        let mut conn = self.store.read().await?;
        let until: Option<i64> = on!(conn, conn => {
            sqlx::query_scalar(sql::FOLLOWED_UNTIL).fetch_one(conn).await.map_err(StoreError::from)?
        });
        until.map(|at| moment(at, "followed_until")).transpose()
    }
}

impl Whole {
    fn event(
        &self,
        key: &Key,
        entry: &Entry,
        days: &Days,
        listed: i64,
    ) -> Result<CatalogueEvent, CustomersError> {
        let (kind, name) = key;
        let counts = days.get(&entry.id).map(Vec::as_slice).unwrap_or_default();
        let last = |days: i64| {
            counts
                .iter()
                .filter(move |(day, _)| *day > self.today - days)
        };
        let sum = |days| number(last(days).map(|(_, count)| count).sum());
        let is_own = |decision: &&Decision| {
            decision.kind == *kind && decision.name == *name && decision.property.is_none()
        };
        let is_of = |drift: &&Drift| drift.kind == *kind && drift.name == *name;
        Ok(CatalogueEvent {
            kind: *kind,
            name: name.clone(),
            first_seen_at: moment(entry.times.first, "first_seen_at")?,
            last_seen_at: moment(entry.times.last, "last_seen_at")?,
            count: number(entry.times.count),
            count_30_days: sum(DAYS_LISTED),
            count_90_days: sum(DAYS_KEPT),
            days: last(listed).filter_map(day_count).collect(),
            properties: number(entry.noted),
            properties_not_catalogued: number(entry.beyond),
            decisions: self.decisions.iter().filter(is_own).cloned().collect(),
            drift: self.drift.iter().filter(is_of).cloned().collect(),
        })
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a share needs no more than fifteen digits"
    )]
    fn property(
        &self,
        key: &Key,
        entry: &Entry,
        called: String,
        property: Property,
    ) -> Result<PropertyDetail, CustomersError> {
        let (kind, name) = key;
        let decisions: Vec<Decision> = self
            .decisions
            .iter()
            .filter(|decision| decision.kind == scope(*kind) && decision.name == *name)
            .filter(|decision| decision.property.as_ref() == Some(&called))
            .cloned()
            .collect();
        let is_personal = decisions
            .iter()
            .any(|known| known.decision == DecisionKind::Personal);
        let drift = self.watch.property(key, entry, (&called, &property));
        let mut types = Vec::with_capacity(property.types.len());
        for (kind, times) in &property.types {
            types.push(TypeCount {
                r#type: *kind,
                count: number(times.count),
                first_seen_at: moment(times.first, "types")?,
                last_seen_at: moment(times.last, "types")?,
            });
        }
        types.sort_by_key(|kind| std::cmp::Reverse(kind.count));
        Ok(PropertyDetail {
            first_seen_at: moment(property.times.first, "first_seen_at")?,
            last_seen_at: moment(property.times.last, "last_seen_at")?,
            count: number(property.times.count),
            share: property.times.count as f64 / entry.times.count.max(1) as f64,
            types,
            // What was noted before the mark is erased with it; nothing shows it meanwhile either.
            examples: if is_personal {
                Vec::new()
            } else {
                property.examples
            },
            personal: is_personal,
            presumed_personal: is_presumed_personal(&called, has_traits(*kind)),
            name: called,
            decisions,
            drift: drift.into_iter().collect(),
        })
    }
}

fn day_count((day, count): &(i64, i64)) -> Option<DayCount> {
    let day: Date = EPOCH.checked_add(Span::new().try_days(*day).ok()?).ok()?;
    let count = number(*count);
    Some(DayCount { day, count })
}

fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

fn moment(micros: i64, column: &'static str) -> Result<Timestamp, CustomersError> {
    Ok(::store::instant(micros, "catalogue", column, &micros)?)
}

fn read_cursor(text: &str) -> Result<Key, CustomersError> {
    let invalid = || CustomersError::CursorInvalid(text.to_owned());
    let (kind, name) = text.split_once(':').ok_or_else(invalid)?;
    Ok((kind.parse().map_err(|_| invalid())?, name.to_owned()))
}
