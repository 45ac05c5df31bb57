//! The bridge of equity and the retention matrix over HTTP: without a model, and with one.

use insight::FitQuery;
use serde_json::{Value, json};

use crate::imports::Desk;

const REPORTS: &str = "/api/v1/reports";

/// Every tenth customer of the bundled CDNOW orders.
fn tenth() -> String {
    let text = include_str!("../../../../data/cdnow.csv");
    let mut lines = text.lines();
    let header = lines.next().unwrap_or_default();
    let of = |line: &&str| line.split(',').next().is_some_and(|key| key.ends_with('4'));
    let lines: Vec<&str> = std::iter::once(header).chain(lines.filter(of)).collect();
    lines.join("\n") + "\n"
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_model_it_is_said_what_to_do() {
    let desk = Desk::open().await;
    for report in [
        "equity",
        "retention-matrix",
        "retention-matrix/customers?win_back=true",
    ] {
        let answer = desk.get(&format!("{REPORTS}/{report}")).await;
        assert_eq!(
            answer.problem(),
            (409, "insight.no_model".to_owned()),
            "{report}"
        );
        assert!(answer.text().contains("clientele model fit"), "{report}");
    }
}

async fn everybody_is_listed(desk: &Desk, matrix: &Value) {
    let everybody = format!("{REPORTS}/retention-matrix/customers?risk_measure=left");
    let page = desk.get(&everybody).await.json();
    assert_eq!(
        (&page["treatment"], &page["sentence"]),
        (&Value::Null, &Value::Null)
    );
    for (list, customers) in [
        (everybody, &matrix["customers"]),
        (
            format!("{REPORTS}/retention-matrix/customers?win_back=true"),
            &matrix["win_back"]["customers"],
        ),
    ] {
        let page = desk.get(&format!("{list}&limit=1000")).await.json();
        let listed = page["items"].as_array().unwrap().len() as u64;
        assert_eq!(page["matching"], *customers, "{list}");
        assert_eq!(
            Some(listed),
            customers.as_u64().map(|count| count.min(1_000)),
            "{list}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_customers_are_sorted_by_what_the_model_says() {
    let desk = Desk::open().await;
    let import = desk.import("orders?file_name=cdnow.csv", &tenth()).await;
    assert_eq!(import["state"], "done", "{import}");
    let query = FitQuery {
        kinds: vec!["bg_nbd".to_owned()],
        ..FitQuery::default()
    };
    desk.server
        .state
        .workspace()
        .fit_model(&query)
        .await
        .unwrap();

    let bridge = desk
        .get(&format!(
            "{REPORTS}/equity?from=1997-12-31&months=12&margin=0.3"
        ))
        .await
        .json();
    let pieces = bridge["pieces"].as_array().unwrap();
    let sum: i64 = pieces
        .iter()
        .map(|piece| piece["change_minor"].as_i64().unwrap())
        .sum();
    assert_eq!(bridge["change_minor"], sum);
    assert_eq!(
        (&bridge["as_of"], &bridge["margin"]["source"]),
        (&json!("1998-06-30"), &json!("given"))
    );

    let matrix = desk
        .get(&format!(
            "{REPORTS}/retention-matrix?risk=left&risk_bounds=0.2,0.6"
        ))
        .await
        .json();
    let cells = matrix["cells"].as_array().unwrap();
    assert_eq!((cells.len(), &matrix["risk"]), (9, &json!("left")));
    let most = cells
        .iter()
        .max_by_key(|cell| cell["customers"].as_u64())
        .unwrap();
    let cell = format!(
        "{REPORTS}/retention-matrix/customers?risk_measure=left&risk_bounds=0.2,0.6&value={}&risk={}&limit=2",
        most["value"].as_str().unwrap(),
        most["risk"].as_str().unwrap()
    );
    let first = desk.get(&cell).await.json();
    assert_eq!(first["treatment"], most["treatment"]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = desk.get(&format!("{cell}&cursor={cursor}")).await.json();
    assert_ne!(first["items"][1], second["items"][0]);
    let lost = desk
        .get(&format!(
            "{REPORTS}/retention-matrix/customers?win_back=true"
        ))
        .await
        .json();
    assert_eq!(lost["treatment"], "win_back");
    everybody_is_listed(&desk, &matrix).await;

    let acquisition = desk.get(&format!("{REPORTS}/acquisition")).await.json();
    assert!(acquisition["months"][0]["future_minor"].is_number());
    assert_ne!(acquisition["model"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_said() {
    let desk = Desk::open().await;
    for (path, sentence) in [
        (
            "equity?months=18",
            "the number of months must be 12, 24 or 36, 18 was given",
        ),
        ("equity?margin=-1", "margin"),
        (
            "retention-matrix?days=0",
            "the number of days must be from 1 to 3650, 0 was given",
        ),
        (
            "retention-matrix?value_bounds=5",
            "value_bounds: `5` is not two numbers with a comma",
        ),
        (
            "retention-matrix/customers?value=high",
            "risk: a cell has a value and a risk",
        ),
        (
            "retention-matrix/customers?risk=high",
            "value: a cell has a value and a risk",
        ),
        (
            "retention-matrix/customers?value=high&risk=high&win_back=true",
            "win_back: give value and risk of a cell, or win_back=true",
        ),
        (
            "retention-matrix/customers?win_back=true&cursor=x",
            "`x` is not a cursor of this list",
        ),
    ] {
        let answer = desk.get(&format!("{REPORTS}/{path}")).await;
        assert_eq!(answer.problem().0, 422, "{path}");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(sentence), "{path}: {detail}");
    }
}
