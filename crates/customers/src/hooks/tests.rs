//! Definitions on payloads: what becomes of them, and that nothing goes wrong on any.

use proptest::prelude::*;
use serde_json::json;

use super::*;

const NOW: &str = "2026-01-15T12:00:00Z";

fn arrival() -> Arrival<'static> {
    Arrival {
        received_at: NOW.parse().unwrap(),
        digest: "d1",
    }
}

fn mapping(definition: &Value) -> HookMapping {
    HookMapping::read(&definition.to_string()).unwrap()
}

fn apply(definition: &Value, payload: &Value) -> Mapped {
    mapping(definition).apply(payload.to_string().as_bytes(), arrival())
}

fn problems(definition: &Value) -> Vec<String> {
    let read = HookMapping::read(&definition.to_string());
    let told = |problem: HookProblem| format!("{}: {}", problem.at, problem.sentence);
    read.unwrap_err().into_iter().map(told).collect()
}

/// What a shop sends, and how it becomes an order and its customer.
fn shop() -> (Value, Value) {
    let definition = json!({"rules": [
        {
            "when": [{"value": "/type", "in": ["order.paid", "order.changed"]}, {"value": "/data/test", "exists": false}],
            "kind": "order",
            "message_id": {"template": "{/id}-order"},
            "happened_at": {"value": "/created", "as": "seconds"},
            "who": {"user_id": "/data/customer/id", "email": "/data/customer/email"},
            "properties": {
                "order_id": {"value": "/data/number", "as": "text", "required": true},
                "total": {"value": "/data/amount", "as": "hundredths"},
                "channel": {"first": ["/data/channel", {"constant": "shop"}]},
                "products": {"each": "/data/items", "of": {
                    "sku": "/sku",
                    "quantity": "/quantity",
                    "price": {"value": "/price", "as": "hundredths"},
                    "currency": "$/data/currency"
                }}
            },
            "context": {"campaign": {"of": {"source": "/data/utm_source", "name": "/data/utm_campaign"}}}
        },
        {
            "when": [{"value": "/data/customer/email", "exists": true}],
            "kind": "identify",
            "message_id": {"template": "{/id}-identify"},
            "who": {"user_id": "/data/customer/id"},
            "traits": {"email": "/data/customer/email"}
        }
    ]});
    let payload = json!({
        "id": "evt_1", "type": "order.paid", "created": 1_768_471_200,
        "data": {
            "number": 1001, "amount": 2599, "currency": "EUR", "utm_source": "mail",
            "customer": {"id": 17, "email": "Ada@Example.org"},
            "items": [{"sku": "a", "quantity": 2, "price": 500}, {"sku": "b", "quantity": 1, "price": 1599}]
        }
    });
    (definition, payload)
}

#[test]
fn a_shops_payload_becomes_an_order_and_its_customer() {
    let (definition, payload) = shop();
    let mapped = apply(&definition, &payload);
    assert_eq!(mapped.problems, []);
    let [order, customer] = mapped.facts.as_slice() else {
        panic!("two facts")
    };
    assert_eq!(
        (order.kind.as_str(), order.message_id.as_str()),
        ("order", "evt_1-order")
    );
    assert_eq!(order.happened_at.to_string(), "2026-01-15T10:00:00Z");
    assert_eq!(order.who.user_id.as_deref(), Some("17"));
    assert_eq!(order.who.email.as_deref(), Some("Ada@example.org"));
    let expected = json!({
        "order_id": "1001", "total": "25.99", "channel": "shop",
        "products": [
            {"sku": "a", "quantity": 2, "price": "5", "currency": "EUR"},
            {"sku": "b", "quantity": 1, "price": "15.99", "currency": "EUR"},
        ]
    });
    assert_eq!(Value::Object(order.properties.clone()), expected);
    assert_eq!(
        Value::Object(order.context.clone()),
        json!({"campaign": {"source": "mail"}})
    );
    assert_eq!(customer.kind.as_str(), "identify");
    assert_eq!(customer.happened_at.to_string(), NOW);
}

