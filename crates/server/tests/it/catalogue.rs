//! What arrives, what is decided over it, and how good it is, over HTTP.

use app::access::Role;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::harness::{Answer, Server, empty, json as with_json, with_key};

struct Shop {
    server: Server,
    admin: String,
    analyst: String,
    source: Value,
}

impl Shop {
    async fn open() -> Self {
        let server = Server::start().await;
        let admin = server.add_key(Role::Admin).await;
        let analyst = server.add_key(Role::Analyst).await;
        let body = json!({"kind": "server", "name": "Shop"});
        let made = with_key(with_json("POST", "/api/v1/sources", &body), &admin);
        let source = server.send(made).await.json();
        Self {
            server,
            admin,
            analyst,
            source,
        }
    }

    async fn batch(&self, events: &[Value]) -> Answer {
        let key = self.source["write_key"].as_str().unwrap();
        let body = json!({ "batch": events }).to_string();
        let mut request = Request::post("/v1/batch").body(Body::from(body)).unwrap();
        let credentials = format!("Basic {}", STANDARD.encode(format!("{key}:")));
        let headers = request.headers_mut();
        headers.insert(header::AUTHORIZATION, credentials.parse().unwrap());
        headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        self.server.send(request).await
    }

    async fn get(&self, path: &str) -> Answer {
        let request = empty("GET", &format!("/api/v1{path}"));
        self.server.send(with_key(request, &self.analyst)).await
    }

    async fn decide(&self, key: &str, decision: &Value) -> Answer {
        let request = with_json("POST", "/api/v1/catalogue/decisions", decision);
        self.server.send(with_key(request, key)).await
    }
}

