//! TENANT-1: a request with another workspace's key, id or cookie never sees it, for every operation.

use app::access::Role;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use serde_json::json;
use server::{Hosted, hosted_router};
use tower::ServiceExt as _;

use crate::authorization::{operations, request};
use crate::harness::{Server, json as with_json, with_key};

const NORTH: &str = "north.example";
const SOUTH: &str = "south.example";

/// Two workspaces behind one address, reached by hosts; each has an administrator `admin`.
async fn two() -> (Server, Server, Router) {
    let (north, south) = (Server::start().await, Server::start().await);
    for server in [&north, &south] {
        server.add_user("admin", Role::Admin).await;
    }
    let hosted = |name: Option<&str>, host: &str, server: &Server| Hosted {
        name: name.map(str::to_owned),
        hosts: vec![host.to_owned()],
        state: server.state.clone(),
    };
    let router = hosted_router(vec![
        hosted(None, NORTH, &north),
        hosted(Some("south"), SOUTH, &south),
    ]);
    (north, south, router)
}

async fn status(router: &Router, request: Request<Body>) -> StatusCode {
    router.clone().oneshot(request).await.unwrap().status()
}

fn at(host: &'static str, mut request: Request<Body>) -> Request<Body> {
    let host = HeaderValue::from_static(host);
    request.headers_mut().insert(header::HOST, host);
    request
}

#[tokio::test(flavor = "multi_thread")]
async fn no_operation_of_a_workspace_knows_the_keys_and_cookies_of_another() {
    let (north, south, router) = two().await;
    let key = south.add_key(Role::Admin).await;
    let browser = south.sign_in("admin").await;
    let open = |path: &str, method: &str| method == "POST" && path == "/api/v1/session";
    for (method, path, example) in operations() {
        if open(&path, &method) {
            continue;
        }
        let by_key = at(NORTH, with_key(request(&method, &example), &key));
        let by_cookie = at(NORTH, browser.request(&method, &example, Some(&json!({}))));
        for asked in [by_key, by_cookie] {
            let status = status(&router, asked).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{method} {path}");
        }
    }
    // At home both are known.
    let home = at(SOUTH, with_key(request("GET", "/api/v1/goals"), &key));
    assert_eq!(status(&router, home).await, StatusCode::OK);
    let home = at(SOUTH, browser.request("GET", "/api/v1/goals", None));
    assert_eq!(status(&router, home).await, StatusCode::OK);
    drop(north);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_workspace_made_another_does_not_find_by_its_id() {
    let (north, south, router) = two().await;
    let (own, other) = (
        north.add_key(Role::Admin).await,
        south.add_key(Role::Admin).await,
    );
    let made = json!({ "name": "till", "role": "viewer" });
    let make = at(
        SOUTH,
        with_key(with_json("POST", "/api/v1/api-keys", &made), &other),
    );
    let answer = router.clone().oneshot(make).await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX)
        .await
        .unwrap();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let id = body["id"]
        .as_str()
        .or_else(|| body["key"]["id"].as_str())
        .unwrap();
    let path = format!("/api/v1/api-keys/{id}");
    let revoke = at(NORTH, with_key(request("DELETE", &path), &own));
    assert_eq!(status(&router, revoke).await, StatusCode::NOT_FOUND);
    let listed = at(NORTH, with_key(request("GET", "/api/v1/api-keys"), &own));
    let listed = router.clone().oneshot(listed).await.unwrap();
    let listed = axum::body::to_bytes(listed.into_body(), usize::MAX)
        .await
        .unwrap();
    assert!(!String::from_utf8_lossy(&listed).contains(id));
    drop(south);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_host_of_its_own_a_workspace_is_chosen_by_key_and_by_cookie() {
    let (north, south) = (Server::start().await, Server::start().await);
    let hosted = |name: Option<&str>, server: &Server| Hosted {
        name: name.map(str::to_owned),
        hosts: Vec::new(),
        state: server.state.clone(),
    };
    let router = hosted_router(vec![hosted(None, &north), hosted(Some("south"), &south)]);
    south.add_user("admin", Role::Admin).await;
    let goal = json!({ "target": 7 });
    let set = |key: &str| with_key(with_json("PUT", "/api/v1/goals/orders/2026-01", &goal), key);
    let key = south.add_key(Role::Admin).await;
    assert!(status(&router, set(&key)).await.is_success());
    let seen = |server: &Server| {
        let state = server.state.clone();
        async move { state.workspace().goals().await.unwrap().len() }
    };
    assert_eq!((seen(&north).await, seen(&south).await), (0, 1));

    // A browser enters by the workspace's door, and keeps the cookie that it gets there.
    let door = Request::get("/w/south").body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(door).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let entered = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    let entered = entered.split(';').next().unwrap().to_owned();
    let mut browser = south.sign_in("admin").await;
    let ask = |browser: &crate::harness::Browser| browser.request("GET", "/api/v1/goals", None);
    assert_eq!(
        status(&router, ask(&browser)).await,
        StatusCode::UNAUTHORIZED
    );
    browser.cookie = format!("{entered}; {}", browser.cookie);
    assert_eq!(status(&router, ask(&browser)).await, StatusCode::OK);

    let nowhere = Request::get("/w/west").body(Body::empty()).unwrap();
    assert_eq!(status(&router, nowhere).await, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_belongs_to_one_workspace_has_no_door_to_another() {
    let (_north, _south, router) = two().await;
    let door = at(NORTH, Request::get("/w/south").body(Body::empty()).unwrap());
    assert_eq!(status(&router, door).await, StatusCode::NOT_FOUND);
    let stranger = at(
        "other.example:8080",
        Request::get("/w/south").body(Body::empty()).unwrap(),
    );
    assert_eq!(status(&router, stranger).await, StatusCode::SEE_OTHER);
}
