//! What administrators look at: the state of the machine, and what was done.

use app::access::Role;
use axum::http::StatusCode;
use serde_json::json;

use crate::harness::Server;
use crate::imports::{Desk, history};

const AUDIT: &str = "/api/v1/audit";

#[tokio::test(flavor = "multi_thread")]
async fn the_state_of_the_machine_is_told() {
    let desk = Desk::open().await;
    desk.server.add_user("ann", Role::Admin).await;
    let ann = desk.server.sign_in("ann").await;
    desk.import("orders", &history()).await;
    let answer = desk
        .server
        .send(ann.request("GET", "/api/v1/system", None))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let system = answer.json();
    assert_eq!(system["store"]["kind"], "sqlite");
    assert_eq!(system["store"]["schema_version"], store::known_version());
    assert!(system["store"]["bytes"].as_u64().unwrap() > 0);
    assert!(system["lake"]["bytes"].as_u64().unwrap() > 0);
    assert!(system["lake"]["files"].as_u64().unwrap() > 0);
    assert!(!system["consumers"].as_array().unwrap().is_empty());
    let jobs = system["jobs"].as_array().unwrap();
    assert!(
        jobs.iter()
            .any(|job| job["name"] == "quality" && job["turned_at"].is_null()),
        "{jobs:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_listed_by_who_what_and_object() {
    let server = Server::start().await;
    let ann = server.add_user("ann", Role::Admin).await;
    let browser = server.sign_in("ann").await;
    let body = json!({ "name": "till", "role": "viewer" });
    let made = server
        .send(browser.request("POST", "/api/v1/api-keys", Some(&body)))
        .await
        .json();
    let list = async |query: &str| {
        let path = format!("{AUDIT}{query}");
        server
            .send(browser.request("GET", &path, None))
            .await
            .json()
    };
    let all = list("").await;
    assert_eq!(all["items"][0]["action"], "api_key.created");
    assert_eq!(all["items"][0]["actor"], ann.id.to_string());
    assert_eq!(all["items"][0]["actor_name"], "ann");
    assert_eq!(all["items"][0]["object_name"], "till");
    let own = list(&format!("?object={}", made["key"]["id"].as_str().unwrap())).await;
    assert_eq!(own["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        list("?action=session").await["items"][0]["action"],
        "session.begun"
    );
    let machine = list("?actor=machine").await;
    assert_eq!(machine["items"][0]["action"], "user.created");
    let first = list("?limit=1").await;
    let next = list(&format!(
        "?limit=1&cursor={}",
        first["next_cursor"].as_str().unwrap()
    ))
    .await;
    assert_ne!(first["items"][0]["id"], next["items"][0]["id"]);
    let wrong = server
        .send(browser.request("GET", &format!("{AUDIT}?cursor=x"), None))
        .await;
    assert_eq!(wrong.problem(), (422, "http.input_invalid".to_owned()));
}
