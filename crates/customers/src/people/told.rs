//! What was told, each with the instant at which it was: what is said later counts, in whatever order it arrives.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Names that one customer or visitor may have values for; further ones are left out.
const NAMES_MAX: usize = 500;

/// When something was said: the instant in microseconds, and among equal ones the place in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Moment {
    /// Microseconds since 1970, UTC.
    pub(crate) at: i64,
    /// The event's position.
    pub(crate) position: i64,
}

/// A value, and when it was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Said(pub(crate) Value, pub(crate) Moment);

/// Values by name. A null is kept: it says that there is none, and an older value does not come back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Told(BTreeMap<String, Said>);

impl Told {
    /// Notes a value, unless a later one is known; tells whether it was noted.
    pub(crate) fn say(&mut self, name: &str, value: &Value, moment: Moment) -> bool {
        let is_full = self.0.len() >= NAMES_MAX;
        let said = || Said(value.clone(), moment);
        match self.0.get_mut(name) {
            Some(known) if known.1 > moment => return false,
            Some(known) => *known = said(),
            None if is_full => return false,
            None => drop(self.0.insert(name.to_owned(), said())),
        }
        true
    }

    /// Notes all that another has.
    pub(crate) fn join(&mut self, other: &Self) {
        for (name, Said(value, moment)) in &other.0 {
            self.say(name, value, *moment);
        }
    }

    /// The value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&Said> {
        self.0.get(name)
    }

    /// All values by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Said)> {
        self.0.iter().map(|(name, said)| (name.as_str(), said))
    }

    /// Whether nothing was told.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn said() -> impl Strategy<Value = Vec<(u8, i64, i64)>> {
        prop::collection::vec((0_u8..4, 0_i64..5, 0_i64..9), 0..20)
    }

    fn told(all: &[(u8, i64, i64)]) -> Told {
        let mut told = Told::default();
        for &(name, at, position) in all {
            // One event says one thing of a name.
            let value = json!(at * 100 + position);
            told.say(&name.to_string(), &value, Moment { at, position });
        }
        told
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter(all in said(), seed in any::<u64>()) {
            let mut mixed = all.clone();
            mixed.sort_by_key(|said| seed.wrapping_mul(31 + u64::from(said.0)) ^ said.1.unsigned_abs().wrapping_mul(seed | 1));
            prop_assert_eq!(told(&all), told(&mixed));
        }

        #[test]
        fn joining_parts_is_as_one(left in said(), right in said()) {
            let mut joined = told(&left);
            joined.join(&told(&right));
            let whole: Vec<_> = left.iter().chain(&right).copied().collect();
            prop_assert_eq!(joined, told(&whole));
        }
    }

    #[test]
    fn an_older_value_does_not_come_back() {
        let mut told = Told::default();
        let moment = |at| Moment { at, position: 1 };
        assert!(told.say("plan", &json!("pro"), moment(5)));
        assert!(!told.say("plan", &json!("free"), moment(4)));
        assert!(told.say("plan", &Value::Null, moment(6)));
        assert!(!told.say("plan", &json!("pro"), moment(5)));
        assert_eq!(told.get("plan").unwrap().0, Value::Null);
    }

    #[test]
    fn names_are_bounded() {
        let mut told = Told::default();
        let moment = Moment { at: 1, position: 1 };
        for at in 0..10_000 {
            told.say(&at.to_string(), &json!(at), moment);
        }
        assert_eq!(told.iter().count(), NAMES_MAX);
    }
}
