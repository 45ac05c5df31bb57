//! When a rule applies.

use serde_json::Value;

use super::HookFault;
use super::path::{Path, Scope};

/// A condition on one value of the payload.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    pub(super) path: Path,
    pub(super) test: Test,
}

#[derive(Clone, Debug)]
pub(super) enum Test {
    Exists(bool),
    /// One of these scalars.
    In(Vec<Value>),
}

impl Condition {
    pub(super) fn is_met(&self, scope: Scope<'_>) -> bool {
        let found = self.path.find(scope);
        match &self.test {
            Test::Exists(wanted) => found.is_some() == *wanted,
            Test::In(values) => {
                found.is_some_and(|found| values.iter().any(|value| equal(value, found)))
            }
        }
    }

    /// Why it is not met, without values of the payload.
    pub(super) fn unmet(&self) -> HookFault {
        let path = self.path.to_string();
        match &self.test {
            Test::Exists(true) => HookFault::ValueAbsent { path },
            Test::Exists(false) => HookFault::ValuePresent { path },
            Test::In(values) => {
                let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                let values = values.join(", ");
                HookFault::ValueOther { path, values }
            }
        }
    }
}

/// Numbers are equal by value, so `1` is `1.0`; everything else by being the same.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) if left != right => {
            left.as_f64().is_some() && left.as_f64() == right.as_f64()
        }
        _ => left == right,
    }
}
