//! Models, scores and the report of value over HTTP.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::imports::Desk;
use crate::members::keys;

/// Four hundred customers over two years, each at a rate of its own, some of whom stop.
fn orders() -> String {
    let mut text = String::from("order,customer,date,product,quantity,price\n");
    let mut seed: u64 = 11;
    let mut chance = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    let mut order = 0;
    for customer in 0..400 {
        let start = chance() % 300;
        let pace = 5 + chance() % 120;
        let stay = chance() % 700;
        let mut day = start;
        while day <= start + stay && day < 730 {
            order += 1;
            let date =
                jiff::civil::date(2024, 1, 1) + jiff::ToSpan::days(i64::try_from(day).unwrap());
            let price = 5 + chance() % 60;
            writeln!(text, "{order},c{customer},{date},mug,1,{price}.00").unwrap();
            day += 1 + chance() % (2 * pace);
        }
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_is_fitted_and_asked() {
    let desk = Desk::open().await;
    let import = desk.import("orders?file_name=orders.csv", &orders()).await;
    assert_eq!(import["state"], "done", "{import}");
    let none = desk.get("/api/v1/reports/value").await;
    assert_eq!(none.problem(), (409, "insight.no_model".to_owned()));
    assert_eq!(desk.get("/api/v1/scores").await.problem().0, 409);

    let fitted = desk.send("POST", "/api/v1/models", &json!({})).await;
    assert_eq!(fitted.status, 200, "{}", fitted.text());
    let id = fitted.json()["id"].as_str().unwrap().to_owned();
    let shown = desk.get(&format!("/api/v1/models/{id}")).await;
    assert_eq!(shown.json(), fitted.json());
    let listed = desk.get("/api/v1/models").await.json();
    assert_eq!(listed["items"][0]["id"], id.as_str());
    assert_eq!(listed["items"][0]["in_force"], true);
    assert!(listed["refit_failure"].is_null(), "{listed}");

    let report = desk
        .get("/api/v1/reports/value?margin=0.4&discount=0.08")
        .await;
    assert_eq!(report.status, 200, "{}", report.text());
    assert_eq!(report.json()["model"]["id"], id.as_str());
    let page = desk.get("/api/v1/scores?limit=2&sort=clv").await.json();
    let cursor = page["next_cursor"].as_str().unwrap();
    let next = desk
        .get(&format!("/api/v1/scores?limit=2&cursor={cursor}"))
        .await
        .json();
    let worth = |page: &Value, at: usize| page["items"][at]["clv_12m_minor"].as_f64().unwrap();
    assert!(worth(&page, 0) >= worth(&page, 1) && worth(&page, 1) >= worth(&next, 0));
    assert_eq!(
        desk.get("/api/v1/scores?limit=1&sort=risk").await.status,
        200
    );

    groups_and_pieces_open_their_customers(&desk).await;
    for (path, code) in [
        ("/api/v1/scores?cursor=here", "page.cursor_invalid"),
        ("/api/v1/scores?sort=fame", "http.query_invalid"),
        (
            "/api/v1/reports/value?margin=2",
            "insight.margin_out_of_range",
        ),
        (
            "/api/v1/reports/value?discount=-1",
            "insight.discount_out_of_range",
        ),
    ] {
        assert_eq!(
            desk.get(path).await.problem(),
            (422, code.to_owned()),
            "{path}"
        );
    }
    let unknown = desk.get("/api/v1/models/mdl_0000000000001").await;
    assert_eq!(unknown.problem(), (404, "insight.model_missing".to_owned()));
    let wrong = desk
        .send("POST", "/api/v1/models", &json!({ "kinds": ["nbd"] }))
        .await;
    assert_eq!(wrong.problem(), (422, "insight.name_unknown".to_owned()));
}

async fn groups_and_pieces_open_their_customers(desk: &Desk) {
    let reports = "/api/v1/reports";
    for asked in ["", "&as_of=2025-03-31"] {
        let report = desk.get(&format!("{reports}/value?{asked}")).await.json();
        let (all, _) = keys(desk, &format!("{reports}/value/customers?{asked}")).await;
        assert_eq!(Some(all.len() as u64), report["customers"].as_u64());
        for by in ["segment", "country", "month"] {
            for group in report[format!("by_{by}")]
                .as_array()
                .unwrap()
                .iter()
                .take(3)
            {
                let name = group["name"].as_str().unwrap();
                let list = format!("{reports}/value/customers?{by}={name}{asked}");
                let (found, matching) = keys(desk, &list).await;
                let count = group["customers"].as_u64().unwrap();
                assert_eq!((found.len() as u64, matching), (count, count), "{list}");
            }
        }
    }
    let terms = "from=2025-02-28&lost_after_days=90&months=12&margin=0.4&yearly_discount=0.05";
    let bridge = desk.get(&format!("{reports}/equity?{terms}")).await.json();
    for piece in bridge["pieces"].as_array().unwrap() {
        let name = piece["name"].as_str().unwrap();
        let list = format!("{reports}/equity/customers?{terms}&piece={name}");
        let (_, matching) = keys(desk, &list).await;
        assert_eq!(Some(matching), piece["customers"].as_u64(), "{list}");
    }
    for (wrong, word) in [
        (
            "value/customers?segment=lost&month=2025-01",
            "one of segment",
        ),
        ("value/customers?segment=whales", "champions"),
        ("equity/customers?piece=stolen", "won_back"),
        ("equity/customers", "piece"),
    ] {
        let answer = desk.get(&format!("{reports}/{wrong}")).await;
        assert_eq!(answer.problem().0, 422, "{wrong}");
        assert!(answer.text().contains(word), "{wrong}: {}", answer.text());
    }
}
