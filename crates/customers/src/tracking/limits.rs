//! Bounds on what an event holds, so that nothing downstream has to fear it.

use serde_json::Value;

use super::reason::Reason;

/// How deep an event may nest; the event itself is the first level.
pub(super) const DEPTH_MAX: usize = 32;
/// How many names its objects may have together.
pub(super) const NAMES_MAX: usize = 2_000;

/// Checks depth, names and characters. The parser has bounded the recursion already.
pub(super) fn check(event: &Value) -> Result<(), Reason> {
    let mut names = 0;
    walk(event, 1, &mut names)
}

fn walk(value: &Value, depth: usize, names: &mut usize) -> Result<(), Reason> {
    match value {
        Value::Object(_) | Value::Array(_) if depth > DEPTH_MAX => {
            Err(Reason::TooDeep { most: DEPTH_MAX })
        }
        Value::Object(object) => {
            *names += object.len();
            if *names > NAMES_MAX {
                return Err(Reason::TooManyNames { most: NAMES_MAX });
            }
            for (name, value) in object {
                text(name)?;
                walk(value, depth + 1, names)?;
            }
            Ok(())
        }
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| walk(item, depth + 1, names)),
        Value::String(found) => text(found),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn text(found: &str) -> Result<(), Reason> {
    if found.contains('\0') {
        Err(Reason::CharacterNul)
    } else {
        Ok(())
    }
}
