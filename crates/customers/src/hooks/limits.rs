//! Bounds, so that any definition on any payload ends soon and uses little.

use serde_json::Value;

use super::HookFault;

/// The largest definition, bytes.
pub const DEFINITION_BYTES_MAX: usize = 64 << 10;
/// The largest payload, bytes.
pub const PAYLOAD_BYTES_MAX: usize = 512 << 10;

pub(super) const RULES_MAX: usize = 20;
/// Paths, constants and templates of one definition, together.
pub(super) const NODES_MAX: usize = 500;
pub(super) const STEPS_MAX: usize = 16;
pub(super) const PATH_BYTES_MAX: usize = 500;
/// How deep values of a definition may nest.
pub(super) const NESTING_MAX: usize = 4;
pub(super) const FACTS_MAX: usize = 1_000;
pub(super) const PROBLEMS_MAX: usize = 50;
/// The longest id or name, characters.
pub(super) const NAME_CHARACTERS_MAX: usize = 255;
/// The largest fact, bytes.
pub(super) const FACT_BYTES_MAX: usize = 32 << 10;
const DEPTH_MAX: usize = 32;
const NAMES_MAX: usize = 50_000;

/// Reads a payload, and refuses what nothing downstream should have to fear.
pub(super) fn payload(bytes: &[u8]) -> Result<Value, HookFault> {
    if bytes.len() > PAYLOAD_BYTES_MAX {
        return Err(HookFault::PayloadLong {
            bytes: bytes.len(),
            most: PAYLOAD_BYTES_MAX,
        });
    }
    let value = serde_json::from_slice(bytes).map_err(|error: serde_json::Error| {
        HookFault::PayloadNotJson {
            said: error.to_string(),
        }
    })?;
    walk(&value, 1, &mut 0)?;
    Ok(value)
}

fn walk(value: &Value, depth: usize, names: &mut usize) -> Result<(), HookFault> {
    match value {
        Value::Object(_) | Value::Array(_) if depth > DEPTH_MAX => {
            Err(HookFault::PayloadDeep { most: DEPTH_MAX })
        }
        Value::Object(object) => {
            *names += object.len();
            if *names > NAMES_MAX {
                return Err(HookFault::PayloadNames { most: NAMES_MAX });
            }
            object.iter().try_for_each(|(name, value)| {
                text(name)?;
                walk(value, depth + 1, names)
            })
        }
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| walk(item, depth + 1, names)),
        Value::String(found) => text(found),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn text(found: &str) -> Result<(), HookFault> {
    if found.contains('\0') {
        Err(HookFault::PayloadNul)
    } else {
        Ok(())
    }
}

/// How much a fact may still hold, bytes.
#[derive(Debug)]
pub(super) struct Budget(usize);

/// A fact would be too large.
#[derive(Debug)]
pub(super) struct Spent;

impl Budget {
    pub(super) const fn of_a_fact() -> Self {
        Self(FACT_BYTES_MAX)
    }

    /// Takes the size of a text from the budget.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Spent> {
        self.0 = self.0.checked_sub(bytes).ok_or(Spent)?;
        Ok(())
    }

    /// Takes the size of a value, and stops as soon as it is too large.
    pub(super) fn take_value(&mut self, value: &Value) -> Result<(), Spent> {
        match value {
            Value::Null | Value::Bool(_) => self.take(5),
            Value::Number(_) => self.take(8),
            Value::String(text) => self.take(text.len() + 2),
            Value::Array(items) => {
                self.take(2)?;
                items.iter().try_for_each(|item| self.take_value(item))
            }
            Value::Object(object) => {
                self.take(2)?;
                object.iter().try_for_each(|(name, value)| {
                    self.take(name.len() + 4)?;
                    self.take_value(value)
                })
            }
        }
    }
}
