//! A property as it is noted: how often, since when, of which types, with which examples.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::limits::EXAMPLES_MAX;
use super::value::{ValueType, example};

/// How often, and when, in microseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Times {
    #[serde(rename = "n")]
    pub(super) count: i64,
    #[serde(rename = "a")]
    pub(super) first: i64,
    #[serde(rename = "z")]
    pub(super) last: i64,
}

impl Times {
    /// None yet.
    pub(super) const NONE: Self = Self {
        count: 0,
        first: i64::MAX,
        last: i64::MIN,
    };

    pub(super) fn note(&mut self, at: i64) {
        self.count += 1;
        self.first = self.first.min(at);
        self.last = self.last.max(at);
    }
}

/// What is noted of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Property {
    pub(super) times: Times,
    pub(super) types: BTreeMap<ValueType, Times>,
    pub(super) examples: Vec<String>,
}

impl Property {
    /// One that did not come yet.
    pub(super) const fn new() -> Self {
        Self {
            times: Times::NONE,
            types: BTreeMap::new(),
            examples: Vec::new(),
        }
    }

    /// Notes a value; `is_shown` says whether it may be an example.
    pub(super) fn note(&mut self, json: &str, at: i64, is_shown: bool) {
        self.times.note(at);
        let of_type = self.types.entry(ValueType::of(json));
        of_type.or_insert(Times::NONE).note(at);
        if is_shown
            && self.examples.len() < EXAMPLES_MAX
            && let Some(example) = example(json)
            && !self.examples.contains(&example)
        {
            self.examples.push(example);
        }
    }

    /// The first time of the type that came last.
    pub(super) fn typed_at(&self) -> i64 {
        let first = self.types.values().map(|times| times.first);
        first.max().unwrap_or(self.times.first)
    }
}
