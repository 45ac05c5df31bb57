//! The door of the tracking specification, and the sources behind it.

use std::io::Write as _;

use app::access::Role;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::harness::{Answer, Server, empty, json as with_json, with_key};

/// A server with a source, and an administrator's key.
struct Shop {
    server: Server,
    admin: String,
    source: Value,
}

impl Shop {
    async fn open(kind: &str) -> Self {
        let server = Server::start().await;
        let admin = server.add_key(Role::Admin).await;
        let body = json!({ "kind": kind, "name": "Shop" });
        let made = with_key(with_json("POST", "/api/v1/sources", &body), &admin);
        let made = server.send(made).await;
        assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.body);
        let source = made.json();
        Self {
            server,
            admin,
            source,
        }
    }

    fn key(&self) -> &str {
        self.source["write_key"].as_str().unwrap()
    }

    fn path(&self, rest: &str) -> String {
        format!(
            "/api/v1/sources/{}{rest}",
            self.source["id"].as_str().unwrap()
        )
    }

    async fn track(&self, call: &str, body: &Value) -> Answer {
        let request = basic(call, self.key(), body.to_string().into_bytes());
        self.server.send(request).await
    }

    async fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let request =
            body.map_or_else(|| empty(method, path), |body| with_json(method, path, body));
        self.server.send(with_key(request, &self.admin)).await
    }

    async fn events(&self, query: &str) -> Vec<Value> {
        let path = format!("/api/v1/events{query}");
        let page = self.ask("GET", &path, None).await.json();
        page["items"].as_array().unwrap().clone()
    }
}

fn basic(call: &str, key: &str, body: Vec<u8>) -> Request<Body> {
    let mut request = Request::post(format!("/v1/{call}"))
        .body(Body::from(body))
        .unwrap();
    let credentials = format!("Basic {}", STANDARD.encode(format!("{key}:")));
    let headers = request.headers_mut();
    headers.insert(header::AUTHORIZATION, credentials.parse().unwrap());
    headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
    request
}

fn viewed(id: &str, user: &str) -> Value {
    json!({
        "type": "track", "event": "Product Viewed", "messageId": id, "userId": user,
        "properties": {"product_id": "P-1"}, "timestamp": "2026-01-15T11:00:00Z",
    })
}

