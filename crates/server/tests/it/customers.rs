//! The list of customers and the card over HTTP.

use serde_json::{Value, json};

use crate::imports::Desk;

const CUSTOMERS: &str = "customer,name,email,phone,country\n\
    c1,Anna Müller,anna@example.org,+44 20 7946 0018,Malta\n\
    c2,علي رضایی,ali@example.org,,Norway\n\
    c3,Zoe Quux,,,\n";
const ORDERS: &str = "order,customer,date,product,product_name,quantity,price\n\
    1,c1,2024-01-05,mug,Mug,2,10.00\n\
    2,c1,2024-02-04,mug,Mug,1,10.00\n\
    2,c1,2024-02-04,pan,Pan,1,5.50\n\
    3,c1,2024-03-05,mug,Mug,1,10.00\n\
    4,c2,2024-03-01,pan,Pan,10,5.50\n";

async fn desk() -> Desk {
    let desk = Desk::open().await;
    for (kind, text) in [
        ("orders?file_name=o.csv", ORDERS),
        ("customers?file_name=c.csv", CUSTOMERS),
    ] {
        let import = desk.import(kind, text).await;
        assert_eq!(import["state"], "done", "{import}");
    }
    desk.server
        .state
        .workspace()
        .refresh_customers()
        .await
        .unwrap();
    desk
}

