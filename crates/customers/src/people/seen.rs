//! What the log told of one customer or visitor.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::acquisition::Acquisition;
use super::told::{Moment, Told};
use crate::fact::{Fact, FactKind};

/// The name of the event by which tracking libraries tell of an order.
const ORDERED: &str = "Order Completed";

/// What the log told: counts, the first and the last time, and what was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Seen {
    /// The earliest event, in microseconds; no meaning without events.
    pub(crate) first_at: i64,
    /// The latest event, in microseconds.
    pub(crate) last_at: i64,
    /// Events of all kinds.
    pub(crate) events: i64,
    /// Pages and screens among them.
    pub(crate) pages: i64,
    /// Orders among them.
    pub(crate) orders: i64,
    /// What was said.
    pub(crate) sayings: Sayings,
}

/// What was said, each with its moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sayings {
    /// Traits by name.
    #[serde(default, skip_serializing_if = "Told::is_empty")]
    pub(crate) traits: Told,
    /// Consents by purpose, as they were told.
    #[serde(default, skip_serializing_if = "Told::is_empty")]
    pub(crate) consents: Told,
    /// The first campaign or referrer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) acquisition: Option<Acquisition>,
    /// When the latest event was, and its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last: Option<(Moment, i64)>,
    /// The kinds of contacts that the log made theirs.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) marks: BTreeSet<String>,
}

impl Seen {
    /// Counts an event in.
    pub(crate) fn count(&mut self, fact: &Fact, moment: Moment) {
        self.span(moment.at, moment.at);
        self.events += 1;
        self.pages += i64::from(matches!(fact.kind, FactKind::Page | FactKind::Screen));
        let is_order = fact.kind == FactKind::Order
            || (fact.kind == FactKind::Track && fact.name.as_deref() == Some(ORDERED));
        self.orders += i64::from(is_order);
    }

    /// Notes what an event says; tells whether a trait was noted.
    pub(crate) fn note(&mut self, fact: &Fact, moment: Moment, source: i64) -> bool {
        let said = &mut self.sayings;
        said.last = said.last.max(Some((moment, source)));
        said.acquisition = Acquisition::earlier(
            said.acquisition.take(),
            Acquisition::of(&fact.context, moment),
        );
        for (purpose, value) in consents(&fact.context) {
            said.consents.say(purpose, value, moment);
        }
        // A group's traits are the group's, a product's the product's.
        if matches!(fact.kind, FactKind::Group | FactKind::Product) {
            return false;
        }
        let mut is_noted = false;
        for (name, value) in &fact.traits {
            is_noted |= said.traits.say(name, value, moment);
        }
        is_noted
    }

    /// Adds what was seen elsewhere: of a visitor who turns out to be this customer.
    pub(crate) fn join(&mut self, other: &Self) {
        if other.events == 0 {
            return;
        }
        self.span(other.first_at, other.last_at);
        self.events += other.events;
        self.pages += other.pages;
        self.orders += other.orders;
        let (said, more) = (&mut self.sayings, &other.sayings);
        said.traits.join(&more.traits);
        said.consents.join(&more.consents);
        said.acquisition = Acquisition::earlier(said.acquisition.take(), more.acquisition.clone());
        said.last = said.last.max(more.last);
    }

    fn span(&mut self, first: i64, last: i64) {
        let is_first = self.events == 0;
        self.first_at = if is_first {
            first
        } else {
            self.first_at.min(first)
        };
        self.last_at = if is_first {
            last
        } else {
            self.last_at.max(last)
        };
    }
}

/// The consents in a context: by category, or as plain answers.
fn consents(context: &Map<String, Value>) -> impl Iterator<Item = (&str, &Value)> {
    let consent = context.get("consent").and_then(Value::as_object);
    let categories = consent.and_then(|consent| consent.get("categoryPreferences")?.as_object());
    categories
        .or(consent)
        .into_iter()
        .flatten()
        .filter(|(_, value)| value.is_boolean() || value.is_string())
        .map(|(purpose, value)| (purpose.as_str(), value))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::*;
    use crate::fact::Who;

    fn fact(kind: FactKind, context: Value) -> Fact {
        let mut fact = Fact::new(kind, "m", Timestamp::UNIX_EPOCH, Who::default());
        if let Value::Object(context) = context {
            fact.context = context;
        }
        fact
    }

    fn at(at: i64) -> Moment {
        Moment { at, position: at }
    }

    #[test]
    fn parts_join_to_the_whole() {
        let mut order = fact(
            FactKind::Track,
            json!({"consent": {"categoryPreferences": {"Advertising": true}}}),
        );
        order.name = Some("Order Completed".to_owned());
        order.traits.insert("plan".to_owned(), json!("pro"));
        let page = fact(
            FactKind::Page,
            json!({"campaign": {"source": "mail"}, "consent": {"Advertising": false}}),
        );
        let (mut whole, mut left, mut right) = (Seen::default(), Seen::default(), Seen::default());
        for (seen, fact, moment) in [(1, &page, at(5)), (0, &order, at(9)), (1, &page, at(2))] {
            for seen in [&mut whole, [&mut left, &mut right][seen]] {
                seen.count(fact, moment);
                seen.note(fact, moment, 7);
            }
        }
        left.join(&right);
        assert_eq!(left, whole);
        assert_eq!((whole.first_at, whole.last_at), (2, 9));
        assert_eq!((whole.events, whole.pages, whole.orders), (3, 2, 1));
        assert_eq!(
            whole.sayings.consents.get("Advertising").unwrap().0,
            json!(true)
        );
        assert_eq!(whole.sayings.acquisition.unwrap().moment, at(2));
        assert_eq!(whole.sayings.last, Some((at(9), 7)));
    }

    #[test]
    fn the_traits_of_a_group_are_not_a_persons() {
        let mut group = fact(FactKind::Group, json!({}));
        group.traits.insert("industry".to_owned(), json!("toys"));
        let mut seen = Seen::default();
        assert!(!seen.note(&group, at(1), 1));
        assert!(seen.sayings.traits.is_empty());
    }
}