fn names(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event["message_id"].as_str().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_taken_once_and_shown() {
    let shop = Shop::open("server").await;
    let answer = shop.track("track", &viewed("m-1", "17")).await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.body);
    assert_eq!(
        answer.json(),
        json!({"success": true, "refused": [], "dropped": []})
    );
    let batch = json!({"batch": [viewed("m-1", "17"), viewed("m-2", "18")]});
    assert_eq!(shop.track("batch", &batch).await.status, StatusCode::OK);
    let events = shop.events("").await;
    assert_eq!(names(&events), ["m-2", "m-1"]);
    assert_eq!(events[0]["name"], "Product Viewed");
    assert_eq!(events[0]["user_id"], "18");
    assert_eq!(events[0]["properties"], json!({"product_id": "P-1"}));
    assert_eq!(events[0]["source"], shop.source["id"]);
    let volumes = shop.ask("GET", &shop.path("/volumes"), None).await.json();
    assert_eq!(
        volumes["items"],
        json!([{"hour": "2026-01-15T12:00:00Z", "accepted": 2, "duplicate": 1, "refused": 0}])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refused_event_is_named_and_the_others_are_taken() {
    let shop = Shop::open("server").await;
    let bad = json!({"type": "track", "event": "X", "messageId": "m-bad"});
    let batch = json!({"batch": [viewed("m-1", "17"), bad]});
    let answer = shop.track("batch", &batch).await;
    assert_eq!(answer.status, StatusCode::OK);
    let refused = &answer.json()["refused"][0];
    assert_eq!(refused["index"], 1);
    assert_eq!(refused["message_id"], "m-bad");
    assert_eq!(refused["code"], "event.who_missing");
    assert_eq!(names(&shop.events("").await), ["m-1"]);
    let kept = shop.ask("GET", &shop.path("/refusals"), None).await.json();
    assert_eq!(kept["items"][0]["message_id"], "m-bad");
    assert!(
        kept["items"][0]["sample"]
            .as_str()
            .unwrap()
            .contains("m-bad")
    );
    let all = shop.track("batch", &json!({"batch": [bad, 7]})).await;
    assert_eq!(all.problem(), (400, "tracking.all_refused".to_owned()));
    assert_eq!(all.json()["refused"][1]["code"], "event.not_an_object");
    assert_eq!(shop.track("track", &bad).await.problem().0, 400);
    assert_eq!(
        shop.track("batch", &json!({"batch": []})).await.status,
        StatusCode::OK
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_key_that_is_in_force_sends() {
    let shop = Shop::open("app").await;
    let body = || viewed("m-1", "17").to_string().into_bytes();
    let unknown = basic("track", &format!("wk_{}", "0".repeat(40)), body());
    let unknown = shop.server.send(unknown).await;
    assert_eq!(unknown.problem(), (401, "tracking.key_unknown".to_owned()));
    let none = Request::post("/v1/track").body(Body::from(body())).unwrap();
    let none = shop.server.send(none).await;
    assert_eq!(none.problem(), (401, "tracking.key_missing".to_owned()));
    let mut within = viewed("m-1", "17");
    within["writeKey"] = shop.key().into();
    let within = Request::post("/v1/t")
        .body(Body::from(within.to_string()))
        .unwrap();
    assert_eq!(shop.server.send(within).await.status, StatusCode::OK);
    let change = json!({ "disabled": true });
    let changed = shop
        .ask("PATCH", &shop.path(""), Some(&change))
        .await
        .json();
    assert_eq!(changed["disabled_at"], "2026-01-15T12:00:00Z");
    let disabled = shop.track("track", &viewed("m-2", "17")).await;
    assert_eq!(
        disabled.problem(),
        (403, "tracking.source_disabled".to_owned())
    );
    let change = json!({ "disabled": false, "name": "App 2" });
    assert_eq!(
        shop.ask("PATCH", &shop.path(""), Some(&change))
            .await
            .json()["name"],
        "App 2"
    );
    let turned = shop
        .ask("POST", &shop.path("/rotate-key"), None)
        .await
        .json();
    assert_ne!(turned["write_key"], shop.source["write_key"]);
    assert_eq!(
        shop.track("track", &viewed("m-3", "17")).await.problem().0,
        401
    );
    assert_eq!(names(&shop.events("").await), ["m-1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_packed_body_is_taken_and_what_is_too_large_is_not() {
    let shop = Shop::open("server").await;
    let pack = |body: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        let mut request = basic("batch", shop.key(), encoder.finish().unwrap());
        let coding = "gzip".parse().unwrap();
        request
            .headers_mut()
            .insert(header::CONTENT_ENCODING, coding);
        request
    };
    let batch = json!({"batch": [viewed("m-1", "17")]}).to_string();
    let taken = shop.server.send(pack(batch.as_bytes())).await;
    assert_eq!(taken.status, StatusCode::OK, "{:?}", taken.body);
    let bomb = shop.server.send(pack(&vec![b' '; 20 << 20])).await;
    assert_eq!(bomb.problem(), (413, "tracking.body_too_large".to_owned()));
    let large = basic("batch", shop.key(), vec![b' '; (500 << 10) + 1]);
    let large = shop.server.send(large).await;
    assert_eq!(large.problem(), (413, "tracking.body_too_large".to_owned()));
    let broken = shop
        .server
        .send(basic("batch", shop.key(), b"{".to_vec()))
        .await;
    assert_eq!(
        broken.problem(),
        (400, "tracking.body_malformed".to_owned())
    );
    let mut coded = basic("batch", shop.key(), b"{}".to_vec());
    coded
        .headers_mut()
        .insert(header::CONTENT_ENCODING, "br".parse().unwrap());
    assert_eq!(shop.server.send(coded).await.problem().0, 415);
    let lost = shop
        .server
        .send(basic("jump", shop.key(), b"{}".to_vec()))
        .await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_website_may_send_and_read_the_answer() {
    let shop = Shop::open("website").await;
    let asked = shop.server.send(empty("OPTIONS", "/v1/batch")).await;
    assert_eq!(asked.status, StatusCode::NO_CONTENT);
    assert_eq!(asked.header("access-control-allow-origin"), "*");
    assert!(
        asked
            .header("access-control-allow-headers")
            .contains("authorization")
    );
    let answer = shop.track("track", &viewed("m-1", "17")).await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let other = Shop::open("server").await;
    let answer = other.track("track", &viewed("m-1", "17")).await;
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_sends_too_fast_is_asked_to_wait() {
    let shop = Shop::open("server").await;
    let many: Vec<Value> = (0..4_000).map(|_| json!(0)).collect();
    let mut waits = 0;
    for _ in 0..20 {
        let answer = shop.track("batch", &json!({ "batch": many })).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert_eq!(answer.header("retry-after"), "1");
            waits += 1;
        }
    }
    assert_eq!(waits, 8);
    shop.server.clock.advance(std::time::Duration::from_secs(1));
    let answer = shop.track("track", &viewed("m-1", "17")).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_found_by_what_they_are() {
    let shop = Shop::open("server").await;
    for (number, minute) in [(1, 0), (2, 10), (3, 20)] {
        let now = format!("2026-01-15T12:{minute:02}:00Z");
        shop.server.clock.set(now.parse().unwrap());
        shop.track(
            "track",
            &viewed(&format!("m-{number}"), &number.to_string()),
        )
        .await;
    }
    let page = json!({"anonymousId": "a-9", "name": "Home", "messageId": "m-4"});
    shop.track("page", &page).await;
    for (query, found) in [
        ("?kind=page", vec!["m-4"]),
        ("?name=product%20viewed", vec!["m-3", "m-2", "m-1"]),
        ("?who=2", vec!["m-2"]),
        ("?who=a-9", vec!["m-4"]),
        (
            "?from=2026-01-15T12:10:00Z&until=2026-01-15T12:20:00Z",
            vec!["m-2"],
        ),
        ("?until=2026-01-15T12:10:00Z", vec!["m-1"]),
        ("?source=src_0000000000001", vec![]),
        ("?limit=1", vec!["m-4"]),
    ] {
        assert_eq!(names(&shop.events(query).await), found, "{query}");
    }
    let mut path = "/api/v1/events?limit=3".to_owned();
    let first = shop.ask("GET", &path, None).await.json();
    path = format!("{path}&cursor={}", first["next_cursor"].as_str().unwrap());
    let second = shop.ask("GET", &path, None).await.json();
    assert_eq!(names(second["items"].as_array().unwrap()), ["m-1"]);
    assert_eq!(second["next_cursor"], Value::Null);
    let wrong = shop.ask("GET", "/api/v1/events?cursor=x", None).await;
    assert_eq!(wrong.problem(), (422, "page.cursor_invalid".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_says_what_to_paste() {
    let shop = Shop::open("website").await;
    let list = shop.ask("GET", "/api/v1/sources", None).await.json();
    let snippets = list["items"][0]["snippets"].as_array().unwrap();
    let languages: Vec<_> = snippets
        .iter()
        .map(|one| one["language"].as_str().unwrap())
        .collect();
    assert_eq!(languages, ["html", "node", "python", "curl"]);
    for snippet in snippets {
        assert!(snippet["text"].as_str().unwrap().contains(shop.key()));
    }
    let body = json!({ "kind": "website", "name": "Shop" });
    let again = shop.ask("POST", "/api/v1/sources", Some(&body)).await;
    assert_eq!(again.problem(), (409, "source.name_taken".to_owned()));
    let body = json!({ "kind": "exchange", "name": "1C" });
    assert_eq!(
        shop.ask("POST", "/api/v1/sources", Some(&body))
            .await
            .problem()
            .0,
        422
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_says_up_to_where_in_the_log_it_is_true() {
    let shop = Shop::open("server").await;
    let position = |answer: &Answer| answer.header("log-position").parse::<i64>().ok();
    let report = "/api/v1/reports/base";
    assert_eq!(position(&shop.ask("GET", report, None).await), Some(0));
    for number in 1..=3 {
        let order = json!({
            "userId": "ada", "event": "Order Completed", "messageId": format!("m{number}"),
            "properties": {"order_id": format!("o{number}"), "total": "5.00", "products": [{"product_id": "p", "price": "5.00"}]}
        });
        assert_eq!(shop.track("track", &order).await.status, StatusCode::OK);
    }
    let last = shop
        .server
        .state
        .workspace()
        .log()
        .last_position()
        .await
        .unwrap();
    // A busy machine may need more than one report's patience.
    let mut answer = shop.ask("GET", report, None).await;
    for _ in 0..20 {
        if position(&answer) == Some(last) {
            break;
        }
        answer = shop.ask("GET", report, None).await;
    }
    assert_eq!(position(&answer), Some(last));
    // What was acknowledged before is in it.
    assert_eq!(answer.json()["current"]["orders"], 3, "{}", answer.text());
    let other = shop.ask("GET", "/api/v1/goals", None).await;
    assert!(!other.headers.contains_key("log-position"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_to_a_source_is_written_down() {
    let shop = Shop::open("website").await;
    let change = async |body: Value| {
        let answer = shop.ask("PATCH", &shop.path(""), Some(&body)).await;
        assert_eq!(answer.status, StatusCode::OK);
    };
    change(json!({ "disabled": true })).await;
    change(json!({ "disabled": false, "name": "Web" })).await;
    let rotated = shop.ask("POST", &shop.path("/rotate-key"), None).await;
    assert_eq!(rotated.status, StatusCode::OK);
    let audit = shop
        .server
        .access
        .audit(
            &app::access::AuditFilter::default(),
            None,
            kernel::Limit::default(),
        )
        .await
        .unwrap();
    let deeds: Vec<&str> = audit
        .items
        .iter()
        .filter(|entry| entry.object == shop.source["id"].as_str().unwrap())
        .map(|entry| entry.action.as_str())
        .collect();
    let wanted = ["key_rotated", "enabled", "renamed", "disabled", "created"];
    assert_eq!(deeds, wanted.map(|verb| format!("source.{verb}")));
}