async fn keys(desk: &Desk, query: &str) -> Vec<String> {
    let page = desk.get(&format!("/api/v1/customers{query}")).await;
    assert_eq!(page.status, 200, "{query}: {}", page.text());
    let items = page.json()["items"].as_array().unwrap().clone();
    items
        .iter()
        .map(|item| item["key"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_are_listed_searched_and_filtered() {
    let desk = desk().await;
    let page = desk.get("/api/v1/customers").await.json();
    assert_eq!(page["as_of"], "2024-03-05");
    assert_eq!(
        (&page["total"], &page["total_is_exact"]),
        (&json!(3), &json!(true))
    );
    let first = &page["items"][0];
    assert_eq!(first["key"], "c2");
    assert_eq!(
        (&first["orders"], &first["revenue_minor"]),
        (&json!(1), &json!(5_500))
    );
    assert_eq!(first["last_order"], "2024-03-01");
    assert_eq!(page["items"][2]["segment"], Value::Null);

    assert_eq!(
        keys(&desk, "?sort=-orders&orders_min=1").await,
        ["c1", "c2"]
    );
    assert_eq!(keys(&desk, "?search=MULLER").await, ["c1"]);
    assert_eq!(keys(&desk, "?search=%D8%B9%D9%84%DB%8C").await, ["c2"]);
    assert_eq!(keys(&desk, "?search=020").await, [""; 0]);
    assert_eq!(keys(&desk, "?search=%2B4420").await, ["c1"]);
    assert_eq!(keys(&desk, "?country=Norway&with=email").await, ["c2"]);
    assert_eq!(keys(&desk, "?last_order_until=2024-03-02").await, ["c2"]);
    assert_eq!(keys(&desk, "?sort=name").await, ["c1", "c3", "c2"]);

    let page = desk.get("/api/v1/customers?limit=1").await.json();
    let cursor = page["next_cursor"].as_str().unwrap();
    assert_eq!(
        keys(&desk, &format!("?limit=2&cursor={cursor}")).await,
        ["c1", "c3"]
    );
    let other = desk
        .get(&format!("/api/v1/customers?sort=name&cursor={cursor}"))
        .await;
    assert_eq!(other.problem(), (422, "page.cursor_invalid".to_owned()));

    let csv = desk.get("/api/v1/customers.csv?sort=name").await;
    assert_eq!(csv.header("x-rows-total"), "3");
    let lines: Vec<&str> = csv.text().lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(
        lines[1].contains("Anna Müller,anna@example.org,+442079460018,Malta"),
        "{}",
        lines[1]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_that_make_no_sense_are_refused_in_a_sentence() {
    let desk = Desk::open().await;
    let long = "x".repeat(300);
    for query in [
        "sort=size",
        "segment=gold",
        "risk=huge",
        "with=fax",
        "orders_min=-1",
        "orders_min=5&orders_max=4",
        "last_order_from=2024-02-01&last_order_until=2024-01-01",
        "orders_min=many",
        "colour=red",
        "search=a%01b",
        "limit=0",
        &format!("search={long}"),
    ] {
        let answer = desk.get(&format!("/api/v1/customers?{query}")).await;
        assert_eq!(answer.status, 422, "{query}");
        assert!(
            answer.json()["detail"]
                .as_str()
                .is_some_and(|text| 10 < text.len()),
            "{query}"
        );
    }
    let page = desk.get("/api/v1/customers").await.json();
    assert_eq!(
        (&page["items"], &page["total"], &page["as_of"]),
        (&json!([]), &json!(0), &Value::Null)
    );
}

/// An order whose lines and returns come on other days, a customer of many orders, and rows that were taken back.
#[tokio::test(flavor = "multi_thread")]
async fn a_card_has_all_lines_of_its_orders_whenever_they_came() {
    let desk = desk().await;
    let wrong = "order,customer,date,product,product_name,quantity,price\n\
        2,c1,2024-02-05,pot,Pot,1,7.00\n\
        8,c1,2024-03-04,pot,Pot,1,7.00\n";
    let import = desk.import("orders?file_name=wrong.csv", wrong).await;
    let path = format!("/api/v1/imports/{}", import["id"].as_str().unwrap());
    assert_eq!(desk.send("DELETE", &path, &json!({})).await.status, 200);
    let mut more = "order,customer,date,product,product_name,quantity,price\n\
        1,c1,2024-01-05,mug,Mug,-1,10.00\n\
        2,c1,2024-09-01,pan,Pan,-1,5.50\n\
        3,c1,2025-01-02,jug,Jug,1,8.00\n"
        .to_owned();
    for number in 100..160 {
        let line = format!(
            "{number},c1,2026-01-02 10:00:{:02},mug,Mug,1,1.00\n",
            number % 60
        );
        more.push_str(&line);
    }
    let import = desk.import("orders?file_name=more.csv", &more).await;
    assert_eq!(import["state"], "done", "{import}");

    let first = desk.get("/api/v1/customers/c1/orders").await.json();
    assert_eq!(first["items"].as_array().unwrap().len(), 50);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = desk
        .get(&format!("/api/v1/customers/c1/orders?cursor={cursor}"))
        .await
        .json();
    let items = rest["items"].as_array().unwrap();
    let of = |order: &str| items.iter().find(|item| item["order"] == order).unwrap();
    let lines = |order: &str| {
        let lines = of(order)["lines"].as_array().unwrap();
        assert_eq!(of(order)["lines_total"], lines.len());
        let amount = |line: &Value| line["amount_minor"].as_i64().unwrap();
        lines.iter().map(amount).collect::<Vec<_>>()
    };
    assert_eq!(items.len(), 13);
    assert_eq!(lines("1"), [2_000, -1_000]);
    assert_eq!(lines("2"), [1_000, 550, -550]);
    assert_eq!(lines("3"), [800, 1_000]);

    let path = "/api/v1/customers/c1/timeline?limit=60";
    let first = desk.get(path).await.json();
    let titles = |page: &Value| {
        let items = page["items"].as_array().unwrap().iter();
        items
            .map(|item| item["title"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(&first).len(), 60);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = desk.get(&format!("{path}&cursor={cursor}")).await.json();
    assert_eq!(titles(&rest), ["2", "3", "2", "1", "1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_has_figures_orders_timeline_and_notes() {
    let desk = desk().await;
    let card = desk.get("/api/v1/customers/c1").await.json();
    let figures = &card["figures"];
    assert_eq!(
        (&figures["orders"], &figures["revenue_minor"]),
        (&json!(3), &json!(4_550))
    );
    assert_eq!(
        (&figures["usual_gap_days"], &figures["average_order_minor"]),
        (&json!(30), &json!(1_516))
    );
    assert_eq!(card["score"], Value::Null);
    assert_eq!(
        card["reasons"][0],
        json!({ "code": "last_order", "value": 0, "usual": 30 })
    );

    let orders = desk.get("/api/v1/customers/c1/orders?limit=2").await.json();
    assert_eq!(orders["items"][0]["order"], "3");
    assert_eq!(orders["items"][1]["lines_total"], 2);
    assert_eq!(orders["items"][1]["lines"][1]["amount_minor"], 550);
    let cursor = orders["next_cursor"].as_str().unwrap();
    let rest = desk
        .get(&format!("/api/v1/customers/c1/orders?cursor={cursor}"))
        .await
        .json();
    assert_eq!(
        (
            rest["items"].as_array().unwrap().len(),
            &rest["next_cursor"]
        ),
        (1, &Value::Null)
    );

    let first = desk
        .get("/api/v1/customers/c1/timeline?limit=2")
        .await
        .json();
    assert_eq!(
        (&first["items"][0]["kind"], &first["items"][0]["title"]),
        (&json!("order"), &json!("3"))
    );
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = desk
        .get(&format!("/api/v1/customers/c1/timeline?cursor={cursor}"))
        .await
        .json();
    assert_eq!(rest["items"][0]["title"], "1");

    let notes = "/api/v1/customers/c1/notes";
    let empty = desk.send("POST", notes, &json!({ "text": "  " })).await;
    assert_eq!(empty.problem(), (422, "customer_note.invalid".to_owned()));
    let note = desk
        .send("POST", notes, &json!({ "text": "called: wants pans" }))
        .await;
    assert_eq!(note.status, 201, "{}", note.text());
    let id = note.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(
        desk.get(notes).await.json()["items"][0]["text"],
        "called: wants pans"
    );
    let gone = desk
        .send("DELETE", &format!("{notes}/{id}"), &json!({}))
        .await;
    assert_eq!(gone.status, 204);
    assert_eq!(
        desk.get("/api/v1/customers/nobody/orders")
            .await
            .problem()
            .0,
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn views_are_kept_changed_and_removed() {
    let desk = Desk::open().await;
    let views = "/api/v1/customer-views";
    let wrong = desk.send("POST", views, &json!({ "name": "" })).await;
    assert_eq!(wrong.status, 422);
    let input = json!({ "name": "Best", "query": "segment=champions", "columns": ["name"], "shared": true });
    let made = desk.send("POST", views, &input).await.json();
    assert_eq!(
        (&made["name"], &made["is_own"]),
        (&json!("Best"), &json!(true))
    );
    let place = format!("{views}/{}", made["id"].as_str().unwrap());
    let changed = desk
        .send("PUT", &place, &json!({ "name": "Better" }))
        .await
        .json();
    assert_eq!(
        (&changed["name"], &changed["query"]),
        (&json!("Better"), &json!(""))
    );
    assert_eq!(
        desk.get(views).await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(desk.send("DELETE", &place, &json!({})).await.status, 204);
    assert_eq!(desk.send("DELETE", &place, &json!({})).await.status, 404);
}
