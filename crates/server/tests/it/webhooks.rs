//! Webhooks over HTTP: endpoints with a receiver on this machine, and a door for another system.

use std::sync::{Arc, Mutex};

use app::access::Role;
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::{Value, json};
use server::{Hosted, hosted_router};
use tower::ServiceExt as _;

use crate::harness::{Answer, Server, empty, json as with_json, with_key};

const ENDPOINTS: &str = "/api/v1/webhooks/endpoints";
const INCOMING: &str = "/api/v1/webhooks/incoming";

async fn call(server: &Server, key: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
    let request = match body {
        Some(body) => with_json(method, path, &body),
        None => empty(method, path),
    };
    server.send(with_key(request, key)).await
}

/// A receiver that keeps the ids of the messages; its address.
async fn receiver() -> (String, Arc<Mutex<Vec<String>>>) {
    let ids: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = Arc::clone(&ids);
    let receive = move |headers: HeaderMap| async move {
        let id = headers["webhook-id"].to_str().unwrap().to_owned();
        kept.lock().unwrap().push(id);
        StatusCode::NO_CONTENT
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let router = Router::new().route("/", post(receive));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, ids)
}

#[expect(
    clippy::too_many_lines,
    reason = "the life of an endpoint from beginning to end"
)]
#[tokio::test(flavor = "multi_thread")]
async fn an_endpoint_is_made_told_and_removed_and_its_secret_is_shown_once() {
    let server = Server::start_allowing("127.0.0.0/8").await;
    let key = server.add_key(Role::Admin).await;
    let (url, ids) = receiver().await;
    let body = json!({ "url": url, "kinds": ["product"], "description": "ERP" });
    let answer = call(&server, &key, "POST", ENDPOINTS, Some(body)).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let made = answer.json();
    let secret = made["secret"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("whsec_"));
    let path = format!("{ENDPOINTS}/{}", made["endpoint"]["id"].as_str().unwrap());

    let tested = call(&server, &key, "POST", &format!("{path}/test"), None)
        .await
        .json();
    assert_eq!(
        (&tested["is_delivered"], &tested["status"]),
        (&json!(true), &json!(204))
    );
    assert_eq!(ids.lock().unwrap()[0], tested["id"].as_str().unwrap());

    let (door, _) = door(&server, &key).await;
    let taken = server
        .send(with_json(
            "POST",
            &door,
            &json!({"id": "p-1", "title": "Cup"}),
        ))
        .await;
    assert_eq!(taken.json(), json!({"facts": 1, "new": 1}));
    let workspace = server.state.workspace();
    workspace.catch_up().await.unwrap();
    workspace.send_webhooks().await.unwrap();
    let list = call(
        &server,
        &key,
        "GET",
        &format!("{path}/deliveries?state=delivered"),
        None,
    )
    .await;
    let delivery = list.json()["items"][0].clone();
    assert_eq!(
        (&delivery["state"], &delivery["attempts"]),
        (&json!("delivered"), &json!(1))
    );
    assert_eq!(ids.lock().unwrap()[1], delivery["id"].as_str().unwrap());

    let retry = format!(
        "{path}/deliveries/{}/retry",
        delivery["id"].as_str().unwrap()
    );
    let again = call(&server, &key, "POST", &retry, None).await;
    assert_eq!(again.json()["state"], "pending");
    workspace.send_webhooks().await.unwrap();
    let sent = ids.lock().unwrap().clone();
    assert_eq!((sent.len(), &sent[1]), (3, &sent[2]));

    let rotated = call(&server, &key, "POST", &format!("{path}/rotate"), None)
        .await
        .json();
    assert_ne!(rotated["secret"], made["secret"]);
    assert_eq!(
        rotated["endpoint"]["old_secret_until"],
        "2026-01-16T12:00:00Z"
    );
    for shown in [ENDPOINTS, path.as_str()] {
        let answer = call(&server, &key, "GET", shown, None).await;
        assert!(!answer.text().contains("whsec_"), "{shown} shows a secret");
    }
    let disabled = call(&server, &key, "POST", &format!("{path}/disable"), None).await;
    let disabled = disabled.json();
    assert_eq!(disabled["disabled_reason"], "somebody disabled it");
    assert_eq!(disabled["disabled_reason_code"], "webhook.disabled.by_hand");
    let enabled = call(&server, &key, "POST", &format!("{path}/enable"), None).await;
    assert_eq!(enabled.json()["disabled_at"], Value::Null);
    let change = json!({ "url": url, "names": ["Order Completed"] });
    let changed = call(&server, &key, "PUT", &path, Some(change)).await;
    assert_eq!(changed.json()["kinds"], json!([]));
    let removed = call(&server, &key, "DELETE", &path, None).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    let gone = call(&server, &key, "GET", &path, None).await;
    assert_eq!(gone.problem(), (404, "webhook.endpoint_missing".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_inside_is_refused() {
    let server = Server::start().await;
    let key = server.add_key(Role::Admin).await;
    for url in [
        "http://127.0.0.1:1/",
        "http://169.254.169.254/",
        "ftp://example.org/",
        "http://u:p@example.org/",
    ] {
        let answer = call(
            &server,
            &key,
            "POST",
            ENDPOINTS,
            Some(json!({ "url": url })),
        )
        .await;
        assert_eq!(
            answer.problem(),
            (422, "webhook.address_refused".to_owned()),
            "{url}"
        );
    }
    let wrong = json!({ "url": "https://example.org/", "kinds": ["sale"] });
    let answer = call(&server, &key, "POST", ENDPOINTS, Some(wrong)).await;
    assert_eq!(answer.problem(), (422, "http.input_invalid".to_owned()));
}

fn definition() -> Value {
    json!({"rules": [{
        "kind": "product",
        "message_id": "/id",
        "properties": {"name": {"value": "/title", "required": true}}
    }]})
}

/// A door that is live: the path to post to, and its id.
async fn door(server: &Server, key: &str) -> (String, String) {
    let body = json!({ "name": "Shop", "definition": definition() });
    let made = call(server, key, "POST", INCOMING, Some(body)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let made = made.json();
    let id = made["webhook"]["id"].as_str().unwrap().to_owned();
    let path = made["path"].as_str().unwrap().to_owned();
    let closed = server.send(with_json("POST", &path, &json!({}))).await;
    assert_eq!(closed.problem(), (403, "webhook.closed".to_owned()));
    let live = call(server, key, "POST", &format!("{INCOMING}/{id}/live"), None).await;
    assert_eq!(live.json()["is_saved_live"], true);
    (path, id)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_is_tried_out_before_it_goes_live() {
    let server = Server::start().await;
    let key = server.add_key(Role::Admin).await;
    let try_out = format!("{INCOMING}/try");
    let trial = json!({ "definition": definition(), "sample": "{\"id\": 7, \"title\": \"Cup\"}" });
    let tried = call(&server, &key, "POST", &try_out, Some(trial))
        .await
        .json();
    assert_eq!(tried["facts"][0]["properties"], json!({"name": "Cup"}));
    assert_eq!(
        (&tried["facts"][0]["message_id"], &tried["problems"]),
        (&json!("7"), &json!([]))
    );
    let trial = json!({ "definition": definition(), "sample": "{\"id\": 7}" });
    let tried = call(&server, &key, "POST", &try_out, Some(trial))
        .await
        .json();
    assert_eq!(tried["problems"][0]["at"], "/rules/0/properties/name");
    let trial = json!({ "definition": {"rules": [{"kind": "sale"}]}, "sample": "{}" });
    let tried = call(&server, &key, "POST", &try_out, Some(trial))
        .await
        .json();
    assert_eq!(tried["problems"][0]["at"], "/rules/0/kind");
    let wrong = json!({ "name": "Shop", "definition": {"rules": [{"kind": "sale"}]} });
    let refused = call(&server, &key, "POST", INCOMING, Some(wrong)).await;
    assert_eq!(
        refused.json()["fields"][0]["field"],
        "definition/rules/0/kind"
    );
    assert_eq!(
        refused.problem(),
        (422, "webhook.mapping_invalid".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payload_is_taken_once_or_refused_with_its_reason() {
    let server = Server::start().await;
    let key = server.add_key(Role::Admin).await;
    let (path, id) = door(&server, &key).await;
    let payload = json!({"id": "p-1", "title": "Cup"});
    let one = server.send(with_json("POST", &path, &payload)).await;
    let again = server.send(with_json("POST", &path, &payload)).await;
    assert_eq!(
        (one.json(), again.json()),
        (json!({"facts": 1, "new": 1}), json!({"facts": 1, "new": 0}))
    );
    let refused = server
        .send(with_json("POST", &path, &json!({"id": "p-2"})))
        .await;
    assert_eq!(
        refused.json()["fields"][0]["field"],
        "/rules/0/properties/name"
    );
    assert_eq!(
        refused.problem(),
        (400, "webhook.payload_unmapped".to_owned())
    );
    let large = json!({"id": "p-3", "title": "x".repeat(600_000)});
    let refused = server.send(with_json("POST", &path, &large)).await;
    assert_eq!(
        refused.problem(),
        (413, "webhook.payload_too_large".to_owned())
    );
    let unknown = server
        .send(with_json("POST", "/hooks/hook_1", &payload))
        .await;
    assert_eq!(
        unknown.problem(),
        (401, "webhook.address_unknown".to_owned())
    );

    let check = json!({"check": {"kind": "hmac_sha256", "header": "X-Signature", "secret": "key of the shop"}});
    let place = format!("{INCOMING}/{id}");
    let changed = call(&server, &key, "PATCH", &place, Some(check)).await;
    assert_eq!(changed.json()["check_header"], "x-signature");
    assert!(!changed.text().contains("key of the shop"));
    let unproven = server.send(with_json("POST", &path, &payload)).await;
    assert_eq!(
        unproven.problem(),
        (401, "webhook.sender_unproven".to_owned())
    );
    let rotated = call(&server, &key, "POST", &format!("{place}/rotate"), None)
        .await
        .json();
    assert_ne!(rotated["path"], path.as_str());
    let list = call(&server, &key, "GET", INCOMING, None).await;
    assert!(!list.text().contains("hook_") && !list.text().contains("key of the shop"));
    let removed = call(&server, &key, "DELETE", &place, None).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_tells_which_workspace_is_meant() {
    let (north, south) = (Server::start().await, Server::start().await);
    let hosted = |name: Option<&str>, server: &Server| Hosted {
        name: name.map(str::to_owned),
        hosts: Vec::new(),
        state: server.state.clone(),
    };
    let router = hosted_router(vec![hosted(None, &north), hosted(Some("south"), &south)]);
    let key = south.add_key(Role::Admin).await;
    let (path, _) = door(&south, &key).await;
    let payload = with_json("POST", &path, &json!({"id": "p-1", "title": "Cup"}));
    let answer = router.oneshot(payload).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let position = |server: &Server| {
        let workspace = Arc::clone(server.state.workspace());
        async move { workspace.log().last_position().await.unwrap() }
    };
    assert_eq!((position(&north).await, position(&south).await), (0, 1));
}
