//! Orders, returns and customers from tills and back offices.

use app::access::Role;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::harness::{Answer, Server};

async fn send(server: &Server, key: &str, place: (&str, &str), once: &str, body: &Value) -> Answer {
    let (method, path) = place;
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1{path}"))
        .header("authorization", format!("Bearer {key}"))
        .header("content-type", "application/json")
        .header("idempotency-key", once);
    let request = request.body(Body::from(body.to_string())).unwrap();
    server.send(request).await
}

const ORDERS: (&str, &str) = ("POST", "/orders");

fn order(price: &str) -> Value {
    json!({
        "order_id": "o1",
        "customer": {"user_id": "u1", "email": "ada@example.org"},
        "products": [{"sku": "p1", "price": price, "quantity": 2}],
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_taken_once_however_often_it_is_sent() {
    let server = Server::start().await;
    let key = server.add_key(Role::Operator).await;
    let first = send(&server, &key, ORDERS, "a", &order("1.50")).await;
    assert_eq!(first.status, 201);
    let item = first.json()["items"][0].clone();
    assert_eq!(
        (item["id"].as_str(), item["is_new"].as_bool()),
        (Some("o1"), Some(true))
    );
    assert!(
        item["customer_id"].as_str().unwrap().starts_with("cus_"),
        "{item}"
    );

    let again = send(&server, &key, ORDERS, "a", &order("1.50")).await;
    assert_eq!((again.status.as_u16(), &again.body), (201, &first.body));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    // The same order under another key is known; with other content it is refused.
    let known = send(&server, &key, ORDERS, "b", &order("1.50")).await;
    assert_eq!(
        (
            known.status.as_u16(),
            known.json()["items"][0]["is_new"].as_bool()
        ),
        (200, Some(false))
    );
    let other = send(&server, &key, ORDERS, "c", &order("2.50")).await;
    assert_eq!(
        (other.status.as_u16(), other.json()["code"].as_str()),
        (409, Some("intake.order_differs"))
    );
    let reused = send(&server, &key, ORDERS, "a", &order("2.50")).await;
    assert_eq!(
        (reused.status.as_u16(), reused.json()["code"].as_str()),
        (422, Some("request.key_reused"))
    );
    // As a change it is taken.
    let put = send(&server, &key, ("PUT", "/orders/o1"), "a", &order("2.50")).await;
    assert_eq!(put.status, 200);
    assert!(put.json()["items"][0]["position"].as_i64() > item["position"].as_i64());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_named_and_not_remembered() {
    let server = Server::start().await;
    let key = server.add_key(Role::Operator).await;
    let body = json!({"order_id": "o1", "products": [{"price": 1}, {"price": 2}, {"price": "x"}]});
    let refused = send(&server, &key, ORDERS, "a", &body).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["fields"][0]["field"], "products[2].price");
    assert_eq!(
        send(&server, &key, ORDERS, "a", &order("1.50"))
            .await
            .status,
        201
    );
    let missing = send(&server, &key, ORDERS, "", &order("1.50")).await;
    assert_eq!(missing.json()["code"], "request.key_missing");
    let long = send(&server, &key, ORDERS, &"k".repeat(256), &order("1.50")).await;
    assert_eq!(long.json()["code"], "request.key_missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_and_returns_are_taken() {
    let server = Server::start().await;
    let key = server.add_key(Role::Operator).await;
    let customers = json!([
        {"user_id": "u1", "name": "Ada Lovelace", "email": "ada@example.org"},
        {"phone": "+44 20 7946 0018"},
    ]);
    let taken = send(&server, &key, ("POST", "/customers"), "a", &customers).await;
    assert_eq!(taken.status, 201);
    let taken = taken.json();
    assert!(
        taken["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["customer_id"].is_string())
    );
    assert_ne!(
        taken["items"][0]["customer_id"],
        taken["items"][1]["customer_id"]
    );
    let card = server
        .send(crate::harness::with_key(
            crate::harness::empty("GET", "/api/v1/customers/u1"),
            &key,
        ))
        .await
        .json();
    assert_eq!(
        (&card["id"], &card["name"]),
        (&taken["items"][0]["customer_id"], &json!("Ada Lovelace"))
    );
    assert_eq!(
        (&card["profile"]["events"], &card["carts"]),
        (&json!(1), &json!([]))
    );
    let nobody =
        crate::harness::with_key(crate::harness::empty("GET", "/api/v1/customers/u9"), &key);
    assert_eq!(
        server.send(nobody).await.json()["code"],
        "customer.not_found"
    );
    let body = json!({"return_id": "r1", "order_id": "o1", "customer": {"email": "Ada@Example.org"}, "products": [{"sku": "p1", "price": 1}]});
    let back = send(&server, &key, ("POST", "/returns"), "a", &body).await;
    assert_eq!(
        (
            back.status.as_u16(),
            &back.json()["items"][0]["customer_id"]
        ),
        (201, &taken["items"][0]["customer_id"])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_at_once_are_one() {
    let server = std::sync::Arc::new(Server::start().await);
    let key = server.add_key(Role::Operator).await;
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let (server, key) = (std::sync::Arc::clone(&server), key.clone());
            tokio::spawn(async move { send(&server, &key, ORDERS, "a", &order("1.50")).await })
        })
        .collect();
    let mut bodies = std::collections::BTreeSet::new();
    for task in tasks {
        let answer = task.await.unwrap();
        match answer.status.as_u16() {
            201 => drop(bodies.insert(answer.body.to_vec())),
            status => assert_eq!(status, 409),
        }
    }
    assert_eq!(bodies.len(), 1);
    assert_eq!(
        server
            .state
            .workspace()
            .log()
            .last_position()
            .await
            .unwrap(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large_is_a_problem_like_any_other() {
    let server = Server::start().await;
    let key = server.add_key(Role::Operator).await;
    let body = json!({ "order_id": "x".repeat(9 << 20) });
    let refused = send(&server, &key, ORDERS, "a", &body).await;
    assert_eq!(refused.problem(), (413, "http.body_too_large".to_owned()));
}
