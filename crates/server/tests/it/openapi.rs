//! The OpenAPI document is a contract: written to a file, compared, and complete.

use std::path::PathBuf;

use serde_json::Value;

/// Where the console's client is generated from.
fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/generated/openapi.json")
}

pub(crate) fn document() -> Value {
    serde_json::to_value(server::document()).unwrap()
}

#[test]
fn the_document_is_the_one_that_was_agreed_on() {
    let now = serde_json::to_string_pretty(&document()).unwrap() + "\n";
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::create_dir_all(path().parent().unwrap()).unwrap();
        std::fs::write(path(), &now).unwrap();
    }
    let agreed = std::fs::read_to_string(path()).unwrap_or_default();
    assert!(
        agreed == now,
        "the API has changed: run the test again with UPDATE_GENERATED=1 and review the difference"
    );
}

#[test]
fn the_document_is_openapi_3_1() {
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let mut lost = Vec::new();
    walk(&document, &mut |value| {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str)
            && document
                .pointer(reference.trim_start_matches('#'))
                .is_none()
        {
            lost.push(reference.to_owned());
        }
    });
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn every_field_and_operation_is_described() {
    let document = document();
    let mut bare = Vec::new();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            // What may be null is a choice, whose first branch is described.
            let described = [property, &property["oneOf"][0], &property["oneOf"][1]];
            if described.iter().all(|place| place["description"].is_null()) {
                bare.push(format!("{name}.{field}"));
            }
        }
    }
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if operation["summary"].is_null() || operation["operationId"].is_null() {
                bare.push(format!("{method} {path}"));
            }
        }
    }
    assert_eq!(bare, Vec::<String>::new());
}

fn walk(value: &Value, look: &mut impl FnMut(&Value)) {
    look(value);
    match value {
        Value::Object(fields) => fields.values().for_each(|field| walk(field, look)),
        Value::Array(items) => items.iter().for_each(|item| walk(item, look)),
        _ => {}
    }
}
