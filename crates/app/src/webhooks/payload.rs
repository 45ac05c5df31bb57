//! What an endpoint is told of a fact: `{type, timestamp, data}`, below 20 KB.
//!
//! Ids and, of orders and returns, the figures. What may be personal (addresses, properties of any name, traits) is there
//! only for endpoints that are to have it. A fact that is too large is told thinly: by its ids.

use customers::{Fact, FactKind, SourceId};
use serde_json::{Map, Value, json};
use store::Event;

/// The largest payload, bytes (Standard Webhooks recommends to stay below 20 KB).
pub const PAYLOAD_BYTES_MAX: usize = 20_000;

/// Fields of orders and returns that are about no person.
const ORDER_FIELDS: [&str; 14] = [
    "order_id",
    "currency",
    "total",
    "revenue",
    "value",
    "subtotal",
    "discount",
    "shipping",
    "tax",
    "channel",
    "store",
    "affiliation",
    "products",
    "return_id",
];
/// Fields of their products.
const PRODUCT_FIELDS: [&str; 9] = [
    "product_id",
    "sku",
    "name",
    "category",
    "brand",
    "variant",
    "quantity",
    "price",
    "discount",
];

/// The payload of an event as the bytes that are signed and sent. The same event gives the same bytes.
pub(super) fn payload(event: &Event, with_personal_data: bool) -> Vec<u8> {
    let fact = Fact::from_parts(
        &event.kind,
        &event.message_id,
        event.happened_at,
        &event.body,
    )
    .ok();
    let mut data = ids(event);
    if let Some(fact) = &fact {
        tell(&mut data, fact, with_personal_data);
    }
    let whole = write(event, &data);
    if whole.len() < PAYLOAD_BYTES_MAX {
        return whole;
    }
    let mut thin = ids(event);
    thin.insert("is_thin".to_owned(), true.into());
    write(event, &thin)
}

fn ids(event: &Event) -> Map<String, Value> {
    let source = SourceId::from_raw(event.source_id).ok();
    let mut data = Map::new();
    data.insert("position".to_owned(), event.position.into());
    data.insert("source".to_owned(), json!(source));
    data.insert("message_id".to_owned(), event.message_id.as_str().into());
    data.insert("kind".to_owned(), event.kind.as_str().into());
    data.insert("received_at".to_owned(), json!(event.received_at));
    data
}

fn tell(data: &mut Map<String, Value>, fact: &Fact, with_personal_data: bool) {
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            data.insert(name.to_owned(), value);
        }
    };
    put("name", json!(fact.name));
    put("user_id", json!(fact.who.user_id));
    put("anonymous_id", json!(fact.who.anonymous_id));
    if with_personal_data {
        put("email", json!(fact.who.email));
        put("phone", json!(fact.who.phone));
        for (name, object) in [
            ("properties", &fact.properties),
            ("traits", &fact.traits),
            ("context", &fact.context),
        ] {
            if !object.is_empty() {
                put(name, Value::Object(object.clone()));
            }
        }
    } else if is_commerce(fact) {
        put("properties", Value::Object(figures(&fact.properties)));
    }
}

/// Whether the fact is an order or a return, by its kind or by the name that libraries give it.
fn is_commerce(fact: &Fact) -> bool {
    let is_named = fact
        .name
        .as_deref()
        .is_some_and(|name| name.starts_with("Order "));
    matches!(fact.kind, FactKind::Order | FactKind::Return)
        || (fact.kind == FactKind::Track && is_named)
}

fn figures(properties: &Map<String, Value>) -> Map<String, Value> {
    let mut told = only(properties, &ORDER_FIELDS);
    if let Some(Value::Array(products)) = told.get_mut("products") {
        for product in products {
            *product = match product {
                Value::Object(product) => Value::Object(only(product, &PRODUCT_FIELDS)),
                _ => Value::Null,
            };
        }
    }
    told
}

/// The scalar fields of these names; of `products`, the list.
fn only(object: &Map<String, Value>, names: &[&str]) -> Map<String, Value> {
    let is_told = |name: &str, value: &Value| match value {
        Value::Object(_) => false,
        Value::Array(_) => name == "products",
        _ => true,
    };
    object
        .iter()
        .filter(|(name, value)| names.contains(&name.as_str()) && is_told(name, value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn write(event: &Event, data: &Map<String, Value>) -> Vec<u8> {
    let payload = json!({
        "type": format!("fact.{}", event.kind),
        "timestamp": event.happened_at,
        "data": data,
    });
    // Maps with text keys always have a JSON form.
    serde_json::to_vec(&payload).unwrap_or_default()
}

/// The payload of a message that only tests an endpoint.
pub(super) fn test_payload(now: jiff::Timestamp) -> Vec<u8> {
    let payload =
        json!({"type": "webhook.test", "timestamp": now, "data": {"message": "It works."}});
    serde_json::to_vec(&payload).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: &str, body: &Value) -> Event {
        Event {
            position: 42,
            source_id: 7,
            message_id: "m-1".to_owned(),
            kind: kind.to_owned(),
            happened_at: "2026-01-15T10:00:00Z".parse().unwrap(),
            received_at: "2026-01-15T10:00:01Z".parse().unwrap(),
            body: body.to_string(),
        }
    }

    fn read(event: &Event, with_personal_data: bool) -> Value {
        serde_json::from_slice(&payload(event, with_personal_data)).unwrap()
    }

    fn order() -> Event {
        let body = json!({
            "user_id": "17", "email": "ada@example.org",
            "properties": {
                "order_id": "9", "total": "25.99", "shipping_address": {"street": "Elm"}, "note": "ring twice",
                "products": [{"sku": "a", "quantity": 2, "engraving": "For Ada"}]
            },
            "traits": {"first_name": "Ada"}
        });
        event("order", &body)
    }

    #[test]
    fn an_order_is_told_without_personal_data() {
        let expected = json!({
            "type": "fact.order", "timestamp": "2026-01-15T10:00:00Z",
            "data": {
                "position": 42, "source": "src_0000000000007", "message_id": "m-1", "kind": "order",
                "received_at": "2026-01-15T10:00:01Z", "user_id": "17",
                "properties": {"order_id": "9", "total": "25.99", "products": [{"sku": "a", "quantity": 2}]}
            }
        });
        assert_eq!(read(&order(), false), expected);
        let track = event(
            "track",
            &json!({"name": "Searched", "properties": {"query": "Ada Lovelace"}}),
        );
        assert_eq!(read(&track, false)["data"].get("properties"), None);
    }

    #[test]
    fn an_endpoint_that_is_to_have_them_is_told_of_addresses_and_traits() {
        let told = read(&order(), true);
        assert_eq!(told["data"]["email"], "ada@example.org");
        assert_eq!(told["data"]["traits"]["first_name"], "Ada");
        assert_eq!(told["data"]["properties"]["note"], "ring twice");
    }

    #[test]
    fn a_large_fact_is_told_thinly() {
        let large = event(
            "track",
            &json!({"user_id": "17", "properties": {"text": "x".repeat(25_000)}}),
        );
        let bytes = payload(&large, true);
        assert!(bytes.len() < PAYLOAD_BYTES_MAX);
        let told = read(&large, true);
        assert_eq!(told["data"]["is_thin"], true);
        assert_eq!(told["data"]["position"], 42);
        assert_eq!(payload(&large, true), bytes);
    }
}
