//! Lost customers, profitability, spend and acquisition over HTTP.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::harness::empty;
use crate::imports::{Desk, history};

/// Two customers: one brings 20.00 at a cost of 5.00, the other 10.00 at 12.00.
const COSTS: &str = "order,customer,date,quantity,price,cost
1,A,2024-03-18 10:00:00,2,10.00,5.00
2,B,2024-03-19 10:00:00,1,10.00,12.00
";

#[tokio::test(flavor = "multi_thread")]
async fn spend_is_set_listed_and_removed() {
    let desk = Desk::open().await;
    let path = "/api/v1/spend/2011-11";
    let amount = json!({ "amount_minor": 1_500_000 });
    let spend = json!({ "month": "2011-11", "amount_minor": 1_500_000, "origin": "set" });
    assert_eq!(desk.send("PUT", path, &amount).await.json(), spend);
    let list = desk.get("/api/v1/spend").await.json();
    assert_eq!(list["items"], json!([spend]));
    assert_eq!(list["currency"], json!({ "code": "GBP", "digits": 2 }));
    for _ in 0..2 {
        let removed = desk.ask(empty("DELETE", path)).await;
        assert_eq!(removed.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(desk.get("/api/v1/spend").await.json()["items"], json!([]));
    for (place, body, sentence) in [
        (
            "2011-13",
            json!({ "amount_minor": 1 }),
            "`2011-13` is not a month, expected one such as 2026-01",
        ),
        (
            "2011-12",
            json!({ "amount_minor": -5 }),
            "the spend of a month must be above 0, -5 in minor units was given",
        ),
    ] {
        let answer = desk
            .send("PUT", &format!("/api/v1/spend/{place}"), &body)
            .await;
        assert_eq!(answer.problem().0, 422);
        assert_eq!(answer.json()["detail"], sentence);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn profit_is_told_when_costs_are_known() {
    let desk = Desk::open().await;
    let import = desk.import("orders?file_name=costs.csv", COSTS).await;
    assert_eq!(import["state"], "done", "{import}");
    let report = desk
        .get("/api/v1/reports/profitability?cost_per_order_minor=100")
        .await
        .json();
    assert_eq!(report["basis"], "profit");
    // 20.00 − 5.00 − 1.00 and 10.00 − 12.00 − 1.00.
    assert_eq!(report["totals"]["result_minor"], 1_400 - 300);
    assert_eq!(report["unprofitable"]["customers"], 1);
    assert_eq!(report["peak"]["result_minor"], 1_400);
    let list = "/api/v1/reports/profitability/customers?cost_per_order_minor=100&limit=1";
    let first = desk.get(list).await.json();
    assert_eq!(first["items"][0]["customer_key"], "B");
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = desk.get(&format!("{list}&cursor={cursor}")).await.json();
    assert_eq!(
        (&rest["items"][0]["customer_key"], &rest["next_cursor"]),
        (&json!("A"), &Value::Null)
    );
    for (part, keys) in [
        ("unprofitable=true", vec!["B"]),
        ("decile=10", vec!["B"]),
        ("decile=1", vec![]),
    ] {
        let list = list.replace("limit=1", part);
        let found = desk.get(&list).await.json();
        let found: Vec<&str> = found["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["customer_key"].as_str().unwrap())
            .collect();
        assert_eq!(found, keys, "{list}");
    }
    let acquisition = desk.get("/api/v1/reports/acquisition").await.json();
    assert_eq!(acquisition["margin"]["origin"], "base");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_said() {
    let desk = Desk::open().await;
    desk.import("orders?file_name=2011.csv", &history()).await;
    for (path, sentence) in [
        (
            "lost-customers?change=-2",
            "the change of lost customers must be from -100 % to 100 %, -200 % was given",
        ),
        (
            "lost-customers?years=1000",
            "the number of years must be from 1 to 30, 1000 was given",
        ),
        (
            "lost-customers?margin=-0.1",
            "the margin must be above 0 %, at most 100 %, -10 % was given",
        ),
        (
            "profitability?cost_per_order_minor=-1",
            "the cost of serving an order must be 0 or more, at most 100000000000 in minor units, -1 was given",
        ),
        (
            "profitability?from=2012-01-01",
            "the time must begin before the end of 2011-09-27, 2012-01-01 was given",
        ),
        (
            "profitability/customers?decile=11",
            "the tenth must be from 1 to 10, 11 was given",
        ),
        (
            "profitability/customers?decile=1&unprofitable=true",
            "decile: give decile or unprofitable, not both",
        ),
        (
            "profitability/customers?cursor=home",
            "`home` is not a cursor of this list",
        ),
        (
            "acquisition?margin=7",
            "the margin must be above 0 %, at most 100 %, 700 % was given",
        ),
    ] {
        let answer = desk.get(&format!("/api/v1/reports/{path}")).await;
        assert_eq!(answer.problem().0, 422, "{path}");
        assert_eq!(answer.json()["detail"], sentence, "{path}");
    }
}
