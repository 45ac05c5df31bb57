//! What was decided on events and properties, applied to what a body brought.

use std::collections::BTreeMap;

use super::{Reason, RefusedEvent, Tracked};
use crate::catalogue::{DecisionId, Judged, Rulings};

/// Dropped properties that an answer names.
const DROPPED_MAX: usize = 100;

/// A property that was not taken with its event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DroppedProperty {
    /// The event's place among what was sent, from 0.
    pub index: usize,
    /// The event's id.
    pub message_id: String,
    /// The property's name.
    pub property: String,
}

/// What decisions did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ruled {
    /// Properties that were dropped, the first hundred.
    pub dropped: Vec<DroppedProperty>,
    /// How often each decision was applied.
    pub applied: BTreeMap<DecisionId, u64>,
}

impl Tracked {
    /// Applies decisions: renames, drops, and refuses what is forbidden.
    pub fn rule(&mut self, rulings: &Rulings) -> Ruled {
        let mut ruled = Ruled::default();
        if rulings.is_empty() {
            return ruled;
        }
        let facts = std::mem::take(&mut self.facts);
        for (index, fact) in facts {
            match rulings.judge(fact) {
                Judged::Taken {
                    fact,
                    dropped,
                    applied,
                } => {
                    for id in applied {
                        *ruled.applied.entry(id).or_default() += 1;
                    }
                    let room = DROPPED_MAX.saturating_sub(ruled.dropped.len());
                    let named = dropped.into_iter().map(|property| DroppedProperty {
                        index,
                        message_id: fact.message_id.clone(),
                        property,
                    });
                    ruled.dropped.extend(named.take(room));
                    self.facts.push((index, fact));
                }
                Judged::Forbidden { fact, by } => {
                    *ruled.applied.entry(by).or_default() += 1;
                    self.refused.push(RefusedEvent {
                        index,
                        reason: Reason::Forbidden {
                            name: fact.name.clone().unwrap_or_default(),
                        },
                        text: fact.body(),
                        message_id: Some(fact.message_id),
                    });
                }
            }
        }
        self.refused.sort_by_key(|refused| refused.index);
        ruled
    }
}
