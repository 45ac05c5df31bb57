//! Answers held against the OpenAPI document: each field is described, and each described field is there.

use std::sync::LazyLock;

use serde_json::Value;

static DOCUMENT: LazyLock<Value> = LazyLock::new(crate::openapi::document);

/// Checks an answer of an operation; what is no operation is not described.
pub(crate) fn check(method: &str, path: &str, status: u16, kind: &str, body: &[u8]) {
    let Some(operation) = operation(method, path) else {
        return;
    };
    let responses = &operation["responses"];
    let response = responses
        .get(status.to_string())
        .unwrap_or(&responses["default"]);
    if body.is_empty() {
        return;
    }
    let kind = kind.split(';').next().unwrap_or_default();
    let content = response["content"].get(kind);
    let content =
        content.unwrap_or_else(|| panic!("{method} {path} {status}: {kind} is not described"));
    if kind.ends_with("json") {
        let value =
            serde_json::from_slice(body).unwrap_or_else(|_| panic!("{method} {path}: no JSON"));
        compare(
            &content["schema"],
            &value,
            &format!("{method} {path} {status}: $"),
        );
    }
}

/// The operation that a path leads to, a fixed path before one with parameters.
fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let paths = DOCUMENT["paths"].as_object()?;
    let fits = |template: &str| {
        let (wanted, given) = (template.split('/'), path.split('/'));
        wanted.clone().count() == given.clone().count()
            && wanted
                .zip(given)
                .all(|(wanted, given)| wanted.starts_with('{') || wanted == given)
    };
    let mut found: Vec<_> = paths
        .iter()
        .filter(|(template, _)| fits(template))
        .collect();
    found.sort_by_key(|(template, _)| template.matches('{').count());
    found
        .first()
        .and_then(|(_, item)| item.get(method.to_lowercase()))
}

fn compare(schema: &Value, value: &Value, place: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let schema = DOCUMENT.pointer(reference.trim_start_matches('#'));
        return compare(
            schema.unwrap_or_else(|| panic!("{reference} leads nowhere")),
            value,
            place,
        );
    }
    // The empty schema admits anything: values that others define.
    if schema.as_object().is_some_and(serde_json::Map::is_empty) {
        return;
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let of_null = |schema: &Value| schema["type"] == "null";
        if !(value.is_null() && choices.iter().any(of_null)) {
            let choice = choices.iter().find(|choice| !of_null(choice));
            compare(choice.unwrap_or(&Value::Null), value, place);
        }
        return;
    }
    if schema.is_object() && schema["type"].is_null() && schema["properties"].is_null() {
        return;
    }
    assert!(
        type_fits(&schema["type"], value),
        "{place} is {value}, not {}",
        schema["type"]
    );
    if let Some(names) = schema["enum"].as_array() {
        assert!(
            names.contains(value),
            "{place} is {value}, not one of {names:?}"
        );
    }
    if let Value::Array(items) = value {
        for (at, item) in items.iter().enumerate() {
            compare(&schema["items"], item, &format!("{place}[{at}]"));
        }
    }
    if let Value::Object(fields) = value {
        for (name, field) in fields {
            let known = schema["properties"]
                .get(name)
                .or_else(|| schema.get("additionalProperties"));
            let known = known.unwrap_or_else(|| panic!("{place}.{name} is not described"));
            compare(known, field, &format!("{place}.{name}"));
        }
        for name in schema["required"].as_array().into_iter().flatten() {
            assert!(
                fields.contains_key(name.as_str().unwrap_or_default()),
                "{place} has no {name}"
            );
        }
    }
}

/// Whether a value has a type, or one of several; without a type, anything fits.
fn type_fits(wanted: &Value, value: &Value) -> bool {
    let one = |wanted: &str| match wanted {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("a type {other} is not known"),
    };
    match wanted {
        Value::String(wanted) => one(wanted),
        Value::Array(several) => several.iter().filter_map(Value::as_str).any(one),
        _ => true,
    }
}
