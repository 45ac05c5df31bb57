//! Taking the known fields out of an event, each with its type.

use serde_json::{Map, Value};

use super::reason::{Expected, Reason};

/// The longest id or name, in characters.
const CHARACTERS_MAX: usize = 255;

type Object = Map<String, Value>;

/// An id: a text, or a whole number as older libraries send it. What is empty is not there.
pub(super) fn id(event: &Object, field: &'static str) -> Result<Option<String>, Reason> {
    let expected = Expected::Id;
    match event.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => bounded(text.trim(), field),
        Some(Value::Number(number)) if !number.is_f64() => bounded(&number.to_string(), field),
        Some(_) => Err(Reason::FieldType { field, expected }),
    }
}

/// A name: a text. What is empty is not there.
pub(super) fn name(event: &Object, field: &'static str) -> Result<Option<String>, Reason> {
    match event.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => bounded(text.trim(), field),
        Some(_) => Err(Reason::FieldType {
            field,
            expected: Expected::Text,
        }),
    }
}

/// An object, taken out; none is an empty one.
pub(super) fn object(event: &mut Object, field: &'static str) -> Result<Object, Reason> {
    match event.remove(field) {
        None | Some(Value::Null) => Ok(Object::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(Reason::FieldType {
            field,
            expected: Expected::Object,
        }),
    }
}

fn bounded(text: &str, field: &'static str) -> Result<Option<String>, Reason> {
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > CHARACTERS_MAX {
        let most = CHARACTERS_MAX;
        return Err(Reason::FieldTooLong { field, most });
    }
    Ok(Some(text.to_owned()))
}
