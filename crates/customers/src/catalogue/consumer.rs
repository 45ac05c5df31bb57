//! The consumer of the log that keeps the catalogue: a slice of events is added up in memory and written at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ::store::{ConsumeError, Consumer, Effect, Event, StoreError, Tx, on};
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::limits::{DAYS_KEPT, PROPERTIES_MAX, PROPERTIES_TOTAL_MAX};
use super::noted::Noted;
use super::property::{Property, Times};
use super::shelf::{Entry, Shelf, entry_id, property_id};
use super::statements as sql;
use crate::fact::FactKind;

/// Keeps the catalogue.
#[derive(Clone, Debug)]
pub struct Cataloguer {
    zone: TimeZone,
}

/// An event: id, kind, name, first seen, last seen, events, properties, beyond.
pub(super) type EntryRow = (i64, String, String, i64, i64, i64, i64, i64);
/// A property: event's id, name, first seen, last seen, events, types, examples.
pub(super) type PropertyRow = (i64, String, i64, i64, i64, String, String);

impl Cataloguer {
    /// One that counts by the days of a time zone.
    pub const fn new(zone: TimeZone) -> Self {
        Self { zone }
    }

    fn day(&self, micros: i64) -> i64 {
        Timestamp::from_microsecond(micros).map_or(0, |at| day_of(at, &self.zone))
    }
}

/// The business day of an instant, days since 1970-01-01.
pub(super) fn day_of(at: Timestamp, zone: &TimeZone) -> i64 {
    let days = at.to_zoned(zone.clone()).date() - EPOCH;
    i64::from(days.get_days())
}

/// The first of the days that are counted.
pub(super) const EPOCH: Date = date(1970, 1, 1);

#[async_trait]
impl Consumer for Cataloguer {
    fn name(&self) -> &'static str {
        "catalogue"
    }

    fn read<'a>(&'a self, events: &'a [Event]) -> Result<Box<dyn Effect + 'a>, ConsumeError> {
        let noted = events.iter().filter_map(Noted::of).collect();
        let received_at = events.last().map(|last| last.received_at.as_microsecond());
        Ok(Box::new(Noting {
            cataloguer: self,
            noted,
            received_at,
        }))
    }

    async fn reset(&self, tx: &mut Tx) -> Result<(), StoreError> {
        for text in sql::FORGET {
            on!(tx, conn => sqlx::query(text).execute(conn).await.map(drop)?);
        }
        Ok(())
    }
}

/// What there is to note of events.
struct Noting<'a> {
    cataloguer: &'a Cataloguer,
    noted: Vec<Noted<'a>>,
    /// The receipt of the last event, where there is one, in microseconds.
    received_at: Option<i64>,
}

#[async_trait]
impl Effect for Noting<'_> {
    async fn apply(self: Box<Self>, tx: &mut Tx) -> Result<(), ConsumeError> {
        let Some(received_at) = self.received_at else {
            return Ok(());
        };
        let newest_day: i64 = on!(tx, conn => sqlx::query_scalar(sql::LOCK).fetch_one(conn).await?);
        let mut shelf = load(tx, &self.noted).await?;
        for one in &self.noted {
            shelf.take(one, self.cataloguer.day(one.received_at));
        }
        keep(tx, &shelf).await?;
        let day = newest_day.max(self.cataloguer.day(received_at));
        if day > newest_day {
            on!(tx, conn => {
                let query = sqlx::query(sql::FORGET_DAYS).bind(day - DAYS_KEPT);
                query.execute(conn).await.map(drop)?;
            });
        }
        on!(tx, conn => {
            let query = sqlx::query(sql::NOTE_STATE).bind(day).bind(received_at);
            query.execute(conn).await.map(drop)?;
        });
        Ok(())
    }
}

