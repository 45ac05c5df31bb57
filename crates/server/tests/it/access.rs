//! API keys and users.

use std::time::Duration;

use app::access::Role;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Browser, Server, empty, with_key};

const KEYS: &str = "/api/v1/api-keys";
const USERS: &str = "/api/v1/users";
const GOALS: &str = "/api/v1/goals";

async fn admin(server: &Server) -> Browser {
    server.add_user("ann", Role::Admin).await;
    server.sign_in("ann").await
}

async fn create_key(server: &Server, admin: &Browser, body: &Value) -> Value {
    let answer = server.send(admin.request("POST", KEYS, Some(body))).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{:?}", answer.body);
    answer.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_made_used_listed_and_revoked() {
    let server = Server::start().await;
    let admin = admin(&server).await;
    let made = create_key(
        &server,
        &admin,
        &json!({ "name": "till", "role": "viewer" }),
    )
    .await;
    let secret = made["secret"].as_str().unwrap();
    let answer = server.send(with_key(empty("GET", GOALS), secret)).await;
    assert_eq!(answer.status, StatusCode::OK);
    let list = server.send(admin.request("GET", KEYS, None)).await;
    assert!(
        !list.text().contains(secret.rsplit('_').next().unwrap()),
        "the list shows the secret"
    );
    assert_eq!(
        list.json()["items"][0]["last_used_at"],
        "2026-01-15T12:00:00Z"
    );
    let path = format!("{KEYS}/{}", made["key"]["id"].as_str().unwrap());
    let revoked = server.send(admin.request("DELETE", &path, None)).await;
    assert_eq!(revoked.status, StatusCode::NO_CONTENT);
    let answer = server.send(with_key(empty("GET", GOALS), secret)).await;
    assert_eq!(answer.problem(), (401, "access.key_refused".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_ends_when_it_was_said_to() {
    let server = Server::start().await;
    let admin = admin(&server).await;
    let body = json!({ "name": "till", "role": "viewer", "expires_at": "2026-01-15T13:00:00Z" });
    let made = create_key(&server, &admin, &body).await;
    let secret = made["secret"].as_str().unwrap();
    assert_eq!(
        server
            .send(with_key(empty("GET", GOALS), secret))
            .await
            .status,
        StatusCode::OK
    );
    server.clock.advance(Duration::from_hours(1));
    assert_eq!(
        server
            .send(with_key(empty("GET", GOALS), secret))
            .await
            .status,
        StatusCode::UNAUTHORIZED
    );
    let late = server.send(admin.request("POST", KEYS, Some(&body))).await;
    assert_eq!(late.problem(), (422, "access.expiry_passed".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_no_person() {
    let server = Server::start().await;
    let key = server.add_key(Role::Admin).await;
    let answer = server
        .send(with_key(empty("GET", "/api/v1/session"), &key))
        .await;
    assert_eq!(answer.problem(), (403, "access.session_needed".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_users_login_is_taken_once() {
    let server = Server::start().await;
    let admin = admin(&server).await;
    let body =
        json!({ "login": "Bob", "name": "Bob", "password": "a long password", "role": "analyst" });
    let made = server.send(admin.request("POST", USERS, Some(&body))).await;
    assert_eq!(
        (made.status, &made.json()["login"]),
        (StatusCode::CREATED, &json!("bob"))
    );
    assert!(!made.text().contains("password"));
    let again = server.send(admin.request("POST", USERS, Some(&body))).await;
    assert_eq!(again.problem(), (409, "access.login_taken".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_who_is_kept_out_is_out_at_once() {
    let server = Server::start().await;
    let admin = admin(&server).await;
    let bob = server.add_user("bob", Role::Viewer).await;
    let browser = server.sign_in("bob").await;
    let path = format!("{USERS}/{}", bob.id);
    let changed = server
        .send(admin.request("PATCH", &path, Some(&json!({ "disabled": true }))))
        .await;
    assert_eq!(changed.json()["disabled_at"], "2026-01-15T12:00:00Z");
    let answer = server.send(browser.request("GET", GOALS, None)).await;
    assert_eq!(answer.problem(), (401, "access.session_ended".to_owned()));
    let answer = server.try_sign_in("bob", crate::harness::PASSWORD).await;
    assert_eq!(
        answer.problem(),
        (401, "access.credentials_wrong".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_administrator_stays() {
    let server = Server::start().await;
    let ann = server.add_user("ann", Role::Admin).await;
    let admin = server.sign_in("ann").await;
    let path = format!("{USERS}/{}", ann.id);
    for change in [json!({ "disabled": true }), json!({ "role": "viewer" })] {
        let answer = server
            .send(admin.request("PATCH", &path, Some(&change)))
            .await;
        assert_eq!(
            answer.problem(),
            (409, "access.administrator_last".to_owned())
        );
    }
    server.add_user("bob", Role::Admin).await;
    let answer = server
        .send(admin.request("PATCH", &path, Some(&json!({ "role": "viewer" }))))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_administrator_is_made_once() {
    let server = Server::start().await;
    let password = server.access.ensure_admin().await.unwrap().unwrap();
    let answer = server.try_sign_in("admin", password.expose()).await;
    assert_eq!(answer.json()["user"]["role"], "admin");
    assert!(server.access.ensure_admin().await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_administrators_do_is_written_down() {
    let server = Server::start().await;
    let admin = admin(&server).await;
    let made = create_key(
        &server,
        &admin,
        &json!({ "name": "till", "role": "viewer" }),
    )
    .await;
    let path = format!("{KEYS}/{}", made["key"]["id"].as_str().unwrap());
    server.send(admin.request("DELETE", &path, None)).await;
    server
        .send(admin.request("DELETE", "/api/v1/session", None))
        .await;
    server.try_sign_in("ann", "wrong password").await;
    let page = server
        .access
        .audit(
            &app::access::AuditFilter::default(),
            None,
            kernel::Limit::default(),
        )
        .await
        .unwrap();
    let actions: Vec<String> = page
        .items
        .into_iter()
        .rev()
        .map(|entry| entry.action)
        .collect();
    let expected = [
        "user.created",
        "session.begun",
        "api_key.created",
        "api_key.revoked",
        "session.ended",
        "session.refused",
    ];
    assert_eq!(actions, expected);
}
