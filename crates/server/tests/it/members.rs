//! The customers behind a figure over HTTP: as many as the report says, page by page.

use serde_json::Value;

use crate::imports::{Desk, history};

const REPORTS: &str = "/api/v1/reports";

/// The keys of all pages of a list, five customers each, and how many it says there are.
pub(crate) async fn keys(desk: &Desk, list: &str) -> (Vec<String>, u64) {
    let mut keys = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = desk.get(&format!("{list}&limit=5{cursor}")).await.json();
        let items = page["items"].as_array().unwrap();
        keys.extend(
            items
                .iter()
                .map(|one| one["customer_key"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next_cursor"].as_str() else {
            return (keys, page["matching"].as_u64().unwrap());
        };
        cursor = format!("&cursor={next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_opens_its_customers() {
    let desk = Desk::open().await;
    desk.import("orders?file_name=2011.csv", &history()).await;
    let base = desk
        .get(&format!("{REPORTS}/base?lost_after_days=31"))
        .await
        .json();
    let month = &base["months"][4];
    let name = month["month"].as_str().unwrap();
    for (figure, field) in [
        ("active", "active"),
        ("lost", "lost"),
        ("end", "customers_end"),
    ] {
        let list =
            format!("{REPORTS}/base/customers?figure={figure}&month={name}&lost_after_days=31");
        let (mut found, matching) = keys(&desk, &list).await;
        let count = month[field].as_u64().unwrap();
        assert!(count > 5, "{figure}: {count} are one page");
        assert_eq!((found.len() as u64, matching), (count, count), "{figure}");
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len() as u64, count, "{figure}: nobody twice");
    }

    let cohorts = desk.get(&format!("{REPORTS}/cohorts")).await.json();
    let cohort = &cohorts["cohorts"][0];
    let cell = &cohort["cells"][2];
    let list = format!(
        "{REPORTS}/cohorts/customers?cohort={}&period=2",
        cohort["cohort"].as_str().unwrap()
    );
    let (found, _) = keys(&desk, &list).await;
    assert_eq!(Some(found.len() as u64), cell["customers"].as_u64());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_of_the_rfm_map_opens_its_customers() {
    let desk = Desk::open().await;
    let nobody = desk
        .get(&format!("{REPORTS}/rfm/customers?segment=lost&money=gross"))
        .await
        .json();
    assert_eq!(
        (&nobody["matching"], &nobody["money"]),
        (&Value::from(0), &Value::from("gross"))
    );
    desk.import("orders?file_name=2011.csv", &history()).await;
    for asked in [
        "",
        "&as_of=2011-03-31&money=gross",
        "&r_bounds=10,20,30,40&f_bounds=1,2,3,4&m_bounds=100,200,300,400",
    ] {
        let rfm = desk.get(&format!("{REPORTS}/rfm?{asked}")).await.json();
        let mut all = 0;
        for cell in rfm["grid"].as_array().unwrap() {
            let list = format!(
                "{REPORTS}/rfm/customers?recency_score={}&frequency_score={}{asked}",
                cell["r"], cell["f"]
            );
            let (found, matching) = keys(&desk, &list).await;
            let count = cell["customers"].as_u64().unwrap();
            assert_eq!((found.len() as u64, matching), (count, count), "{list}");
            all += count;
        }
        assert_eq!(Some(all), rfm["customers"].as_u64());
        let (everybody, matching) = keys(&desk, &format!("{REPORTS}/rfm/customers?{asked}")).await;
        assert_eq!((everybody.len() as u64, matching), (all, all));
        for segment in rfm["segments"].as_array().unwrap() {
            let name = segment["name"].as_str().unwrap();
            let list = format!("{REPORTS}/rfm/customers?segment={name}{asked}");
            let (_, matching) = keys(&desk, &list).await;
            assert_eq!(Some(matching), segment["customers"].as_u64(), "{list}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_between_segments_opens_its_customers() {
    let desk = Desk::open().await;
    desk.import("orders?file_name=2011.csv", &history()).await;
    let asked = "as_of=2011-06-30&compare=2011-03-31";
    let rfm = desk.get(&format!("{REPORTS}/rfm?{asked}")).await.json();
    let flows = rfm["migration"]["flows"].as_array().unwrap();
    assert!(flows.len() > 5, "{flows:?}");
    let mut from_none = 0;
    for flow in flows {
        let (from, to) = (flow["from"].as_str().unwrap(), flow["to"].as_str().unwrap());
        let list = format!("{REPORTS}/rfm/customers?{asked}&from_segment={from}&segment={to}");
        let (found, matching) = keys(&desk, &list).await;
        let count = flow["customers"].as_u64().unwrap();
        assert_eq!((found.len() as u64, matching), (count, count), "{list}");
        from_none += if from == "none" { count } else { 0 };
    }
    let list = format!("{REPORTS}/rfm/customers?{asked}&from_segment=none");
    assert_eq!(keys(&desk, &list).await.1, from_none);
    for (wrong, field) in [
        ("compare=2011-03-31", Some("from_segment")),
        ("from_segment=lost", Some("compare")),
        ("segment=lost&compare=2011-03-31", Some("from_segment")),
        (
            "recency_score=3&frequency_score=3&compare=2011-03-31&from_segment=lost",
            Some("recency_score"),
        ),
        ("compare=2011-03-31&from_segment=whales", None),
        (
            "as_of=2011-03-31&compare=2011-03-31&from_segment=lost",
            None,
        ),
    ] {
        let answer = desk.get(&format!("{REPORTS}/rfm/customers?{wrong}")).await;
        assert_eq!(answer.problem().0, 422, "{wrong}");
        let named = answer.json()["fields"][0]["field"].clone();
        assert_eq!(named.as_str(), field, "{wrong}: {}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_opens_its_customers() {
    let desk = Desk::open().await;
    desk.import("orders?file_name=2011.csv", &history()).await;
    let list = desk.get(&format!("{REPORTS}/products?limit=3")).await;
    let list = list.json();
    for product in list["items"].as_array().unwrap() {
        let key = product["product"].as_str().unwrap();
        for (figure, field) in [("buyers", "buyers"), ("repeat_buyers", "repeat_buyers")] {
            let list = format!("{REPORTS}/products/customers?product={key}&figure={figure}");
            let (found, matching) = keys(&desk, &list).await;
            let count = product[field].as_u64().unwrap();
            assert_eq!((found.len() as u64, matching), (count, count), "{list}");
        }
        let detail = desk
            .get(&format!("{REPORTS}/products/detail?product={key}"))
            .await
            .json();
        for (parts, part, name) in [
            ("segments", "segment", "name"),
            ("months", "month", "month"),
        ] {
            let parts = detail[parts].as_array().unwrap();
            assert!(!parts.is_empty(), "{key}");
            for of in parts {
                let wanted = of[name].as_str().unwrap();
                let list = format!("{REPORTS}/products/customers?product={key}&{part}={wanted}");
                let (found, matching) = keys(&desk, &list).await;
                let count = of["buyers"].as_u64().unwrap();
                assert_eq!((found.len() as u64, matching), (count, count), "{list}");
            }
        }
    }
    let totals = &list["totals"];
    for (figure, field) in [("buyers", "buyers"), ("new_customers", "new_customers")] {
        for from in ["", "&from=2011-03-01&as_of=2011-03-31"] {
            let page = desk.get(&format!("{REPORTS}/products?limit=1{from}")).await;
            let count = page.json()["totals"][field].as_u64().unwrap();
            let list = format!("{REPORTS}/products/customers?figure={figure}{from}");
            let (found, matching) = keys(&desk, &list).await;
            assert_eq!((found.len() as u64, matching), (count, count), "{list}");
            assert!(count > 0, "{list}");
        }
    }
    let everybody = format!("{REPORTS}/products/customers?limit=1");
    assert_eq!(
        desk.get(&everybody).await.json()["matching"],
        totals["buyers"]
    );
    let missing = desk
        .get(&format!("{REPORTS}/products/customers?product=none"))
        .await;
    assert_eq!(missing.problem().0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_that_is_none_is_told() {
    let desk = Desk::open().await;
    let list = format!("{REPORTS}/base/customers?figure=lost&month=2011-06");
    let nobody = desk.get(&list).await.json();
    assert_eq!(
        (&nobody["matching"], &nobody["as_of"]),
        (&Value::from(0), &Value::Null)
    );
    desk.import("orders?file_name=2011.csv", &history()).await;
    for (query, word) in [
        ("base/customers?figure=best&month=2011-06", "best"),
        ("base/customers?figure=lost&month=June", "June"),
        (
            "base/customers?figure=lost&month=2011-06&lost_after_days=3",
            "31 to 3660",
        ),
        ("base/customers?figure=lost&month=2011-06&cursor=x", "`x`"),
        ("cohorts/customers?cohort=2011-W99&by=week", "2011-W99"),
        ("products/customers?figure=repeat_buyers", "give product"),
        ("products/customers?segment=lost", "give product"),
        (
            "products/customers?product=A&figure=repeat_buyers&month=2011-03",
            "neither with repeat_buyers",
        ),
        ("products/customers?product=A&month=March", "March"),
        (
            "products/customers?product=A&figure=new_customers",
            "leave out product",
        ),
        (
            "products/customers?product=A&figure=sellers",
            "repeat_buyers",
        ),
        ("rfm/customers?recency_score=3", "frequency_score"),
        ("rfm/customers?frequency_score=3", "recency_score"),
        (
            "rfm/customers?segment=lost&recency_score=3&frequency_score=3",
            "or segment",
        ),
        ("rfm/customers?segment=whales", "champions"),
        (
            "rfm/customers?recency_score=6&frequency_score=1",
            "from 1 to 5",
        ),
        (
            "rfm/customers?recency_score=1&frequency_score=0",
            "frequency score",
        ),
        ("rfm/customers?segment=lost&r_bounds=1,2,3,4", "f_bounds"),
    ] {
        let answer = desk.get(&format!("{REPORTS}/{query}")).await;
        assert_eq!(answer.problem().0, 422, "{query}");
        assert!(answer.text().contains(word), "{query}: {}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_of_acquisition_opens_its_customers() {
    let desk = Desk::open().await;
    desk.import("orders?file_name=2011.csv", &history()).await;
    for month in ["2011-01", "2011-03"] {
        let amount = serde_json::json!({ "amount_minor": 100_000 });
        desk.send("PUT", &format!("/api/v1/spend/{month}"), &amount)
            .await;
    }
    for as_of in ["", "&as_of=2011-02-20"] {
        let report = desk
            .get(&format!("{REPORTS}/acquisition?{as_of}"))
            .await
            .json();
        let list = format!("{REPORTS}/acquisition/customers?{as_of}");
        let (found, matching) = keys(&desk, &list).await;
        let count = report["totals"]["customers"].as_u64().unwrap();
        assert_eq!((found.len() as u64, matching), (count, count), "{list}");
        for month in report["months"].as_array().unwrap() {
            let name = month["month"].as_str().unwrap();
            let list = format!("{REPORTS}/acquisition/customers?month={name}{as_of}");
            let (_, matching) = keys(&desk, &list).await;
            assert_eq!(Some(matching), month["customers"].as_u64(), "{list}");
        }
    }
    let wrong = desk
        .get(&format!("{REPORTS}/acquisition/customers?month=May"))
        .await;
    assert_eq!(wrong.problem().0, 422);
}
