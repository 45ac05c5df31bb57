//! Events that nobody should send, through the running door: taken, refused or set aside with a reason, and nobody who follows
//! the log stands still behind them.

use std::time::Duration;

use app::access::Role;
use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use kernel::Clock as _;
use serde_json::{Value, json};

use crate::harness::{Answer, Server, json as with_json, with_key};

/// Customers whom the robot makes; `cargo xtask bench --events` has a million of them.
const ROBOT: usize = 20_000;
const BATCH: usize = 4_000;

struct Shop {
    server: Server,
    key: String,
}

impl Shop {
    async fn open() -> Self {
        let server = Server::start().await;
        let admin = server.add_key(Role::Admin).await;
        let body = json!({ "kind": "server", "name": "Shop" });
        let made = with_key(with_json("POST", "/api/v1/sources", &body), &admin);
        let made = server.send(made).await.json();
        let key = made["write_key"].as_str().unwrap().to_owned();
        Self { server, key }
    }

    async fn send(&self, call: &str, body: String) -> Answer {
        let credentials = format!("Basic {}", STANDARD.encode(format!("{}:", self.key)));
        let request = Request::post(format!("/v1/{call}"))
            .header(header::AUTHORIZATION, credentials)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .unwrap();
        self.server.send(request).await
    }

    /// Sends a batch; tells the codes of its refusals by message id.
    async fn batch(&self, events: &[Value]) -> Vec<(String, String)> {
        let answer = self
            .send("batch", json!({ "batch": events }).to_string())
            .await;
        assert!([200, 400].contains(&answer.status.as_u16()));
        let refused = answer.json()["refused"].as_array().unwrap().clone();
        let text = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
        for one in &refused {
            assert_ne!(text(one, "reason"), "", "{one}");
        }
        refused
            .iter()
            .map(|one| (text(one, "message_id"), text(one, "code")))
            .collect()
    }

    /// Everybody follows to the end of the log; what could not be applied has its reason. Tells how many events are set aside.
    async fn settle(&self) -> usize {
        let workspace = self.server.state.workspace();
        workspace.catch_up().await.unwrap();
        let status = workspace.log_status().await.unwrap();
        for consumer in &status.consumers {
            assert_eq!(consumer.lag_events, 0, "{}", consumer.name);
        }
        let aside = workspace.events_set_aside(None, 0, 1_000).await.unwrap();
        for event in &aside {
            assert_ne!(event.reason, "", "{}", event.message_id);
        }
        aside.len()
    }

    async fn logged(&self) -> Vec<store::Event> {
        let log = self.server.state.workspace().log();
        log.read(0, 10_000).await.unwrap()
    }
}

fn event(id: &str, name: &str, properties: &Value) -> Value {
    json!({"type": "track", "event": name, "messageId": id, "userId": "u1", "properties": properties})
}

fn order(id: &str, products: &Value) -> Value {
    let properties = json!({"order_id": id, "products": products});
    event(id, "Order Completed", &properties)
}

