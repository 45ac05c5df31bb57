//! Drift: what changed lately in what arrives.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::property::{Property, Times};
use super::shelf::Entry;
use super::value::ValueType;
use crate::fact::FactKind;

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Drifted {
    /// Events of this kind and name came for the first time.
    NewEvent,
    /// A property came for the first time, and its event had been there before.
    NewProperty,
    /// A property comes in another type than before.
    TypeChanged,
    /// Events of this kind and name came often, and come no more.
    EventCeased,
    /// A property came often, and its event comes without it.
    PropertyCeased,
}

/// Something that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// The kind of the events.
    pub kind: FactKind,
    /// Their name.
    pub name: String,
    /// What changed.
    pub what: Drifted,
    /// The property; none where the event itself is meant.
    pub property: Option<String>,
    /// When: the first time of what is new, the last time of what ceased.
    pub since: Timestamp,
    /// What happened, as a sentence.
    pub detail: String,
}

/// What comes within a day of the first is no news.
const FIRST_DAY: i64 = 24 * 3_600 * 1_000_000;
/// What came less often may just be rare.
const OFTEN: i64 = 10;
/// What ceased longer ago is no longer told.
const CEASED_DAYS_MAX: i64 = 90;

/// From when on changes are looked for.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    /// When the catalogue begins, microseconds since 1970.
    pub(super) begun: i64,
    /// Changes before this are no longer told.
    pub(super) since: i64,
    /// What ceased before this is no longer told.
    pub(super) gone: i64,
    /// The zone of the dates in sentences.
    pub(super) zone: TimeZone,
}

impl Watch {
    /// Looks back so many days.
    pub(super) fn new(now: Timestamp, days: u16, begun: i64, zone: TimeZone) -> Self {
        let back = |days: i64| {
            let age = SignedDuration::from_hours(24 * days);
            now.checked_sub(age)
                .unwrap_or(Timestamp::MIN)
                .as_microsecond()
        };
        Self {
            begun,
            since: back(i64::from(days)),
            gone: back(i64::from(days) + CEASED_DAYS_MAX),
            zone,
        }
    }

    /// How an event drifted itself.
    pub(super) fn event(&self, (kind, name): &(FactKind, String), entry: &Entry) -> Option<Drift> {
        let times = entry.times;
        let drift = |what, at, detail| Self::drift((*kind, name), what, None, (at, detail));
        let subject = subject(*kind, name);
        if times.first >= self.since && times.first > self.begun.saturating_add(FIRST_DAY) {
            let detail = format!("{subject} comes since {}", self.day(times.first));
            return Some(drift(Drifted::NewEvent, times.first, detail));
        }
        self.has_ceased(times).then(|| {
            let detail = format!("{subject} came last on {}", self.day(times.last));
            drift(Drifted::EventCeased, times.last, detail)
        })
    }

    /// How a property of an event drifted.
    pub(super) fn property(
        &self,
        (kind, name): &(FactKind, String),
        entry: &Entry,
        (called, property): (&str, &Property),
    ) -> Option<Drift> {
        let times = property.times;
        let drift = |what, at, detail| {
            Self::drift((*kind, name), what, Some(called.to_owned()), (at, detail))
        };
        if times.first >= self.since && times.first > entry.times.first.saturating_add(FIRST_DAY) {
            let detail = format!("`{called}` comes since {}", self.day(times.first));
            return Some(drift(Drifted::NewProperty, times.first, detail));
        }
        if let Some((new, before, at)) = changed_type(property)
            && at >= self.since
        {
            let (new, before) = (new.as_str(), before.as_str());
            let detail = format!(
                "`{called}` comes as {new} since {}, before as {before}",
                self.day(at)
            );
            return Some(drift(Drifted::TypeChanged, at, detail));
        }
        // When the event itself has ceased, that is told.
        (self.has_ceased(times) && entry.times.last >= self.since).then(|| {
            let detail = format!(
                "`{called}` came last on {}, and {} comes without it",
                self.day(times.last),
                subject(*kind, name)
            );
            drift(Drifted::PropertyCeased, times.last, detail)
        })
    }

    const fn has_ceased(&self, times: Times) -> bool {
        times.last < self.since && times.last >= self.gone && times.count >= OFTEN
    }

    fn drift(
        (kind, name): (FactKind, &str),
        what: Drifted,
        property: Option<String>,
        (at, detail): (i64, String),
    ) -> Drift {
        Drift {
            kind,
            name: name.to_owned(),
            what,
            property,
            since: Timestamp::from_microsecond(at).unwrap_or(Timestamp::MIN),
            detail,
        }
    }

    fn day(&self, micros: i64) -> String {
        let at = Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MIN);
        at.to_zoned(self.zone.clone()).date().to_string()
    }
}

fn subject(kind: FactKind, name: &str) -> String {
    if name.is_empty() {
        format!("`{}`", kind.as_str())
    } else {
        format!("`{name}`")
    }
}

/// The type that came last, the one before it, and when it came first. Nothing is no type; a date among texts is a text,
/// a text among dates is not a date.
fn changed_type(property: &Property) -> Option<(ValueType, ValueType, i64)> {
    let mut types: Vec<(i64, ValueType)> = property
        .types
        .iter()
        .filter(|(kind, _)| **kind != ValueType::Null)
        .map(|(kind, times)| (times.first, *kind))
        .collect();
    types.sort();
    let (at, new) = types.pop()?;
    let (first, before) = types.pop()?;
    let is_text = new == ValueType::Instant && property.types.contains_key(&ValueType::Text);
    // What comes in several types from its first day on was never of one.
    (!is_text && at > first).then_some((new, before, at))
}
