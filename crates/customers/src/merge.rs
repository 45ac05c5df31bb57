//! Merging what a row says into what is known.

use serde_json::{Map, Value};

use crate::attributes::AttributeRow;

/// What a row did to what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Nothing: all was known.
    None,
    /// Something is said otherwise, or more.
    Some,
    /// The key was not known.
    New,
}

/// Replaces a value unless the row says nothing; tells whether it differs.
pub(crate) fn replace(known: &mut Option<String>, said: Option<&str>) -> bool {
    match said {
        Some(said) if known.as_deref() != Some(said) => {
            *known = Some(said.to_owned());
            true
        }
        _ => false,
    }
}

/// The attributes with what the row says, or nothing when they stay as they are.
pub(crate) fn merged(known: &str, row: &AttributeRow) -> Result<Option<String>, serde_json::Error> {
    if row.attributes.is_empty() {
        return Ok(None);
    }
    let mut object: Map<String, Value> = serde_json::from_str(known)?;
    let mut differs = false;
    for (name, value) in &row.attributes {
        if object.get(name).and_then(Value::as_str) != Some(value) {
            object.insert(name.clone(), Value::from(value.as_str()));
            differs = true;
        }
    }
    Ok(differs.then(|| Value::Object(object).to_string()))
}
