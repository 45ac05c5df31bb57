//! Questions in SQL over HTTP: the guide to what they can name, mistakes with their place, and queries that are saved.

use app::access::Role;
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::harness::{empty, json as with_json, with_key};
use crate::imports::{Desk, history};

const SAVED: &str = "/api/v1/saved-queries";

fn question(name: &str, sql: &str) -> Value {
    json!({ "name": name, "sql": sql, "chart": { "kind": "bar", "x": "month", "y": ["orders"] } })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guide_names_tables_functions_and_limits() {
    let desk = Desk::open().await;
    let guide = desk.get("/api/v1/query/schema").await.json();
    let tables = guide["tables"].as_array().unwrap();
    for table in tables {
        let columns = table["columns"].as_array().unwrap().iter();
        let columns: Vec<&str> = columns
            .map(|column| column["name"].as_str().unwrap())
            .collect();
        let sql = format!(
            "select {} from {}",
            columns.join(", "),
            table["name"].as_str().unwrap()
        );
        let answer = desk
            .send("POST", "/api/v1/query", &json!({ "sql": sql }))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let told = answer.json()["columns"].clone();
        for (column, kind) in table["columns"]
            .as_array()
            .unwrap()
            .iter()
            .zip(told.as_array().unwrap())
        {
            let told = kind["kind"].as_str().unwrap().trim_end_matches("View");
            assert_eq!(column["kind"], told, "{sql}: {column}");
        }
    }
    assert!(
        tables
            .iter()
            .any(|table| table["name"] == "customer_history")
    );
    let functions = guide["functions"].as_array().unwrap();
    assert!(functions.iter().any(|function| function["name"] == "clv"));
    assert_eq!(
        (&guide["rows_usual"], &guide["rows_max"]),
        (&json!(10_000), &json!(100_000))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_is_told_with_its_line_and_column() {
    let desk = Desk::open().await;
    let ask = json!({ "sql": "select day,\n  dya\nfrom orders" });
    let answer = desk.send("POST", "/api/v1/query", &ask).await;
    assert_eq!(answer.problem(), (422, "query.invalid".to_owned()));
    let problem = answer.json();
    assert_eq!(
        (&problem["line"], &problem["column"]),
        (&json!(2), &json!(3)),
        "{problem}"
    );
    let long = json!({ "sql": format!("select '{}'", "x".repeat(100_000)) });
    let answer = desk.send("POST", "/api/v1/query", &long).await;
    assert_eq!(answer.problem(), (422, "query.too_long".to_owned()));
    assert_eq!(answer.json()["line"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_query_is_run_by_those_who_read_reports() {
    let desk = Desk::open().await;
    let import = desk
        .import("orders?file_name=history.csv", &history())
        .await;
    assert_eq!(import["state"], "done", "{import}");
    let sql = "select month_of(day) as month, count(*) as orders from orders
        where day between $from and $as_of group by 1 order by 1";
    let made = desk.send("POST", SAVED, &question("Orders", sql)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let made = made.json();
    assert_eq!(
        (&made["version"], &made["is_shared"], &made["is_mine"]),
        (&json!(1), &json!(true), &json!(true))
    );
    let place = format!("{SAVED}/{}", made["id"].as_str().unwrap());

    let viewer = desk.server.add_key(Role::Viewer).await;
    let as_viewer = async |method: &str, path: &str| {
        let request = with_key(empty(method, path), &viewer);
        desk.server.send(request).await
    };
    let seen = as_viewer("GET", SAVED).await.json();
    assert_eq!(
        (&seen["items"][0]["name"], &seen["items"][0]["is_mine"]),
        (&json!("Orders"), &json!(false))
    );
    let all = as_viewer("GET", &format!("{place}/result")).await.json();
    assert_eq!(all["rows"].as_array().unwrap().len(), 9);
    let some = as_viewer(
        "GET",
        &format!("{place}/result?from=2011-02-01&as_of=2011-03-31"),
    )
    .await
    .json();
    assert_eq!(some["rows"][0]["month"], "2011-02-01");
    assert_eq!(some["rows"].as_array().unwrap().len(), 2);
    assert_eq!(as_viewer("DELETE", &place).await.problem().0, 403);

    let mut csv = with_key(empty("GET", &format!("{place}/result?max_rows=1")), &viewer);
    csv.headers_mut()
        .insert(header::ACCEPT, "text/csv".parse().unwrap());
    let csv = desk.server.send(csv).await;
    assert_eq!(
        (csv.header("x-rows-truncated"), csv.text().lines().count()),
        ("true", 2)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_query_is_changed_once_for_each_version() {
    let desk = Desk::open().await;
    let made = desk
        .send("POST", SAVED, &question("Orders", "select 1"))
        .await
        .json();
    let place = format!("{SAVED}/{}", made["id"].as_str().unwrap());
    let mut wish = question("Orders by month", "select 2");
    wish["version"] = json!(1);
    let changed = desk.send("PUT", &place, &wish).await.json();
    assert_eq!(
        (&changed["version"], &changed["sql"]),
        (&json!(2), &json!("select 2"))
    );
    let late = desk.send("PUT", &place, &wish).await;
    assert_eq!(
        late.problem(),
        (409, "insight.changed_meanwhile".to_owned())
    );
    let again = desk
        .send("POST", SAVED, &question("orders BY month", "select 1"))
        .await;
    assert_eq!(again.problem(), (409, "insight.name_taken".to_owned()));
    assert_eq!(again.json()["wording"], "insight.name_taken");
    assert_eq!(again.json()["args"], json!({ "name": "orders BY month" }));
    let nameless = desk.send("POST", SAVED, &question(" ", "select 1")).await;
    assert_eq!(
        nameless.problem(),
        (422, "insight.length_out_of_range".to_owned())
    );
    assert_eq!(
        (&nameless.json()["wording"], &nameless.json()["args"]),
        (
            &json!("insight.length_out_of_range.name"),
            &json!({ "given": "0", "most": "100" })
        )
    );

    assert_eq!(
        desk.ask(empty("DELETE", &place)).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        desk.get(&place).await.problem(),
        (404, "insight.kept_missing".to_owned())
    );
    let back = desk.ask(empty("POST", &format!("{place}/restore"))).await;
    assert_eq!(back.json()["name"], "Orders by month");

    let access = &desk.server.access;
    let audit = access
        .audit(
            &app::access::AuditFilter::default(),
            None,
            kernel::Limit::default(),
        )
        .await
        .unwrap();
    let deeds: Vec<String> = audit
        .items
        .into_iter()
        .take(4)
        .map(|entry| entry.action)
        .collect();
    assert_eq!(
        deeds,
        [
            "query.restored",
            "query.removed",
            "query.changed",
            "query.saved"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_saved_is_refused_in_a_sentence() {
    let desk = Desk::open().await;
    for (body, status) in [
        (question("", "select 1"), 422),
        (question("a", ""), 422),
        (question("a", &"x".repeat(100_000)), 422),
        (
            json!({ "name": "a", "sql": "select 1", "chart": { "kind": "pie" } }),
            422,
        ),
        (
            json!({ "name": "a", "sql": "select 1", "chart": { "kind": "bar", "y": ["a", "b", "c", "d", "e"] } }),
            422,
        ),
    ] {
        let answer = desk.ask(with_json("POST", SAVED, &body)).await;
        assert_eq!(answer.problem().0, status, "{}", answer.text());
    }
    assert_eq!(desk.get(SAVED).await.json()["items"], json!([]));
}
