//! What many customers share is computed once.
//!
//! The orders of a customer who is still there follow from the number of repeat orders and the day of the first one; the last one
//! tells how probably that is. A million customers have some thousands of such pairs.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use lab::LabError;

use crate::calendar::Day;
use crate::value::model::ValueModel;
use crate::value::sample::Observed;

/// So many answers are kept at most; then it begins anew.
const KEPT: usize = 1 << 16;

/// What was asked. Numbers stand by their bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Asked {
    group: u32,
    repeats: u32,
    first_day: Day,
    as_of: Day,
    days: u64,
    daily_rate: u64,
}

/// Answers that were given before.
type Memory = HashMap<Asked, f64>;

/// The memories of one function and one model, each of which one thread uses at a time.
#[derive(Debug, Default)]
pub(crate) struct Memories(Mutex<Vec<Memory>>);

impl Memories {
    /// Lets somebody ask the model with a memory.
    pub(crate) fn with<A>(&self, model: &ValueModel, ask: impl FnOnce(&mut Lookup<'_>) -> A) -> A {
        let memory = self.lock().pop().unwrap_or_default();
        let mut lookup = Lookup {
            model,
            memory,
            traits: None,
        };
        let answer = ask(&mut lookup);
        self.lock().push(lookup.memory);
        answer
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Memory>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A model, and what it was asked before.
#[derive(Debug)]
pub(crate) struct Lookup<'a> {
    pub(crate) model: &'a ValueModel,
    memory: Memory,
    /// The text of traits that was asked for last, with its group.
    traits: Option<(String, u32)>,
}

impl Lookup<'_> {
    /// The group of customers with these traits.
    pub(crate) fn group(&mut self, traits: &str) -> u32 {
        if let Some((text, group)) = &self.traits
            && text == traits
        {
            return *group;
        }
        let group = self.model.purchases.coding().group(traits);
        self.traits = Some((traits.to_owned(), group));
        group
    }

    /// As [`ValueModel::discounted_orders`], to the last bit.
    pub(crate) fn discounted_orders(
        &mut self,
        observed: &Observed,
        as_of: Day,
        (days, daily_rate): (f64, f64),
    ) -> Result<f64, LabError> {
        let asked = Asked {
            group: observed.group,
            repeats: observed.repeats,
            first_day: observed.first_day,
            as_of,
            days: days.to_bits(),
            daily_rate: daily_rate.to_bits(),
        };
        let there = if let Some(&there) = self.memory.get(&asked) {
            there
        } else {
            let terms = (days, daily_rate);
            let there = self.model.orders_while_there(observed, as_of, terms)?;
            if self.memory.len() >= KEPT {
                self.memory.clear();
            }
            self.memory.insert(asked, there);
            there
        };
        Ok(self.model.p_alive(observed, as_of)? * there)
    }
}

#[cfg(test)]
mod tests {
    use lab::{PurchaseKind, PurchaseModel, Season};

    use super::*;

    #[test]
    fn answers_are_those_of_the_model() {
        let purchases = PurchaseModel::new(PurchaseKind::BgNbd, &[0.243, 30.9, 0.793, 2.426]);
        let model = ValueModel {
            purchases: purchases.unwrap().into(),
            season: Season::flat(),
            spend: None,
            mean_spend_minor: 100.0,
        };
        let memories = Memories::default();
        for _ in 0..2 {
            for last_day in [40, 60, 90] {
                let observed = Observed {
                    group: 0,
                    repeats: 3,
                    first_day: 10,
                    last_day,
                };
                for terms in [(365.0, 0.0), (365.0, 3e-4), (730.0, 3e-4)] {
                    let direct = model.discounted_orders(&observed, 100, terms).unwrap();
                    let looked_up = memories.with(&model, |lookup| {
                        lookup.discounted_orders(&observed, 100, terms).unwrap()
                    });
                    assert_eq!(direct.to_bits(), looked_up.to_bits());
                }
            }
        }
    }
}