#[tokio::test(flavor = "multi_thread")]
async fn absurd_times_do_not_reach_beyond_now() {
    let shop = Shop::open().await;
    let times = [
        json!("0000-01-01T00:00:00Z"),
        json!("-009999-01-01T00:00:00Z"),
        json!("9999-12-31T23:59:59.999Z"),
        json!("+275760-09-13T00:00:00Z"),
        json!("2026-02-30T00:00:00Z"),
        json!("2026-01-15T11:00:00"),
        json!("2026-01-15T11:00:00+99:99"),
        json!("yesterday"),
        json!(""),
        json!(-1),
        json!(1e300),
        json!(i64::MIN),
        json!(17_684_712_000_000_000_i64),
        json!({"at": 1}),
        json!([]),
        json!(true),
        Value::Null,
    ];
    for field in ["timestamp", "originalTimestamp", "sentAt"] {
        for (number, time) in times.iter().enumerate() {
            let mut viewed = event(&format!("{field}-{number}"), "Product Viewed", &json!({}));
            viewed["properties"] = json!({"product_id": "p1"});
            viewed[field] = time.clone();
            let answer = shop.send("track", viewed.to_string()).await;
            assert!([200, 400].contains(&answer.status.as_u16()), "{time}");
            let ordered = order(
                &format!("o-{field}-{number}"),
                &json!([{"sku": "p1", "price": 1}]),
            );
            let mut ordered = ordered;
            ordered[field] = time.clone();
            shop.batch(&[ordered]).await;
        }
    }
    let now = shop.server.clock.now();
    let logged = shop.logged().await;
    assert!(logged.len() > times.len());
    for event in &logged {
        assert!(event.happened_at <= now, "{}", event.message_id);
        assert!(event.happened_at >= "1970-01-01T00:00:00Z".parse::<Timestamp>().unwrap());
    }
    shop.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_or_too_deep_is_refused_by_name() {
    let shop = Shop::open().await;
    let many = |count: usize| -> Value {
        (0..count)
            .map(|n| (format!("{n:x}"), json!(1)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let refused = shop
        .batch(&[
            event("wide", "Seen", &many(10_000)),
            event("names", "Seen", &many(2_500)),
            event("good", "Seen", &many(100)),
        ])
        .await;
    let codes: Vec<&str> = refused.iter().map(|(_, code)| code.as_str()).collect();
    assert_eq!(codes, ["event.too_large", "event.too_many_names"]);
    // Deeper than any parser should go by itself.
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = |levels: usize| open.repeat(levels) + "1" + &close.repeat(levels);
        for levels in [40, 200, 2_000, 10_000] {
            let body = format!(
                r#"{{"messageId": "d{levels}", "userId": "u1", "event": "Seen", "properties": {{"a": {}}}}}"#,
                deep(levels)
            );
            for body in [body.clone(), format!(r#"{{"batch": [{body}]}}"#)] {
                let call = if body.starts_with(r#"{"batch"#) {
                    "batch"
                } else {
                    "track"
                };
                let answer = shop.send(call, body).await;
                assert_eq!(answer.status.as_u16() / 100, 4, "{open} {levels}");
                answer.problem();
            }
        }
    }
    let ids: Vec<String> = shop
        .logged()
        .await
        .into_iter()
        .map(|event| event.message_id)
        .collect();
    assert_eq!(ids, ["good"]);
    assert_eq!(shop.settle().await, 0);
}

/// Each event of the shop with each part wrong in one way.
fn about_goods(number: usize, wrong: &Value) -> Vec<Value> {
    let names = [
        "Product Viewed",
        "Product Added",
        "Product Removed",
        "Cart Viewed",
        "Checkout Started",
        "Order Completed",
        "Order Updated",
        "Order Refunded",
        "Order Cancelled",
    ];
    let fields = [
        "order_id", "products", "total", "currency", "cart_id", "discount",
    ];
    let mut events = Vec::new();
    for name in names {
        for field in fields {
            let mut properties =
                json!({"order_id": format!("o{number}"), "products": [{"sku": "p1", "price": 1}]});
            properties[field] = wrong.clone();
            events.push(event(
                &format!("{name}-{field}-{number}"),
                name,
                &properties,
            ));
        }
        for field in ["sku", "product_id", "name", "price", "quantity", "cost"] {
            let mut product = json!({"sku": "p1", "price": 1});
            product[field] = wrong.clone();
            let properties = json!({"order_id": format!("{name}{number}"), "products": [product]});
            events.push(event(
                &format!("{name}-product-{field}-{number}"),
                name,
                &properties,
            ));
        }
    }
    events
}

/// Events about people with each part wrong in one way, and no event at all.
fn about_people(number: usize, wrong: &Value) -> Vec<Value> {
    let mut events = Vec::new();
    for field in [
        "userId",
        "anonymousId",
        "messageId",
        "traits",
        "context",
        "properties",
        "event",
        "type",
        "integrations",
    ] {
        let mut whole = event(&format!("{field}-{number}"), "Seen", &json!({}));
        whole[field] = wrong.clone();
        events.push(whole);
        let mut person =
            json!({"type": "identify", "userId": "u2", "messageId": format!("i-{field}-{number}")});
        person[field] = wrong.clone();
        events.push(person);
    }
    for field in ["email", "phone", "name", "address", "createdAt"] {
        events.push(json!({
            "type": "identify", "userId": "u3", "messageId": format!("t-{field}-{number}"), "traits": {field: wrong},
        }));
    }
    events.push(json!({"type": "alias", "userId": "u4", "previousId": wrong, "messageId": format!("a-{number}")}));
    events.push(json!({"type": "group", "userId": "u4", "groupId": wrong, "messageId": format!("g-{number}")}));
    events.push(wrong.clone());
    events
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_types_are_refused_or_set_aside() {
    let shop = Shop::open().await;
    let absurd = [
        json!(7),
        json!(-1e300),
        json!("x"),
        json!(""),
        json!(true),
        json!([]),
        json!([7]),
        json!([[["x"]]]),
        json!({"a": {"b": 1}}),
        json!("9".repeat(400)),
        json!("-0.000000000000000000000000000001"),
        Value::Null,
    ];
    let events: Vec<Value> = absurd
        .iter()
        .enumerate()
        .flat_map(|(number, wrong)| {
            [about_goods(number, wrong), about_people(number, wrong)].concat()
        })
        .collect();
    for part in events.chunks(400) {
        shop.batch(part).await;
    }
    assert!(shop.logged().await.len() > 100);
    shop.settle().await;
    // Those behind the absurd ones are applied.
    shop.batch(&[order(
        "last",
        &json!([{"sku": "p1", "price": "2.50", "quantity": 2}]),
    )])
    .await;
    shop.settle().await;
    let card = customers::find_card(shop.server.state.workspace().store(), "u1").await;
    assert!(card.unwrap().unwrap().profile.unwrap().orders > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_one_id_the_first_body_counts() {
    let shop = Shop::open().await;
    for price in 1..=50 {
        let products = json!([{"sku": "p1", "price": price}]);
        shop.batch(&[order("same", &products), order("same", &json!([]))])
            .await;
    }
    let logged = shop.logged().await;
    assert_eq!(logged.len(), 1);
    let body: Value = serde_json::from_str(&logged[0].body).unwrap();
    assert_eq!(body["properties"]["products"][0]["price"], 1);
    assert_eq!(shop.settle().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_robot_that_makes_customers_stops_nobody() {
    let shop = Shop::open().await;
    for first in (0..ROBOT).step_by(BATCH) {
        let events: Vec<Value> = (first..first + BATCH)
            .map(|n| json!({"type": "identify", "userId": format!("r{n}"), "messageId": format!("r{n}")}))
            .collect();
        assert_eq!(shop.batch(&events).await, []);
        shop.server.clock.advance(Duration::from_secs(1));
    }
    assert_eq!(shop.settle().await, 0);
    let store = shop.server.state.workspace().store();
    let last = format!("r{}", ROBOT - 1);
    assert!(customers::find_card(store, &last).await.unwrap().is_some());
}