#[test]
fn a_payload_that_no_rule_is_for_makes_nothing_and_says_why() {
    let (definition, _) = shop();
    let mapped = apply(&definition, &json!({"type": "order.deleted"}));
    assert!(mapped.facts.is_empty() && mapped.problems.is_empty());
    let told: Vec<String> = mapped
        .passed_over
        .iter()
        .map(|rule| format!("{}: {}", rule.at, rule.sentence))
        .collect();
    let expected = [
        "/rules/0/when/0: /type is not \"order.paid\", \"order.changed\"",
        "/rules/1/when/0: /data/customer/email is not there",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_list_makes_a_fact_an_item() {
    let definition = json!({"rules": [{
        "each": "/events", "kind": "track", "name": "/name", "who": {"anonymous_id": "$/visitor"},
        "when": [{"value": "/name", "exists": true}]
    }]});
    let payload = json!({"visitor": "v", "events": [{"name": "A"}, {"other": 1}, {"name": "B"}]});
    let mapped = apply(&definition, &payload);
    let found: Vec<_> = mapped
        .facts
        .iter()
        .map(|fact| (fact.name.as_deref(), fact.message_id.as_str()))
        .collect();
    assert_eq!(found, [(Some("A"), "d1-0"), (Some("B"), "d1-1")]);
    let none = apply(&definition, &json!({"visitor": "v", "events": []}));
    assert_eq!(
        none.passed_over[0].sentence,
        "no item of the list meets the conditions"
    );
    let wrong = apply(
        &json!({"rules": [{"each": "/events", "kind": "product"}]}),
        &json!({"events": 7}),
    );
    assert_eq!(
        wrong.problems,
        [HookProblem::new(
            "/rules/0/each",
            HookFault::ListWrong {
                path: "/events".to_owned()
            }
        )]
    );
}

#[test]
fn every_problem_of_a_payload_is_told_with_its_place() {
    let (definition, mut payload) = shop();
    payload["created"] = json!("soon");
    payload["data"]["number"] = Value::Null;
    payload["data"]["amount"] = json!("much");
    let mapped = apply(&definition, &payload);
    let places: Vec<&str> = mapped
        .problems
        .iter()
        .map(|problem| problem.at.as_str())
        .collect();
    let expected = [
        "/rules/0/happened_at",
        "/rules/0/properties/order_id",
        "/rules/0/properties/total",
    ];
    assert_eq!(places, expected);
}

#[test]
fn every_problem_of_a_definition_is_told_with_its_place() {
    let definition = json!({"rules": [{
        "kind": "sale", "nmae": "/x", "who": {"user_id": "id"},
        "when": [{"value": "/a", "like": "b"}],
        "properties": {"a": {"value": "/a", "as": "money"}, "b": {"each": "/list"}, "c": 7, "d": {"template": "{/x"}}
    }]});
    let found = problems(&definition);
    let places: Vec<&str> = found
        .iter()
        .map(|problem| problem.split(": ").next().unwrap_or_default())
        .collect();
    let expected = [
        "/rules/0/nmae",
        "/rules/0/kind",
        "/rules/0/when/0/like",
        "/rules/0/when/0",
        "/rules/0/who/user_id",
        "/rules/0/properties/a/as",
        "/rules/0/properties/b",
        "/rules/0/properties/c",
        "/rules/0/properties/d/template",
    ];
    assert_eq!(places, expected, "{found:#?}");
    for wrong in [
        json!({}),
        json!({"rules": []}),
        json!({"rules": 1}),
        json!([]),
    ] {
        assert!(!problems(&wrong).is_empty());
    }
    assert!(HookMapping::read("{").is_err());
}

#[test]
fn what_a_kind_needs_is_asked_for() {
    let nobody = json!({"rules": [{"kind": "track", "name": "/name", "who": {"email": "/email"}}]});
    let place = |payload: Value| {
        apply(&nobody, &payload)
            .problems
            .first()
            .map(|found| found.at.clone())
    };
    assert_eq!(place(json!({"name": "A"})).as_deref(), Some("/rules/0/who"));
    assert_eq!(
        place(json!({"name": "A", "email": "x"})).as_deref(),
        Some("/rules/0/who/email")
    );
    assert_eq!(
        place(json!({"email": "a@b.c"})).as_deref(),
        Some("/rules/0/name")
    );
    assert_eq!(place(json!({"name": "A", "email": "a@b.c"})), None);
    let anonymous = apply(&json!({"rules": [{"kind": "order"}]}), &json!({}));
    assert_eq!(anonymous.problems, []);
}

#[test]
fn two_facts_with_one_message_id_are_a_problem() {
    let rule = json!({"kind": "product", "message_id": "/id"});
    let mapped = apply(&json!({"rules": [rule, rule]}), &json!({"id": 1}));
    assert!(
        mapped.problems[0]
            .sentence
            .contains("have the message id `1`")
    );
}

#[test]
fn bounds_hold() {
    let copy: serde_json::Map<String, Value> = (0..400)
        .map(|index| (format!("p{index}"), json!("$")))
        .collect();
    let definition = json!({"rules": [{"kind": "product", "properties": copy}]});
    let payload = json!({"text": "x".repeat(10_000)});
    let mapped = apply(&definition, &payload);
    assert_eq!(mapped.problems.len(), 1);
    assert!(
        mapped.problems[0]
            .sentence
            .contains("more than 32768 bytes")
    );
    let many = json!({"rules": [{"kind": "product", "each": "/all"}]});
    let mapped = apply(&many, &json!({"all": vec![1; 1_001]}));
    assert!(mapped.problems[0].sentence.contains("more than 1000 facts"));
    let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
    let mapped = mapping(&many).apply(deep.as_bytes(), arrival());
    assert_eq!(mapped.problems[0].at, "/payload");
    let large: serde_json::Map<String, Value> = (0..501)
        .map(|index| (format!("p{index}"), json!("/a")))
        .collect();
    let found = problems(&json!({"rules": [{"kind": "product", "properties": large}]}));
    assert_eq!(found.len(), 1, "{found:?}");
    let nested = (0..6).fold(json!("/a"), |inner, _| json!({"of": {"a": inner}}));
    assert!(
        !problems(&json!({"rules": [{"kind": "product", "properties": {"a": nested}}]})).is_empty()
    );
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-c/$~{}0-9.,-]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let names = prop::sample::select(vec![
            "rules", "when", "each", "kind", "who", "value", "of", "as", "first", "template", "a",
            "b", "id",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(names.prop_map(str::to_owned), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_payload_ends_in_facts_or_problems(payload in any_json()) {
        let (definition, _) = shop();
        let one = apply(&definition, &payload);
        let other = apply(&definition, &payload);
        prop_assert_eq!(one.facts, other.facts);
        prop_assert_eq!(one.problems, other.problems);
    }

    #[test]
    fn any_definition_is_read_or_refused(mut definition in any_json(), payload in any_json(), rule in any_json()) {
        if let Value::Object(object) = &mut definition {
            object.insert("rules".to_owned(), json!([rule]));
        }
        match HookMapping::read(&definition.to_string()) {
            Ok(mapping) => drop(mapping.apply(payload.to_string().as_bytes(), arrival())),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200), text in ".{0,100}") {
        let (definition, _) = shop();
        drop(mapping(&definition).apply(&bytes, arrival()));
        drop(HookMapping::read(&text));
    }

    #[test]
    fn facts_stay_within_their_bounds(id in ".{0,300}", sku in ".{0,300}", amount in any::<i64>()) {
        let (definition, mut payload) = shop();
        payload["id"] = json!(id);
        payload["data"]["items"][0]["sku"] = json!(sku);
        payload["data"]["amount"] = json!(amount);
        let mapped = apply(&definition, &payload);
        for fact in &mapped.facts {
            prop_assert!((1..=255).contains(&fact.message_id.len()));
            prop_assert!(fact.body().len() < 64 << 10);
        }
    }
}
