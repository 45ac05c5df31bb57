//! Dashboards over HTTP.

use app::access::Role;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{empty, with_key};
use crate::imports::Desk;

const DASHBOARDS: &str = "/api/v1/dashboards";

fn page(name: &str) -> Value {
    json!({ "name": name, "cards": [
        { "id": "a", "kind": "months", "width": 4 },
        { "id": "b", "kind": "query", "query": "sqy_0000000000001", "title": "By shop", "width": 2 },
    ] })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dashboard_is_made_read_changed_removed_and_brought_back() {
    let desk = Desk::open().await;
    let made = desk.send("POST", DASHBOARDS, &page("Monday")).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let made = made.json();
    assert_eq!(made["cards"][1]["title"], "By shop");
    let place = format!("{DASHBOARDS}/{}", made["id"].as_str().unwrap());
    let viewer = desk.server.add_key(Role::Viewer).await;
    let seen = desk
        .server
        .send(with_key(empty("GET", &place), &viewer))
        .await
        .json();
    assert_eq!(
        (&seen["name"], &seen["is_mine"]),
        (&json!("Monday"), &json!(false))
    );
    let refused = desk
        .server
        .send(with_key(empty("DELETE", &place), &viewer))
        .await;
    assert_eq!(refused.problem().0, 403);

    let mut wish = page("Tuesday");
    wish["version"] = json!(1);
    assert_eq!(desk.send("PUT", &place, &wish).await.json()["version"], 2);
    let late = desk.send("PUT", &place, &wish).await;
    assert_eq!(
        late.problem(),
        (409, "insight.changed_meanwhile".to_owned())
    );
    let again = desk.send("POST", DASHBOARDS, &page("TUESDAY")).await;
    assert_eq!(again.problem(), (409, "insight.name_taken".to_owned()));

    assert_eq!(
        desk.ask(empty("DELETE", &place)).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(desk.get(DASHBOARDS).await.json()["items"], json!([]));
    assert_eq!(desk.get(&place).await.problem().0, 404);
    let back = desk
        .ask(empty("POST", &format!("{place}/restore")))
        .await
        .json();
    assert_eq!(
        (&back["name"], &back["cards"]),
        (&json!("Tuesday"), &made["cards"])
    );

    let access = &desk.server.access;
    let audit = access
        .audit(
            &app::access::AuditFilter::default(),
            None,
            kernel::Limit::default(),
        )
        .await
        .unwrap();
    let actions = audit.items.into_iter().map(|entry| entry.action);
    let deeds: Vec<String> = actions
        .filter(|action| action.starts_with("dashboard."))
        .collect();
    assert_eq!(
        deeds,
        [
            "dashboard.restored",
            "dashboard.removed",
            "dashboard.changed",
            "dashboard.made"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_layout_that_can_not_be_is_refused_in_a_sentence() {
    let desk = Desk::open().await;
    let card = |kind: &str, width: u8| json!([{ "id": "a", "kind": kind, "width": width }]);
    let many: Vec<Value> = (0..1000)
        .map(|at| json!({ "id": at.to_string(), "kind": "months", "width": 1 }))
        .collect();
    for (cards, sentence) in [
        (
            card("pie", 1),
            "card 1 is of the kind `pie`, expected one of query",
        ),
        (
            card("months", 9),
            "card 1 takes 1 to 4 columns, 9 were given",
        ),
        (card("query", 1), "card 1 names no query"),
        (
            json!(many),
            "a dashboard has at most 40 cards, 1000 were given",
        ),
    ] {
        let answer = desk
            .send("POST", DASHBOARDS, &json!({ "name": "x", "cards": cards }))
            .await;
        assert_eq!(answer.problem().0, 422);
        let problem = answer.json();
        assert!(
            problem["detail"].as_str().unwrap().starts_with(sentence),
            "{problem}"
        );
    }
}
