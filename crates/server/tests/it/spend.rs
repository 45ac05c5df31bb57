//! Marketing spend by channel, campaign and day over HTTP.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

use crate::harness::{Answer, empty};
use crate::imports::Desk;

const DAYS: &str = "/api/v1/spend/days";

async fn put_file(desk: &Desk, query: &str, kind: &str, text: &str) -> Answer {
    let request = Request::put(format!("{DAYS}{query}")).header(header::CONTENT_TYPE, kind);
    desk.ask(request.body(Body::from(text.to_owned())).unwrap())
        .await
}

/// What was done to spend last, and what of it is told.
async fn deeds(desk: &Desk) -> Vec<[String; 2]> {
    let access = desk.server.state.access();
    let audit = access
        .audit(
            &app::access::AuditFilter::default(),
            None,
            kernel::Limit::default(),
        )
        .await
        .unwrap();
    let latest = audit.items.into_iter().take(4);
    latest.map(|entry| [entry.action, entry.detail]).collect()
}

async fn months_are_summed_and_set(desk: &Desk) {
    let months = desk.get("/api/v1/spend").await.json();
    assert_eq!(
        months["items"],
        json!([
            { "month": "2011-11", "amount_minor": 10_501, "origin": "days" },
            { "month": "2011-12", "amount_minor": 750, "origin": "days" },
        ])
    );
    desk.send(
        "PUT",
        "/api/v1/spend/2011-12",
        &json!({ "amount_minor": 9 }),
    )
    .await;
    let months = desk.get("/api/v1/spend").await.json();
    assert_eq!(
        months["items"][1],
        json!({ "month": "2011-12", "amount_minor": 9, "origin": "set" })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_put_listed_summed_and_removed() {
    let desk = Desk::open().await;
    let list = json!([
        { "channel": "google", "campaign": "a", "day": "2011-11-01", "cost_minor": 500, "impressions": 1_000, "clicks": 20 },
        { "channel": "tv", "day": "2011-11-02", "cost_minor": 10_000 },
    ]);
    let put = |added: u64, changed: u64, same: u64| json!({ "added": added, "changed": changed, "same": same, "rounded": 0, "ignored": [] });
    assert_eq!(desk.send("PUT", DAYS, &list).await.json(), put(2, 0, 0));
    assert_eq!(desk.send("PUT", DAYS, &list).await.json(), put(0, 0, 2));
    let text =
        "day,cost,channel,campaign,ctr\n2011-11-01,5.005,google,a,0\n2011-12-01,7.5,google,b,0\n";
    let answer = put_file(&desk, "?file_name=ads.csv", "text/csv; charset=utf-8", text).await;
    assert_eq!(
        answer.json(),
        json!({ "added": 1, "changed": 1, "same": 0, "rounded": 1, "ignored": ["ctr"] })
    );

    let first = desk
        .get(&format!("{DAYS}?limit=1&channel=google"))
        .await
        .json();
    assert_eq!(first["currency"]["code"], "GBP");
    let item = &first["items"][0];
    assert_eq!(
        (&item["day"], &item["cost_minor"]),
        (&json!("2011-11-01"), &json!(501))
    );
    assert_eq!(
        (&item["impressions"], &item["told_by"]),
        (&json!(null), &json!("ads.csv"))
    );
    let cursor = first["next_cursor"].as_str().unwrap().replace('\t', "%09");
    let rest = desk
        .get(&format!("{DAYS}?channel=google&cursor={cursor}"))
        .await
        .json();
    assert_eq!(
        (
            rest["items"].as_array().unwrap().len(),
            &rest["next_cursor"]
        ),
        (1, &json!(null))
    );

    let sums = desk
        .get("/api/v1/spend/sums?from=2011-11-01&to=2011-11-30")
        .await
        .json();
    assert_eq!(sums["items"][0]["channel"], "tv");
    assert_eq!(sums["items"][1]["cost_minor"], 501);
    months_are_summed_and_set(&desk).await;

    let removed = desk
        .ask(empty("DELETE", &format!("{DAYS}?channel=google")))
        .await;
    assert_eq!(removed.json(), json!({ "removed": 2 }));
    assert_eq!(
        deeds(&desk).await,
        [
            ["spend.removed", "2 figures"],
            ["spend.told", "1 added, 1 changed, 0 same"],
            ["spend.told", "0 added, 0 changed, 2 same"],
            ["spend.told", "2 added, 0 changed, 0 same"],
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_takes_nothing() {
    let desk = Desk::open().await;
    let good = json!({ "channel": "tv", "day": "2011-11-02", "cost_minor": 1 });
    for (list, sentence) in [
        (
            json!([good, good]),
            "nothing of the spend was taken: item 2 has the channel, campaign and day of item 1: keep one of them",
        ),
        (
            json!([good, { "channel": " ", "day": "2011-11-02", "cost_minor": 1 }]),
            "nothing of the spend was taken: item 2, channel `` is empty",
        ),
        (
            json!([good, { "channel": "tv", "day": "0026-01-01", "cost_minor": 1 }]),
            "nothing of the spend was taken: item 2, day `0026-01-01` is before 1990",
        ),
    ] {
        let answer = desk.send("PUT", DAYS, &list).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
        assert_eq!(answer.json()["detail"], sentence);
    }
    for list in [
        json!([{ "channel": "tv", "day": "2011-02-30", "cost_minor": 1 }]),
        json!([{ "channel": "tv", "day": "2011-02-01", "cost_minor": 1e30 }]),
        json!([{ "channel": "tv", "day": "2011-02-01", "cost_minor": 1.5 }]),
        json!([{ "channel": "tv", "day": "2011-02-01", "cost": 1 }]),
        json!({}),
    ] {
        assert_eq!(
            desk.send("PUT", DAYS, &list).await.problem().0,
            422,
            "{list}"
        );
    }
    let two = "day,channel,cost\n2011-11-01,tv,1\n2011-11-01,tv,2\n";
    for (query, kind, text, status) in [
        ("", "text/csv", two, 422),
        ("", "text/csv", "", 422),
        ("?date_format=sometime", "text/csv", two, 422),
        ("", "text/plain", two, 415),
        ("?month=2", "text/csv", two, 422),
    ] {
        let answer = put_file(&desk, query, kind, text).await;
        assert_eq!(answer.problem().0, status, "{query} {kind}");
    }
    let everything = desk.ask(empty("DELETE", DAYS)).await;
    assert_eq!(everything.problem().1, "spend.filter_missing");
    assert_eq!(desk.get(DAYS).await.json()["items"], json!([]));
}
