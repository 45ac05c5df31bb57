//! Notices of what came to its end: listed, marked, and told as they come.

use app::access::Role;
use axum::body::BodyDataStream;
use axum::http::StatusCode;
use futures::StreamExt as _;
use serde_json::{Value, json};

use crate::harness::{Browser, empty, with_key};
use crate::imports::{Desk, history};

const LIST: &str = "/api/v1/notifications";
const READ: &str = "/api/v1/notifications/read";
const STREAM: &str = "/api/v1/notifications/stream";

async fn listed(desk: &Desk, browser: &Browser) -> Value {
    let answer = desk.server.send(browser.request("GET", LIST, None)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

async fn person(desk: &Desk, login: &str, role: Role) -> Browser {
    desk.server.add_user(login, role).await;
    desk.server.sign_in(login).await
}

/// A stream that has told that it listens.
async fn listen(desk: &Desk, browser: &Browser, last: Option<&str>) -> BodyDataStream {
    let mut request = browser.request("GET", STREAM, None);
    if let Some(last) = last {
        request
            .headers_mut()
            .insert("last-event-id", last.parse().unwrap());
    }
    let response = desk.server.open(request).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    let mut frames = response.into_body().into_data_stream();
    let first = frame(&mut frames).await.unwrap();
    assert!(first.contains("retry: 5000"), "{first}");
    frames
}

async fn frame(frames: &mut BodyDataStream) -> Option<String> {
    let bytes = frames.next().await?.unwrap();
    Some(String::from_utf8(bytes.to_vec()).unwrap())
}

fn told(frame: &str) -> Value {
    assert!(frame.starts_with("event: notice\n"), "{frame}");
    let data = frame.lines().find_map(|line| line.strip_prefix("data: "));
    serde_json::from_str(data.unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_told_to_whom_it_concerns_and_marked_as_read_by_each() {
    let desk = Desk::open().await;
    let ann = person(&desk, "ann", Role::Admin).await;
    let bob = person(&desk, "bob", Role::Analyst).await;
    let vic = person(&desk, "vic", Role::Viewer).await;
    assert_eq!(
        listed(&desk, &ann).await,
        json!({ "items": [], "unread": 0 })
    );
    let import = desk.import("orders", &history()).await;
    let seen = listed(&desk, &ann).await;
    assert_eq!(seen["unread"], 1);
    assert_eq!(seen["items"][0]["id"], import["id"]);
    assert_eq!(seen["items"][0]["kind"], "import");
    assert_eq!(seen["items"][0]["is_failure"], false);
    assert_eq!(
        listed(&desk, &vic).await["items"],
        json!([]),
        "a viewer sees no imports"
    );

    let marks = json!({ "ids": [import["id"], "imp_unknown"] });
    let marked = desk
        .server
        .send(ann.request("POST", READ, Some(&marks)))
        .await;
    assert_eq!(marked.status, StatusCode::NO_CONTENT);
    let seen = listed(&desk, &ann).await;
    assert_eq!(
        (&seen["unread"], &seen["items"][0]["is_read"]),
        (&json!(0), &json!(true))
    );
    assert_eq!(
        listed(&desk, &bob).await["unread"],
        1,
        "marks are each person's own"
    );
    desk.server
        .send(bob.request("POST", READ, Some(&json!({}))))
        .await;
    assert_eq!(listed(&desk, &bob).await["unread"], 0);
    let late = person(&desk, "cat", Role::Admin).await;
    desk.server.clock.advance(std::time::Duration::from_secs(1));
    let later = person(&desk, "dan", Role::Admin).await;
    assert_eq!(listed(&desk, &late).await["unread"], 1);
    assert_eq!(
        listed(&desk, &later).await["unread"],
        0,
        "what was before an account is no news"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_listens_is_told_and_goes_on_after_a_break() {
    let desk = Desk::open().await;
    let ann = person(&desk, "ann", Role::Admin).await;
    let mut frames = listen(&desk, &ann, None).await;
    let first = desk.import("orders", &history()).await;
    let notice = told(&frame(&mut frames).await.unwrap());
    assert_eq!(
        (&notice["id"], &notice["is_read"]),
        (&first["id"], &json!(false))
    );
    drop(frames);

    let second = desk.import("orders", "InvoiceNo\nx\n").await;
    let mut frames = listen(&desk, &ann, first["id"].as_str()).await;
    let notice = told(&frame(&mut frames).await.unwrap());
    assert_eq!(
        (&notice["id"], &notice["is_failure"]),
        (&second["id"], &json!(true))
    );
    assert_eq!(notice["reason"], second["error"]);
    assert!(notice["reason_code"].is_string(), "{notice}");
    assert_eq!(
        (&notice["reason_code"], &notice["reason_args"]),
        (&second["error_code"], &second["error_args"])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_ends_with_its_session() {
    let desk = Desk::open().await;
    let ann = person(&desk, "ann", Role::Admin).await;
    let other = desk.server.sign_in("ann").await;
    let (mut frames, mut others) = (
        listen(&desk, &ann, None).await,
        listen(&desk, &other, None).await,
    );
    let request = ann.request("DELETE", "/api/v1/session", None);
    desk.server.send(request).await;
    assert_eq!(frame(&mut frames).await, None);
    desk.import("orders", &history()).await;
    assert!(
        frame(&mut others).await.is_some(),
        "the other session goes on"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_has_so_many_streams_and_a_key_none() {
    let desk = Desk::open().await;
    let ann = person(&desk, "ann", Role::Admin).await;
    let bob = person(&desk, "bob", Role::Viewer).await;
    let mut open = Vec::new();
    for _ in 0..8 {
        open.push(listen(&desk, &ann, None).await);
    }
    let refused = desk.server.send(ann.request("GET", STREAM, None)).await;
    assert_eq!(
        refused.problem(),
        (429, "server.listeners_exhausted".to_owned())
    );
    drop(listen(&desk, &bob, None).await);
    open.pop();
    drop(listen(&desk, &ann, None).await);

    let key = desk.server.add_key(Role::Admin).await;
    let refused = desk.server.send(with_key(empty("GET", STREAM), &key)).await;
    assert_eq!(refused.problem(), (403, "access.session_needed".to_owned()));
}
