//! Reports by schedule over HTTP.

use app::access::{AuditFilter, Role};
use axum::http::StatusCode;
use kernel::Limit;
use serde_json::{Value, json};

use crate::harness::{empty, json as with_json, with_key};
use crate::imports::{Desk, history};

const SCHEDULES: &str = "/api/v1/schedules";

fn mondays(name: &str) -> Value {
    json!({ "name": name, "subject": { "report": "base", "months": 3 }, "rhythm": "weekly", "day": 1, "hour": 7 })
}

/// Those who read reports see all of a schedule, and change nothing.
async fn a_viewer_reads_and_changes_nothing(
    desk: &Desk,
    (place, file): (&str, &str),
    edition: &Value,
) {
    let viewer = desk.server.add_key(Role::Viewer).await;
    let as_viewer = async |method: &str, path: &str| {
        let request = with_key(empty(method, path), &viewer);
        desk.server.send(request).await
    };
    let seen = as_viewer("GET", SCHEDULES).await.json();
    assert_eq!(seen["items"][0]["last"]["id"], edition["id"]);
    assert_eq!(seen["items"][0]["is_mine"], false);
    let listed = as_viewer("GET", &format!("{place}/editions")).await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    let shown = as_viewer("GET", file).await.json();
    assert_eq!(shown["name"], "Основа");
    assert_eq!(
        shown["columns"][0],
        json!({ "name": "month", "heading": "Month", "kind": "month", "words": {} })
    );
    assert_eq!(shown["rows"][2][0], "2011-09");
    let persian = as_viewer("GET", &format!("{file}?language=fa")).await;
    assert_eq!(
        persian.json()["columns"][2],
        json!({ "name": "complete", "heading": "کامل", "kind": "text", "words": { "true": "بله", "false": "نه" } })
    );
    let csv = as_viewer("GET", &format!("{file}/sheet.csv")).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        csv.header("content-disposition"),
        "attachment; filename=\"report-2026-01-15.csv\"; \
         filename*=UTF-8''%D0%9E%D1%81%D0%BD%D0%BE%D0%B2%D0%B0%202026-01-15.csv"
    );
    assert_eq!(csv.text().lines().count(), 4);
    let pdf = as_viewer("GET", &format!("{file}/sheet.pdf?language=fa-IR")).await;
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(
        pdf.header("content-disposition")
            .ends_with("2026-01-15.pdf")
    );
    let (text, letters) = (String::from_utf8_lossy(&pdf.body), "Vazirmatn-Regular");
    assert!(text.starts_with("%PDF-") && text.contains("/Lang (fa)") && text.contains(letters));
    let english = as_viewer("GET", &format!("{file}/sheet.pdf")).await;
    let english = String::from_utf8_lossy(&english.body);
    assert!(english.contains("/Lang (en)") && !english.contains(letters));
    for (method, path) in [("DELETE", place), ("POST", &format!("{place}/editions"))] {
        assert_eq!(as_viewer(method, path).await.problem().0, 403);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_is_made_run_read_changed_and_removed() {
    let desk = Desk::open().await;
    desk.import("orders", &history()).await;
    let made = desk.send("POST", SCHEDULES, &mondays("Основа")).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let made = made.json();
    assert_eq!(
        (
            &made["is_on"],
            &made["version"],
            &made["last"],
            &made["is_mine"]
        ),
        (&json!(true), &json!(1), &Value::Null, &json!(true))
    );
    assert!(made["due_at"].as_str().unwrap().starts_with("2026-01-19T"));
    assert_eq!(
        made["subject"],
        json!({ "report": "base", "months": 3, "days": null, "by": null, "money": null, "query": null })
    );
    let place = format!("{SCHEDULES}/{}", made["id"].as_str().unwrap());

    let run = desk.ask(empty("POST", &format!("{place}/editions"))).await;
    assert_eq!(run.status, StatusCode::CREATED, "{}", run.text());
    let edition = run.json();
    assert_eq!(
        (&edition["rows"], &edition["is_asked"], &edition["as_of"]),
        (&json!(3), &json!(true), &json!("2011-09-27"))
    );
    let file = format!("{place}/editions/{}", edition["id"].as_str().unwrap());

    a_viewer_reads_and_changes_nothing(&desk, (&place, &file), &edition).await;

    let mut wish = mondays("Base");
    wish["version"] = json!(1);
    wish["is_on"] = json!(false);
    let changed = desk.send("PUT", &place, &wish).await.json();
    assert_eq!(
        (
            &changed["due_at"],
            &changed["last"]["id"],
            &changed["version"]
        ),
        (&Value::Null, &edition["id"], &json!(2))
    );
    let late = desk.send("PUT", &place, &wish).await;
    assert_eq!(
        late.problem(),
        (409, "insight.changed_meanwhile".to_owned())
    );

    let gone = desk.ask(empty("DELETE", &place)).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(
        desk.get(&file).await.problem(),
        (404, "schedule.missing".to_owned())
    );

    let wanted = AuditFilter {
        action: Some("schedule".to_owned()),
        ..AuditFilter::default()
    };
    let audit = desk.server.access.audit(&wanted, None, Limit::default());
    let deeds = audit.await.unwrap().items.into_iter().take(4);
    let deeds: Vec<String> = deeds.map(|entry| entry.action).collect();
    assert_eq!(
        deeds,
        [
            "schedule.removed",
            "schedule.changed",
            "schedule.run",
            "schedule.created"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edition_that_failed_says_why_and_has_no_file() {
    let desk = Desk::open().await;
    let query = json!({ "name": "Wrong", "sql": "select dya from orders" });
    let query = desk
        .send("POST", "/api/v1/saved-queries", &query)
        .await
        .json();
    let wish = json!({ "name": "Wrong", "subject": { "report": "query", "query": query["id"] }, "rhythm": "daily", "hour": 0 });
    let made = desk.send("POST", SCHEDULES, &wish).await.json();
    assert_eq!(made["query_name"], "Wrong");
    let place = format!("{SCHEDULES}/{}/editions", made["id"].as_str().unwrap());
    let edition = desk.ask(empty("POST", &place)).await.json();
    assert!(
        edition["failure"].as_str().unwrap().contains("dya"),
        "{edition}"
    );
    assert_eq!(edition["failure_code"], "query.invalid");
    assert!(
        edition["failure_args"]["said"]
            .as_str()
            .unwrap()
            .contains("dya"),
        "{edition}"
    );
    let file = format!("{place}/{}", edition["id"].as_str().unwrap());
    let shown = desk.get(&file).await.json();
    assert_eq!(
        (&shown["columns"], &shown["rows"]),
        (&json!([]), &json!([]))
    );
    let csv = desk.get(&format!("{file}/sheet.csv")).await;
    assert_eq!(csv.problem(), (409, "schedule.edition_failed".to_owned()));
    let pdf = desk.get(&format!("{file}/sheet.pdf")).await;
    assert_eq!(pdf.problem(), (409, "schedule.edition_failed".to_owned()));
    let other = desk.get(&format!("{place}/edn_0000000000000")).await;
    assert_eq!(
        other.problem(),
        (404, "schedule.edition_missing".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_made_is_refused_in_a_sentence() {
    let desk = Desk::open().await;
    let mut day = mondays("a");
    day["day"] = json!(8);
    let mut none = mondays("a");
    none["day"] = Value::Null;
    let mut daily = mondays("a");
    daily["rhythm"] = json!("daily");
    let mut hour = mondays("a");
    hour["hour"] = json!(24);
    let mut foreign = mondays("a");
    foreign["subject"] = json!({ "report": "rfm", "months": 3 });
    let mut unnamed = mondays("a");
    unnamed["subject"] = json!({ "report": "query" });
    for (body, words) in [
        (day, "1 for Monday to 7 for Sunday, 8 was given"),
        (none, "name the day"),
        (daily, "a daily report has no day"),
        (hour, "0 to 23, 24 was given"),
        (foreign, "the report rfm has no months"),
        (unnamed, "name the query"),
        (mondays(" "), "1 to 100 characters"),
    ] {
        let answer = desk.ask(with_json("POST", SCHEDULES, &body)).await;
        assert_eq!(answer.problem().0, 422, "{}", answer.text());
        assert!(answer.text().contains(words), "{}", answer.text());
    }
    let again = mondays("Base");
    desk.send("POST", SCHEDULES, &again).await;
    let again = desk.send("POST", SCHEDULES, &again).await;
    assert_eq!(again.problem(), (409, "insight.name_taken".to_owned()));
}