fn track(id: &str, event: &str, properties: &Value) -> Value {
    json!({"type": "track", "event": event, "messageId": id, "userId": "17", "properties": properties,
        "timestamp": "2026-01-15T11:00:00Z"})
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_tells_what_arrived() {
    let shop = Shop::open().await;
    let events = [
        track(
            "m-1",
            "Order Completed",
            &json!({"total": 5, "email": "ada@example.org"}),
        ),
        track("m-2", "Order Completed", &json!({"total": "5"})),
        track("m-3", "Searched", &json!({})),
    ];
    assert_eq!(shop.batch(&events).await.status, StatusCode::OK);
    shop.server.state.workspace().catch_up().await.unwrap();
    let list = shop.get("/catalogue/events?search=ORDER").await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    let event = &list["items"][0];
    assert_eq!(
        (&event["kind"], &event["count"], &event["count_30_days"]),
        (&json!("track"), &json!(2), &json!(2))
    );
    assert_eq!(event["days"], json!([{"day": "2026-01-15", "count": 2}]));
    assert_eq!(list["followed_until"], "2026-01-15T12:00:00Z");
    let shown = shop
        .get("/catalogue/event?kind=track&name=Order%20Completed")
        .await
        .json();
    let properties = shown["properties"].as_array().unwrap();
    assert_eq!(properties[0]["name"], "email");
    assert_eq!(
        (
            &properties[0]["examples"],
            &properties[0]["presumed_personal"]
        ),
        (&json!([]), &json!(true))
    );
    assert_eq!(properties[1]["examples"], json!(["5", "\"5\""]));
    assert_eq!(properties[1]["share"], json!(1.0));
    let drift = shop.get("/catalogue/drift").await.json();
    assert_eq!(drift, json!({"items": []}));
    let unknown = shop.get("/catalogue/event?kind=page").await;
    assert_eq!(
        (unknown.status, unknown.json()["code"].clone()),
        (StatusCode::NOT_FOUND, json!("catalogue.event_unknown"))
    );
    for path in [
        "/catalogue/events?days=91",
        "/catalogue/drift?days=0",
        "/catalogue/events?cursor=x",
    ] {
        assert_eq!(
            shop.get(path).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{path}"
        );
    }
}

/// Renames, drops and forbids; gives what forbids.
async fn decide(shop: &Shop) -> Value {
    let rename =
        json!({"decision": "rename", "kind": "track", "name": "Purchase", "to": "Order Completed"});
    let refused = shop.decide(&shop.analyst, &rename).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let made = shop.decide(&shop.admin, &rename).await;
    assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.body);
    assert_eq!(
        shop.decide(&shop.admin, &rename).await.status,
        StatusCode::OK
    );
    let drop = json!({"decision": "forbid", "kind": "track", "name": "Order Completed", "property": "card"});
    let forbid = json!({"decision": "forbid", "kind": "track", "name": "Debug"});
    assert_eq!(
        shop.decide(&shop.admin, &drop).await.status,
        StatusCode::CREATED
    );
    let forbidden = shop.decide(&shop.admin, &forbid).await.json();
    let wrong = shop
        .decide(
            &shop.admin,
            &json!({"decision": "rename", "kind": "order", "to": ""}),
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        wrong.json()["fields"].as_array().map(Vec::len),
        Some(2),
        "{:?}",
        wrong.body
    );
    forbidden
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_are_made_applied_and_undone() {
    let shop = Shop::open().await;
    let forbidden = decide(&shop).await;
    let events = [
        track("m-1", "Purchase", &json!({"card": "4111", "total": 5})),
        track("m-2", "Debug", &json!({})),
    ];
    let answer = shop.batch(&events).await;
    assert_eq!(answer.status, StatusCode::OK);
    let answer = answer.json();
    assert_eq!(
        answer["dropped"],
        json!([{"index": 0, "message_id": "m-1", "property": "card"}])
    );
    assert_eq!(
        (
            &answer["refused"][0]["index"],
            &answer["refused"][0]["code"]
        ),
        (&json!(1), &json!("event.forbidden"))
    );
    let arrived = shop.get("/events").await.json();
    assert_eq!(arrived["items"].as_array().unwrap().len(), 1);
    assert_eq!(arrived["items"][0]["name"], "Order Completed");
    assert_eq!(arrived["items"][0]["properties"], json!({"total": 5}));
    let decisions = shop.get("/catalogue/decisions").await.json();
    let applied: Vec<&Value> = decisions["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["applied"])
        .collect();
    assert_eq!(applied, [1, 1, 1]);

    let path = format!(
        "/api/v1/catalogue/decisions/{}",
        forbidden["id"].as_str().unwrap()
    );
    let undo = || with_key(empty("DELETE", &path), &shop.admin);
    assert_eq!(
        shop.server.send(undo()).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(shop.server.send(undo()).await.status, StatusCode::NOT_FOUND);
    let answer = shop
        .batch(&[track("m-3", "Debug", &json!({}))])
        .await
        .json();
    assert_eq!(
        answer,
        json!({"success": true, "refused": [], "dropped": []})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn personal_values_are_for_administrators_and_do_not_enter_the_lake() {
    let shop = Shop::open().await;
    let mark =
        json!({"decision": "personal", "kind": "track", "name": "Signed Up", "property": "badge"});
    assert_eq!(
        shop.decide(&shop.admin, &mark).await.status,
        StatusCode::CREATED
    );
    let events = [track(
        "m-1",
        "Signed Up",
        &json!({"badge": "B-17", "plan": "pro"}),
    )];
    shop.batch(&events).await;
    shop.server.state.workspace().catch_up().await.unwrap();
    let seen = shop.get("/events").await.json();
    assert_eq!(
        seen["items"][0]["properties"],
        json!({"badge": null, "plan": "pro"})
    );
    assert_eq!(seen["items"][0]["hidden"], json!(["properties.badge"]));
    let request = with_key(empty("GET", "/api/v1/events"), &shop.admin);
    let seen = shop.server.send(request).await.json();
    assert_eq!(seen["items"][0]["properties"]["badge"], "B-17");
    assert_eq!(seen["items"][0]["hidden"], json!([]));
    let shown = shop
        .get("/catalogue/event?kind=track&name=Signed%20Up")
        .await
        .json();
    assert_eq!(
        (
            &shown["properties"][0]["personal"],
            &shown["properties"][0]["examples"]
        ),
        (&json!(true), &json!([]))
    );
    let ask = json!({"sql": "select properties from event"});
    let request = with_key(with_json("POST", "/api/v1/query", &ask), &shop.analyst);
    let answer = shop.server.send(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.body);
    let text = answer.json().to_string();
    assert!(text.contains("pro") && !text.contains("B-17"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn quality_is_reported() {
    let shop = Shop::open().await;
    let identify = json!({"type": "identify", "messageId": "m-1", "userId": "17", "traits": {"email": "ada@gmail"},
        "timestamp": "2026-01-15T08:00:00Z"});
    let nobody = json!({"type": "track", "event": "X", "messageId": "m-2"});
    shop.batch(&[identify, nobody]).await;
    shop.server.state.workspace().catch_up().await.unwrap();
    let report = shop.get("/quality?days=7").await.json();
    assert_eq!(
        (&report["from"], &report["until"]),
        (&json!("2026-01-09"), &json!("2026-01-15"))
    );
    let of = &report["sources"][0];
    assert_eq!(
        (&of["source"], &of["events"], &of["refused"]),
        (&shop.source["id"], &json!(1), &json!(1))
    );
    assert_eq!(of["late"]["day"], 1);
    assert_eq!(of["contacts"]["examples"][0]["masked"], "a…@g…");
    assert_eq!(report["refusals"][0]["code"], "event.who_missing");
    assert_eq!(
        (
            &report["alarms_open"],
            &report["totals"]["contacts"]["emails_invalid"]
        ),
        (&json!(0), &json!(1))
    );
    let alarms = shop.get("/quality/alarms?state=open").await.json();
    assert_eq!(
        (&alarms["items"], &alarms["next_cursor"]),
        (&json!([]), &json!(null))
    );
    let path = format!(
        "/quality/volumes?source={}&days=1",
        shop.source["id"].as_str().unwrap()
    );
    let volumes = shop.get(&path).await.json();
    assert_eq!(volumes["items"].as_array().unwrap().len(), 24);
    assert_eq!(
        volumes["items"][23],
        json!({"hour": "2026-01-15T12:00:00Z", "events": 1, "usual": null, "bound": null})
    );
    for path in [
        "/quality?days=0",
        "/quality/volumes?source=x",
        "/quality/alarms?source=x",
    ] {
        assert_eq!(
            shop.get(path).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{path}"
        );
    }
    let metrics = shop.server.send(empty("GET", "/metrics")).await;
    let text = String::from_utf8(metrics.body.to_vec()).unwrap();
    assert!(text.contains("clientele_quality_alarms_open 0"), "{text}");
}
