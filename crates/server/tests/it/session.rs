//! Signing in and out.

use std::time::Duration;

use app::access::Role;
use axum::http::{StatusCode, header};
use serde_json::json;

use crate::harness::{PASSWORD, Server, empty};

const SESSION: &str = "/api/v1/session";

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_gets_a_session_and_a_guarded_cookie() {
    let server = Server::start().await;
    server.add_user("ann", Role::Viewer).await;
    let answer = server.try_sign_in(" Ann ", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let cookie = answer.header("set-cookie");
    for part in [
        "clientele_session=",
        "; HttpOnly",
        "; SameSite=Strict",
        "; Path=/",
        "; Max-Age=43200",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let mut session = answer.json();
    session["csrf_token"] = "[csrf]".into();
    session["user"]["id"] = "[id]".into();
    insta::assert_json_snapshot!(session);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_opens_the_session_again() {
    let server = Server::start().await;
    server.add_user("ann", Role::Viewer).await;
    let browser = server.sign_in("ann").await;
    let answer = server.send(browser.request("GET", SESSION, None)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json()["csrf_token"], browser.csrf);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_login_get_the_same_answer() {
    let server = Server::start().await;
    server.add_user("ann", Role::Viewer).await;
    let mut answers = Vec::new();
    for login in ["ann", "nobody"] {
        let answer = server.try_sign_in(login, "wrong password").await;
        assert_eq!(
            answer.problem(),
            (401, "access.credentials_wrong".to_owned())
        );
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
        answers.push(answer.json()["detail"].clone());
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_down_and_time_forgives() {
    let server = Server::start().await;
    server.add_user("ann", Role::Viewer).await;
    for _ in 0..10 {
        assert_eq!(
            server.try_sign_in("ann", "wrong password").await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    let answer = server.try_sign_in("ann", PASSWORD).await;
    assert_eq!(
        answer.problem(),
        (429, "access.attempts_exhausted".to_owned())
    );
    assert_eq!(answer.header("retry-after"), "30");
    server.clock.advance(Duration::from_secs(31));
    assert_eq!(
        server.try_sign_in("ann", PASSWORD).await.status,
        StatusCode::CREATED
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn changing_something_needs_the_csrf_token() {
    let server = Server::start().await;
    server.add_user("ann", Role::Admin).await;
    let browser = server.sign_in("ann").await;
    let body = json!({ "name": "till", "role": "viewer" });
    for csrf in [None, Some("0000")] {
        let mut request = browser.request("POST", "/api/v1/api-keys", Some(&body));
        request.headers_mut().remove("x-csrf-token");
        if let Some(csrf) = csrf {
            request
                .headers_mut()
                .insert("x-csrf-token", csrf.parse().unwrap());
        }
        let answer = server.send(request).await;
        assert_eq!(answer.problem(), (403, "access.csrf_missing".to_owned()));
    }
    let answer = server
        .send(browser.request("POST", "/api/v1/api-keys", Some(&body)))
        .await;
    assert_eq!(answer.status, StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_not_used_ends_and_one_that_is_used_goes_on() {
    let server = Server::start().await;
    server.add_user("ann", Role::Viewer).await;
    let browser = server.sign_in("ann").await;
    for _ in 0..3 {
        server.clock.advance(Duration::from_hours(8));
        let answer = server.send(browser.request("GET", SESSION, None)).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    server.clock.advance(Duration::from_hours(12));
    let answer = server.send(browser.request("GET", SESSION, None)).await;
    assert_eq!(answer.problem(), (401, "access.session_ended".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_session_lasts_longer_than_thirty_days() {
    let server = Server::start().await;
    server.add_user("ann", Role::Viewer).await;
    let browser = server.sign_in("ann").await;
    let mut lived_hours = 0;
    while server
        .send(browser.request("GET", SESSION, None))
        .await
        .status
        == StatusCode::OK
    {
        server.clock.advance(Duration::from_hours(10));
        lived_hours += 10;
    }
    assert_eq!(lived_hours, 30 * 24);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_is_out() {
    let server = Server::start().await;
    server.add_user("ann", Role::Viewer).await;
    let browser = server.sign_in("ann").await;
    let answer = server.send(browser.request("DELETE", SESSION, None)).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    let answer = server.send(browser.request("GET", SESSION, None)).await;
    assert_eq!(answer.problem(), (401, "access.session_ended".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_credentials_nobody_is_there() {
    let server = Server::start().await;
    let answer = server.send(empty("GET", SESSION)).await;
    assert_eq!(
        answer.problem(),
        (401, "access.credentials_missing".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_the_other_sessions() {
    let server = Server::start().await;
    server.add_user("ann", Role::Viewer).await;
    let (here, there) = (server.sign_in("ann").await, server.sign_in("ann").await);
    let path = "/api/v1/session/password";
    let body = json!({ "current": "not this one", "new": "battery staple" });
    let answer = server.send(here.request("PUT", path, Some(&body))).await;
    assert_eq!(
        answer.problem(),
        (401, "access.credentials_wrong".to_owned())
    );
    let body = json!({ "current": PASSWORD, "new": "battery staple" });
    let answer = server.send(here.request("PUT", path, Some(&body))).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(
        server.send(here.request("GET", SESSION, None)).await.status,
        StatusCode::OK
    );
    assert_eq!(
        server
            .send(there.request("GET", SESSION, None))
            .await
            .status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        server.try_sign_in("ann", "battery staple").await.status,
        StatusCode::CREATED
    );
}
