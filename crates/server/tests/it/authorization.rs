//! Every operation of the OpenAPI document for every role: who is let in, in one table to review.

use std::fmt::Write as _;

use app::access::Role;
use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::harness::{Server, empty, json as with_json, with_key};
use crate::openapi::document;

/// The operations as method and path, with examples in place of parameters.
pub(crate) fn operations() -> Vec<(String, String, String)> {
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, item)| {
        item.as_object()
            .unwrap()
            .keys()
            .map(|method| (method.to_uppercase(), path.clone()))
    });
    let filled = operations.map(|(method, path)| {
        let example = path
            .replace("/imports/{id}", "/imports/imp_0000000000001")
            .replace("/exchanges/{id}", "/exchanges/exc_0000000000001")
            .replace("{login}", "shop-1c")
            .replace("/models/{id}", "/models/mdl_0000000000001")
            .replace("/api-keys/{id}", "/api-keys/key_0000000000001")
            .replace("/dashboards/{id}", "/dashboards/dsh_0000000000001")
            .replace("/saved-queries/{id}", "/saved-queries/sqy_0000000000001")
            .replace("/schedules/{id}", "/schedules/sch_0000000000001")
            .replace("{edition}", "edn_0000000000001")
            .replace("/users/{id}", "/users/usr_0000000000001")
            .replace("/sources/{id}", "/sources/src_0000000000001")
            .replace("{call}", "track")
            .replace("/uploads/{id}", "/uploads/upl_0000000000001")
            .replace("/customers/{id}", "/customers/cus_0000000000001")
            .replace("/customer-views/{id}", "/customer-views/cvw_0000000000001")
            .replace("{note}", "cnt_0000000000001")
            .replace("/forms/{key}", "/forms/quiz")
            .replace("/endpoints/{id}", "/endpoints/ep_0000000000001")
            .replace("/incoming/{id}", "/incoming/inw_0000000000001")
            .replace("/decisions/{id}", "/decisions/dcn_0000000000001")
            .replace("{delivery}", "msg_0000000000001")
            .replace("{token}", "hook_1")
            .replace("{order_id}", "o1")
            .replace("{metric}", "orders")
            .replace("{month}", "2011-11")
            .replace("{name}", "till");
        assert!(!example.contains('{'), "{example} needs an example");
        (method, path, example)
    });
    filled.collect()
}

pub(crate) fn request(method: &str, path: &str) -> Request<Body> {
    if matches!(method, "GET" | "DELETE") {
        empty(method, path)
    } else {
        with_json(method, path, &json!({}))
    }
}

fn outcome(status: u16) -> String {
    if matches!(status, 401 | 403) {
        status.to_string()
    } else {
        "yes".to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_admits_whom_the_table_says() {
    let server = Server::start().await;
    let mut keys = Vec::new();
    for role in Role::ALL {
        server.add_user(role.as_str(), role).await;
        keys.push((role, server.add_key(role).await));
    }
    let mut table = String::new();
    for (method, path, example) in operations() {
        let nobody = server
            .send(request(&method, &example))
            .await
            .status
            .as_u16();
        write!(table, "{method:6} {path:38} nobody {}", outcome(nobody)).unwrap();
        for (role, key) in &keys {
            // What is about a session is asked by a person, all else by a program, whose key survives signing out.
            let status = if path.starts_with("/api/v1/session") {
                let browser = server.sign_in(role.as_str()).await;
                let body = (method != "GET" && method != "DELETE").then(|| json!({}));
                server
                    .send(browser.request(&method, &example, body.as_ref()))
                    .await
                    .status
            } else {
                server
                    .send(with_key(request(&method, &example), key))
                    .await
                    .status
            };
            write!(table, "  {role} {}", outcome(status.as_u16())).unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}

#[test]
fn every_operation_has_a_rule() {
    let bare = |(method, path, _): &(String, String, String)| {
        server::rule_named(method, path.strip_prefix("/api/v1").unwrap_or(path)).is_none()
    };
    let uncovered: Vec<_> = operations().into_iter().filter(bare).collect();
    assert_eq!(uncovered, []);
}
