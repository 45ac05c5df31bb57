//! Texts with paths in braces: `order {/id} of {$/shop/name}`. A brace itself is written twice.

use serde_json::Value;

use super::HookFault;
use super::path::{Path, Scope};

/// A text with places to fill in.
#[derive(Clone, Debug)]
pub(super) struct Template(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Place(Path),
}

impl Template {
    pub(super) fn read(text: &str) -> Result<Self, HookFault> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
                continue;
            }
            let end =
                rest.find('}')
                    .filter(|_| brace == "{")
                    .ok_or_else(|| HookFault::BraceAlone {
                        text: text.to_owned(),
                    })?;
            parts.push(Part::Text(std::mem::take(&mut plain)));
            parts.push(Part::Place(Path::read(&rest[..end])?));
            rest = &rest[end + 1..];
        }
        plain.push_str(rest);
        parts.push(Part::Text(plain));
        Ok(Self(parts))
    }

    /// The number of paths in it, for the definition's bound.
    pub(super) fn places(&self) -> usize {
        let is_place = |part: &&Part| matches!(part, Part::Place(_));
        self.0.iter().filter(is_place).count()
    }

    /// The text, or nothing when one of its values is absent.
    pub(super) fn fill(&self, scope: Scope<'_>) -> Result<Option<String>, HookFault> {
        let mut filled = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Place(path) => match path.find(scope) {
                    Some(value) => {
                        filled.push_str(&plain(value).ok_or_else(|| HookFault::PlaceNoText {
                            path: path.to_string(),
                        })?);
                    }
                    None => return Ok(None),
                },
            }
        }
        Ok(Some(filled))
    }
}

/// A value as it stands in a text.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fill(text: &str) -> Result<Option<String>, HookFault> {
        let payload = json!({"id": 7, "name": "Ada", "list": []});
        Template::read(text)?.fill(Scope::of(&payload))
    }

    #[test]
    fn places_are_filled_with_values() {
        let text = |text: &str| Ok(Some(text.to_owned()));
        assert_eq!(fill("order {/id} of {$/name}"), text("order 7 of Ada"));
        assert_eq!(fill("{{{/id}}}"), text("{7}"));
        assert_eq!(fill("plain"), text("plain"));
        assert_eq!(fill("{/absent}!"), Ok(None));
    }

    #[test]
    fn what_can_not_be_filled_is_a_problem() {
        for wrong in ["{/id", "a}", "{id}", "{/list}", "{"] {
            assert!(fill(wrong).is_err(), "{wrong}");
        }
    }
}
