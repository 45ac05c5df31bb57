//! Decisions as the doors apply them, before an event enters the log.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::decision::{Decision, DecisionId, DecisionKind, is_open};
use super::shelf::scope;
use crate::fact::{Fact, FactKind};

/// What is to be done with a name.
#[derive(Clone, Debug)]
enum Ruling {
    Rename(DecisionId, String),
    Forbid(DecisionId),
}

/// The decisions that doors apply, ready to be looked up.
#[derive(Clone, Debug, Default)]
pub struct Rulings {
    events: HashMap<FactKind, HashMap<String, Ruling>>,
    properties: HashMap<FactKind, HashMap<String, Vec<(String, Ruling)>>>,
    personal: HashMap<FactKind, HashMap<String, Vec<String>>>,
}

/// What decisions made of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Judged {
    /// It is taken.
    Taken {
        /// As it is to be taken.
        fact: Fact,
        /// The properties that were dropped.
        dropped: Vec<String>,
        /// The decisions that were applied.
        applied: Vec<DecisionId>,
    },
    /// It is not taken.
    Forbidden {
        /// As it was sent.
        fact: Fact,
        /// By this decision.
        by: DecisionId,
    },
}

impl Rulings {
    /// Those of some decisions.
    pub fn of(decisions: &[Decision]) -> Self {
        let mut rulings = Self::default();
        for decision in decisions {
            let name = decision.name.clone();
            let ruling = match (decision.decision, &decision.to) {
                (DecisionKind::Rename, Some(to)) => Ruling::Rename(decision.id, to.clone()),
                (DecisionKind::Rename, None) => continue,
                (DecisionKind::Forbid, _) => Ruling::Forbid(decision.id),
                (DecisionKind::Personal, _) => {
                    let of_kind = rulings.personal.entry(decision.kind).or_default();
                    let marked = of_kind.entry(name).or_default();
                    marked.extend(decision.property.clone());
                    continue;
                }
            };
            match &decision.property {
                None => {
                    let of_kind = rulings.events.entry(decision.kind).or_default();
                    of_kind.insert(name, ruling);
                }
                Some(property) => {
                    let of_kind = rulings.properties.entry(decision.kind).or_default();
                    of_kind
                        .entry(name)
                        .or_default()
                        .push((property.clone(), ruling));
                }
            }
        }
        rulings
    }

    /// Whether there is nothing to apply at a door.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.properties.is_empty()
    }

    /// Applies the decisions to a fact as it was sent: its name first, then what it carries, by the name that it has then.
    pub fn judge(&self, mut fact: Fact) -> Judged {
        let (mut dropped, mut applied) = (Vec::new(), Vec::new());
        if let Some(Ruling::Rename(id, to)) = self.on_event(&fact) {
            applied.push(*id);
            fact.name = Some(to.clone());
        }
        if let Some(Ruling::Forbid(id)) = self.on_event(&fact) {
            return Judged::Forbidden { by: *id, fact };
        }
        let name = named(&fact);
        let of_kind = self
            .properties
            .get(&scope(fact.kind))
            .filter(|_| is_open(fact.kind));
        for (property, ruling) in of_kind
            .and_then(|of_kind| of_kind.get(name))
            .into_iter()
            .flatten()
        {
            let carried = if fact.traits.is_empty() {
                &mut fact.properties
            } else {
                &mut fact.traits
            };
            apply(carried, property, ruling, &mut dropped, &mut applied);
        }
        Judged::Taken {
            fact,
            dropped,
            applied,
        }
    }

    /// Puts null in the place of personal values, and tells where they were: `properties.…`, `traits.…`, `context.traits.…`.
    pub fn hide(&self, fact: &mut Fact) -> Vec<String> {
        let mut hidden = Vec::new();
        self.on_personal(fact, |place, carried, name| {
            if let Some(value) = carried.get_mut(name) {
                *value = Value::Null;
                hidden.push(format!("{place}.{name}"));
            }
        });
        hidden
    }

    /// Takes personal values out.
    pub fn leave_out(&self, fact: &mut Fact) {
        self.on_personal(fact, |_, carried, name| drop(carried.remove(name)));
    }

    /// Does something with each place where a value may be that is marked as personal.
    fn on_personal(
        &self,
        fact: &mut Fact,
        mut act: impl FnMut(&'static str, &mut Map<String, Value>, &str),
    ) {
        if self.personal.is_empty() {
            return;
        }
        let marked = |kind: FactKind, name: &str| {
            let of_kind = self.personal.get(&kind);
            of_kind
                .and_then(|of_kind| of_kind.get(name))
                .into_iter()
                .flatten()
        };
        let names: Vec<&String> = marked(scope(fact.kind), named(fact)).collect();
        for name in names {
            act("properties", &mut fact.properties, name);
            act("traits", &mut fact.traits, name);
        }
        // Libraries repeat the traits of the person with every event.
        if let Some(Value::Object(traits)) = fact.context.get_mut("traits") {
            for name in marked(FactKind::Identify, "") {
                act("context.traits", traits, name);
            }
        }
    }

    fn on_event(&self, fact: &Fact) -> Option<&Ruling> {
        self.events.get(&fact.kind)?.get(named(fact))
    }
}

/// The name under which decisions know a fact.
fn named(fact: &Fact) -> &str {
    match fact.kind {
        FactKind::Track | FactKind::Page | FactKind::Screen | FactKind::Form => {
            fact.name.as_deref().unwrap_or_default()
        }
        _ => "",
    }
}

/// Where a fact carries a value under both names, the one under the new name stays.
fn apply(
    carried: &mut Map<String, Value>,
    property: &str,
    ruling: &Ruling,
    dropped: &mut Vec<String>,
    applied: &mut Vec<DecisionId>,
) {
    let Some(value) = carried.remove(property) else {
        return;
    };
    match ruling {
        Ruling::Rename(id, to) => {
            applied.push(*id);
            carried.entry(to.clone()).or_insert(value);
        }
        Ruling::Forbid(id) => {
            applied.push(*id);
            dropped.push(property.to_owned());
        }
    }
}