async fn load(tx: &mut Tx, noted: &[Noted<'_>]) -> Result<Shelf, StoreError> {
    let mut shelf = Shelf {
        personal: personal(tx).await?,
        ..Shelf::default()
    };
    // What each event of the slice is called, and what those of that name carry.
    let mut wanted: HashMap<(FactKind, &str), BTreeSet<&str>> = HashMap::new();
    for one in noted.iter().filter(|one| one.is_fit()) {
        let names = wanted.entry((one.kind, &one.name)).or_default();
        names.extend(
            one.properties
                .keys()
                .take(PROPERTIES_MAX)
                .map(String::as_str),
        );
    }
    let ids: Vec<i64> = wanted
        .keys()
        .map(|(kind, name)| entry_id(*kind, name))
        .collect();
    for (text, chunk) in sql::FIND_EVENTS.padded(tx.kind(), &ids) {
        let rows: Vec<EntryRow> = on!(tx, conn => {
            let mut query = sqlx::query_as(text);
            for id in chunk {
                query = query.bind(id);
            }
            query.fetch_all(conn).await?
        });
        for row in rows {
            let (key, entry) = entry(row)?;
            shelf.entries.insert(key, entry);
        }
    }
    let known = wanted.iter().filter_map(|((kind, name), properties)| {
        let entry = shelf.entries.get(&(*kind, (*name).to_owned()))?;
        Some(properties.iter().map(|name| property_id(entry.id, name)))
    });
    let ids: Vec<i64> = known.flatten().collect();
    let found = properties(tx, &ids).await?;
    // Something is new: whether there is room for it is told by what is noted.
    if shelf.entries.len() < wanted.len() || found.len() < ids.len() {
        let total;
        (shelf.names, total) = names(tx).await?;
        shelf.room = PROPERTIES_TOTAL_MAX.saturating_sub(total);
    }
    let places: HashMap<i64, (FactKind, String)> = shelf
        .entries
        .iter()
        .map(|(key, entry)| (entry.id, key.clone()))
        .collect();
    for (event_id, name, property) in found {
        if let Some(entry) = places
            .get(&event_id)
            .and_then(|key| shelf.entries.get_mut(key))
        {
            entry.properties.insert(name, property);
        }
    }
    Ok(shelf)
}

async fn personal(tx: &mut Tx) -> Result<BTreeSet<(FactKind, String, String)>, StoreError> {
    let rows: Vec<(String, String, String)> =
        on!(tx, conn => sqlx::query_as(sql::PERSONAL).fetch_all(conn).await?);
    let marks = rows.into_iter().filter_map(|(kind, name, property)| {
        let kind = kind.parse().ok()?;
        Some((kind, name, property))
    });
    Ok(marks.collect())
}

/// The names noted by kind, and the properties of all of them.
async fn names(tx: &mut Tx) -> Result<(BTreeMap<FactKind, usize>, usize), StoreError> {
    let rows: Vec<(String, i64, i64)> =
        on!(tx, conn => sqlx::query_as(sql::COUNT_NAMES).fetch_all(conn).await?);
    let (mut names, mut total) = (BTreeMap::new(), 0_usize);
    for (kind, count, properties) in rows {
        let number = |count: i64| usize::try_from(count).unwrap_or(usize::MAX);
        total = total.saturating_add(number(properties));
        if let Ok(kind) = kind.parse() {
            names.insert(kind, number(count));
        }
    }
    Ok((names, total))
}

async fn properties(tx: &mut Tx, ids: &[i64]) -> Result<Vec<(i64, String, Property)>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for (text, chunk) in sql::FIND_PROPERTIES.padded(tx.kind(), ids) {
        let rows: Vec<PropertyRow> = on!(tx, conn => {
            let mut query = sqlx::query_as(text);
            for id in chunk {
                query = query.bind(id);
            }
            query.fetch_all(conn).await?
        });
        for row in rows {
            found.push(property(row)?);
        }
    }
    Ok(found)
}

/// An event of its row.
pub(super) fn entry(row: EntryRow) -> Result<((FactKind, String), Entry), StoreError> {
    let (id, kind, name, first, last, count, noted, beyond) = row;
    let kind = kind.parse();
    let kind = kind.map_err(|_| StoreError::corrupt("catalogue_event", "kind", id))?;
    let entry = Entry {
        id,
        times: Times { count, first, last },
        noted,
        beyond,
        properties: HashMap::new(),
        changed: BTreeSet::new(),
    };
    Ok(((kind, name), entry))
}

/// A property of its row, with the event's id and its name.
pub(super) fn property(row: PropertyRow) -> Result<(i64, String, Property), StoreError> {
    let (event_id, name, first, last, count, types, examples) = row;
    let corrupt = |column| StoreError::corrupt("catalogue_property", column, &name);
    let property = Property {
        times: Times { count, first, last },
        types: serde_json::from_str(&types).map_err(|_| corrupt("types"))?,
        examples: serde_json::from_str(&examples).map_err(|_| corrupt("examples"))?,
    };
    Ok((event_id, name, property))
}

async fn keep(tx: &mut Tx, shelf: &Shelf) -> Result<(), StoreError> {
    keep_events(tx, shelf).await?;
    keep_properties(tx, shelf).await?;
    let days: Vec<_> = shelf.days.iter().collect();
    for (text, chunk) in sql::COUNT_DAYS.exact(tx.kind(), &days) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for ((event, day), events) in chunk {
                query = query.bind(*event).bind(*day).bind(**events);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    for (kind, events) in &shelf.beyond {
        on!(tx, conn => {
            let query = sqlx::query(sql::COUNT_BEYOND).bind(kind.as_str()).bind(*events);
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}

async fn keep_events(tx: &mut Tx, shelf: &Shelf) -> Result<(), StoreError> {
    let entries: Vec<_> = shelf.entries.iter().collect();
    for (text, chunk) in sql::KEEP_EVENTS.exact(tx.kind(), &entries) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for ((kind, name), entry) in chunk {
                query = query.bind(entry.id).bind(kind.as_str()).bind(name);
                query = query.bind(entry.times.first).bind(entry.times.last).bind(entry.times.count);
                query = query.bind(entry.noted).bind(entry.beyond);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}

async fn keep_properties(tx: &mut Tx, shelf: &Shelf) -> Result<(), StoreError> {
    let changed = shelf.entries.values().flat_map(|entry| {
        let changed = entry.changed.iter();
        changed.filter_map(move |name| Some((entry.id, name, entry.properties.get(name)?)))
    });
    let changed: Vec<_> = changed.collect();
    for (text, chunk) in sql::KEEP_PROPERTIES.exact(tx.kind(), &changed) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for (entry, name, property) in chunk {
                // Numbers and texts always have a JSON form.
                let types = serde_json::to_string(&property.types).unwrap_or_default();
                let examples = serde_json::to_string(&property.examples).unwrap_or_default();
                let times = property.times;
                query = query.bind(property_id(*entry, name)).bind(*entry).bind(*name);
                query = query.bind(times.first).bind(times.last).bind(times.count);
                query = query.bind(types).bind(property.typed_at()).bind(examples);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}
