//! The part of the catalogue that some events concern, in memory while they are noted.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sha2::{Digest as _, Sha256};

use super::limits::{PROPERTIES_MAX, is_fit, names_max};
use super::noted::{Noted, has_traits};
use super::property::{Property, Times};
use super::value::is_presumed_personal;
use crate::fact::FactKind;

/// A kind and a name.
pub(super) type Key = (FactKind, String);

/// An event as it is noted.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) id: i64,
    pub(super) times: Times,
    /// How many properties are noted, also those that are not loaded.
    pub(super) noted: i64,
    pub(super) beyond: i64,
    /// Those that are loaded or new.
    pub(super) properties: HashMap<String, Property>,
    /// Those that changed.
    pub(super) changed: BTreeSet<String>,
}

/// The part of the catalogue that some events concern.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pub(super) entries: HashMap<Key, Entry>,
    /// Properties for which there is room.
    pub(super) room: usize,
    /// Names noted, by kind.
    pub(super) names: BTreeMap<FactKind, usize>,
    /// Events by entry and day.
    pub(super) days: BTreeMap<(i64, i64), i64>,
    /// Events whose names are beyond the limits.
    pub(super) beyond: BTreeMap<FactKind, i64>,
    /// Properties that are marked as personal, by the event's kind and name.
    pub(super) personal: BTreeSet<(FactKind, String, String)>,
}

/// The kind by which decisions on what a fact carries are kept: traits are the customer's, whatever told them.
pub(crate) const fn scope(kind: FactKind) -> FactKind {
    match kind {
        FactKind::Customer => FactKind::Identify,
        other => other,
    }
}

/// The id of an entry: a replay gives the same.
pub(super) fn entry_id(kind: FactKind, name: &str) -> i64 {
    digest(&[kind.as_str().as_bytes(), b"\0", name.as_bytes()])
}

/// The id of a property.
pub(super) fn property_id(entry: i64, name: &str) -> i64 {
    digest(&[&entry.to_le_bytes(), name.as_bytes()])
}

fn digest(parts: &[&[u8]]) -> i64 {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
    }
    let mut first = [0; 8];
    first.copy_from_slice(&digest.finalize()[..8]);
    i64::from_le_bytes(first) & i64::MAX
}

impl Shelf {
    /// Notes an event that came on a business day.
    pub(super) fn take(&mut self, noted: &Noted<'_>, day: i64) {
        let key = (noted.kind, noted.name.clone().into_owned());
        let Some(entry) = self.entry(&key, noted) else {
            *self.beyond.entry(noted.kind).or_default() += 1;
            return;
        };
        let id = entry.id;
        *self.days.entry((id, day)).or_default() += 1;
        let Some(entry) = self.entries.get_mut(&key) else {
            return;
        };
        entry.times.note(noted.received_at);
        let is_trait = has_traits(noted.kind);
        let mark = |name: &str| (scope(noted.kind), key.1.clone(), name.to_owned());
        for (at, (name, json)) in noted.properties.iter().enumerate() {
            let Some(property) = entry.property(name, at, &mut self.room) else {
                entry.beyond += 1;
                continue;
            };
            let is_personal = is_presumed_personal(name, is_trait)
                || (!self.personal.is_empty() && self.personal.contains(&mark(name)));
            property.note(json.get(), noted.received_at, !is_personal);
            if !entry.changed.contains(name) {
                entry.changed.insert(name.clone());
            }
        }
    }

    /// The entry of an event, a new one where there is room.
    fn entry(&mut self, key: &Key, noted: &Noted<'_>) -> Option<&mut Entry> {
        if !self.entries.contains_key(key) {
            let names = self.names.entry(key.0).or_default();
            if *names >= names_max(key.0) || !noted.is_fit() {
                return None;
            }
            *names += 1;
            let entry = Entry {
                id: entry_id(key.0, &key.1),
                times: Times::NONE,
                noted: 0,
                beyond: 0,
                properties: HashMap::new(),
                changed: BTreeSet::new(),
            };
            self.entries.insert(key.clone(), entry);
        }
        self.entries.get_mut(key)
    }
}

impl Entry {
    /// The property of a name, a new one where there is room. `at` is its place in its event: an event of ten thousand names
    /// has the first of them noted, and is not looked up for the others.
    fn property(&mut self, name: &str, at: usize, room: &mut usize) -> Option<&mut Property> {
        if at >= PROPERTIES_MAX || !is_fit(name) {
            return None;
        }
        if !self.properties.contains_key(name) {
            let is_full = usize::try_from(self.noted).is_ok_and(|noted| noted >= PROPERTIES_MAX);
            if is_full || *room == 0 {
                return None;
            }
            *room -= 1;
            self.noted += 1;
            self.properties.insert(name.to_owned(), Property::new());
        }
        self.properties.get_mut(name)
    }
}
