//! From a file to reports, over HTTP.

use app::access::Role;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Answer, Server, empty, json as with_json, with_key};

const IMPORTS: &str = "/api/v1/imports";

/// A server and the key of an analyst.
pub(crate) struct Desk {
    pub(crate) server: Server,
    key: String,
}

impl Desk {
    pub(crate) async fn open() -> Self {
        let server = Server::start().await;
        let key = server.add_key(Role::Analyst).await;
        Self { server, key }
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        self.server.send(with_key(request, &self.key)).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(empty("GET", path)).await
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.ask(with_json(method, path, body)).await
    }

    pub(crate) async fn upload(&self, what: &str, file: impl Into<Body>) -> Answer {
        let request = Request::post(format!("{IMPORTS}/{what}"))
            .body(file.into())
            .unwrap();
        self.ask(request).await
    }

    /// Imports a file and waits until it is in, or not.
    pub(crate) async fn import(&self, what: &str, file: &str) -> Value {
        let begun = self.upload(what, file.to_owned()).await;
        assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text());
        self.server.state.imports_ended().await;
        let path = format!("{IMPORTS}/{}", begun.json()["id"].as_str().unwrap());
        self.get(&path).await.json()
    }
}

/// Forty customers over nine months: the k-th orders in every (k mod 4 + 1)-th month.
pub(crate) fn history() -> String {
    let mut text =
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
            .to_owned();
    for customer in 0..40 {
        for month in (1..=9).filter(|month| month % (customer % 4 + 1) == 0) {
            let day = customer % 27 + 1;
            let line = format!(
                "{month}{customer:03},P{},Mug,{},2011-{month:02}-{day:02} 10:30:00,{}.25,C{customer},United Kingdom\n",
                customer % 5,
                customer % 3 + 1,
                customer + 1,
            );
            text.push_str(&line);
        }
    }
    text
}

fn bytes_of(name: &str) -> String {
    format!("orders?file_name={name}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_shown_imported_known_again_and_taken_back() {
    let desk = Desk::open().await;
    let preview = desk.upload("orders?dry_run=true", history()).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    assert_eq!(preview.json()["format"], "csv");
    assert_eq!(desk.get(IMPORTS).await.json()["items"], json!([]));

    let import = desk.import(&bytes_of("shop/2011.csv"), &history()).await;
    assert_eq!(import["state"], "done", "{import}");
    assert_eq!(import["file_name"], "2011.csv");
    let lines = import["counts"]["added"].as_u64().unwrap();
    assert_eq!(lines, history().lines().count() as u64 - 1);
    assert_eq!(desk.server.uploads(), Vec::<std::path::PathBuf>::new());

    let again = desk.import(&bytes_of("again.csv"), &history()).await;
    assert_eq!(
        (&again["counts"]["added"], &again["counts"]["known"]),
        (&json!(0), &json!(lines))
    );

    let page = desk.get(&format!("{IMPORTS}?limit=1")).await.json();
    assert_eq!(page["items"][0]["id"], again["id"]);
    let next = page["next_cursor"].as_str().unwrap();
    let page = desk
        .get(&format!("{IMPORTS}?limit=1&cursor={next}"))
        .await
        .json();
    assert_eq!(
        (&page["items"][0]["id"], &page["next_cursor"]),
        (&import["id"], &Value::Null)
    );

    let path = format!("{IMPORTS}/{}", import["id"].as_str().unwrap());
    let undone = desk.ask(empty("DELETE", &path)).await;
    assert_eq!(undone.json()["state"], "undone", "{}", undone.text());
    let count = json!({ "sql": "select count(*) as lines from order_line" });
    let left = desk.send("POST", "/api/v1/query", &count).await.json();
    assert_eq!(left["rows"], json!([{ "lines": 0 }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_are_as_the_document_says() {
    let desk = Desk::open().await;
    let reports = [
        "base",
        "base?lost_after_days=60&months=3",
        "base?as_of=2011-06-15",
        "rfm",
        "rfm?compare=2011-06-30&money=gross",
        "rfm?r_bounds=30,60,90,120&f_bounds=1,2,3,4&m_bounds=100,1000,5000,9000",
        "cohorts",
        "cohorts?by=week&as_of=2011-08-01",
        "cohorts?by=quarter&money=gross",
        "lost-customers",
        "lost-customers?change=0.1&years=10&as_of=2011-08-01&lost_after_days=60&margin=0.3&discount=0.05",
        "lost-customers?customers=1000&yearly_churn=0.2&inflow=100&inflow_growth=0.02&revenue_per_customer_minor=5000",
        "profitability",
        "profitability?cost_per_order_minor=250&cost_per_return_minor=100&margin=0.4&from=2011-03-01",
        "profitability/customers?limit=3",
        "profitability/customers?order=best&limit=3&margin=0.4",
        "acquisition",
        "acquisition?margin=0.4",
        "products",
        "products?from=2011-03-01&compare=year&search=a&order=repeat&reversed=true&limit=2",
        "products/pairs",
        "products/pairs?min_orders=1&order=lift&limit=3",
    ];
    for is_empty in [true, false] {
        if !is_empty {
            desk.import(&bytes_of("2011.csv"), &history()).await;
            let goal = desk
                .send(
                    "PUT",
                    "/api/v1/goals/orders/2011-09",
                    &json!({ "target": 20.0 }),
                )
                .await;
            assert_eq!(goal.status, StatusCode::OK, "{}", goal.text());
            let amount = json!({ "amount_minor": 1_000 });
            let spend = desk.send("PUT", "/api/v1/spend/2011-03", &amount).await;
            assert_eq!(spend.status, StatusCode::OK, "{}", spend.text());
        }
        for report in reports {
            // The harness holds the answer against the document.
            let answer = desk.get(&format!("/api/v1/reports/{report}")).await;
            assert!(
                answer.status == StatusCode::OK || is_empty && report.contains("as_of"),
                "{report}: {}",
                answer.text()
            );
        }
    }
    let base = desk.get("/api/v1/reports/base").await.json();
    assert_eq!(base["months"].as_array().unwrap().len(), 9);
    assert_eq!(
        base["goals"][0]["actual"],
        base["current"]["orders"].as_f64().unwrap()
    );
    let products = desk.get("/api/v1/reports/products?limit=1").await.json();
    let product = products["items"][0]["product"].as_str().unwrap();
    let detail = format!("/api/v1/reports/products/detail?product={product}");
    assert_eq!(desk.get(&detail).await.status, StatusCode::OK);
    let missing = desk
        .get("/api/v1/reports/products/detail?product=none")
        .await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let refused = desk.get("/api/v1/reports/base?lost_after_days=1").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_lines_can_be_fetched() {
    let desk = Desk::open().await;
    let bad = format!(
        "{}9999,P1,Mug,many,2011-09-30 10:00:00,1.00,C1,United Kingdom\n",
        history()
    );
    let import = desk.import("orders?on_error=reject", &bad).await;
    assert_eq!(
        (&import["state"], &import["counts"]["refused"]),
        (&json!("done"), &json!(1))
    );
    let path = format!("{IMPORTS}/{}/refusals", import["id"].as_str().unwrap());
    let refusals = desk.get(&path).await;
    assert_eq!(refusals.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(refusals.text().lines().count(), 2, "{}", refusals.text());
    assert!(refusals.text().contains("many"));
    let path = format!("{IMPORTS}/{}/refused", import["id"].as_str().unwrap());
    let told = &desk.get(&path).await.json()["items"][0];
    assert_eq!(told["reason"], "is not a number with a decimal point");
    assert_eq!(
        (&told["code"], &told["args"]),
        (&json!("not_number_point"), &json!({}))
    );

    let stopped = desk.import("orders?on_error=stop", &bad).await;
    assert_eq!(stopped["state"], "failed");
    assert!(stopped["error"].is_string());
    assert_eq!(stopped["error_code"], "import.line_refused");
    assert_eq!(stopped["error_args"]["because"], "not_number_point");
    assert_eq!(stopped["error_args"]["value"], "many");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_run_can_not_be_cancelled() {
    let desk = Desk::open().await;
    let import = desk.import(&bytes_of("2011.csv"), &history()).await;
    let path = format!("{IMPORTS}/{}/cancel", import["id"].as_str().unwrap());
    let answer = desk.ask(empty("POST", &path)).await;
    assert_eq!(answer.problem(), (409, "import.not_running".to_owned()));
    let answer = desk
        .ask(empty("POST", "/api/v1/imports/imp_0000000000001/cancel"))
        .await;
    assert_eq!(answer.problem().0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_in_three_forms_within_limits() {
    let desk = Desk::open().await;
    desk.import(&bytes_of("2011.csv"), &history()).await;
    let question =
        json!({ "sql": "select order_key, revenue_minor from orders order by 1", "max_rows": 2 });
    let forms = [
        ("application/json", &b"{\"columns\""[..]),
        ("text/csv", b"order_key,"),
        ("application/vnd.apache.parquet", b"PAR1"),
    ];
    for (form, begins) in forms {
        let mut request = with_json("POST", "/api/v1/query", &question);
        request
            .headers_mut()
            .insert("accept", form.parse().unwrap());
        let answer = desk.ask(request).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (StatusCode::OK, form)
        );
        assert!(answer.body.starts_with(begins), "{form}");
        assert_eq!(
            (answer.header("x-rows"), answer.header("x-rows-truncated")),
            ("2", "true")
        );
    }
    for sql in [
        "drop table orders",
        "insert into orders values (1)",
        "selec 1",
        "select * from nowhere",
    ] {
        let answer = desk
            .send("POST", "/api/v1/query", &json!({ "sql": sql }))
            .await;
        assert_eq!(answer.problem().0, 422, "{sql}");
        assert!(answer.json()["detail"].is_string());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn goals_are_set_listed_and_removed() {
    let desk = Desk::open().await;
    let path = "/api/v1/goals/revenue_minor/2011-11";
    let set = desk
        .send("PUT", path, &json!({ "target": 500_000.0 }))
        .await;
    let goal = json!({ "metric": "revenue_minor", "month": "2011-11", "target": 500_000.0 });
    assert_eq!(set.json(), goal);
    assert_eq!(
        desk.get("/api/v1/goals").await.json()["items"],
        json!([goal])
    );
    assert_eq!(
        desk.ask(empty("DELETE", path)).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(desk.get("/api/v1/goals").await.json()["items"], json!([]));
    for wrong in ["happiness/2011-11", "orders/2011-13"] {
        let answer = desk
            .send(
                "PUT",
                &format!("/api/v1/goals/{wrong}"),
                &json!({ "target": 1.0 }),
            )
            .await;
        assert_eq!(answer.problem().0, 422, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_is_saved_used_and_removed() {
    let desk = Desk::open().await;
    let preview = desk.upload("orders?dry_run=true", history()).await.json();
    let body = preview["mapping_toml"].as_str().unwrap();
    let path = "/api/v1/mappings/till";
    let saved = desk.send("PUT", path, &json!({ "body": body })).await;
    assert_eq!(
        (saved.status, &saved.json()["kind"]),
        (StatusCode::OK, &json!("orders"))
    );
    assert_eq!(desk.get(path).await.json()["body"], body);
    let import = desk.import("orders?mapping=till", &history()).await;
    assert_eq!(import["state"], "done", "{import}");
    assert_eq!(
        desk.ask(empty("DELETE", path)).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(desk.get(path).await.problem().0, 404);
    let unknown = desk.upload("orders?mapping=till", history()).await;
    assert_eq!(unknown.problem().0, 404);
    let nonsense = desk
        .send("PUT", path, &json!({ "body": "colour = 1" }))
        .await;
    assert_eq!(nonsense.problem().0, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_order_file_is_refused_with_a_sentence() {
    let desk = Desk::open().await;
    for (file, name) in [
        ("", "empty"),
        ("\u{0}\u{1}\u{2}\u{3}", "binary"),
        ("a,b\n1,2\n", "strange"),
    ] {
        let preview = desk.upload("orders?dry_run=true", file).await;
        let (status, _) = preview.problem();
        assert_eq!(status, 422, "{name}: {}", preview.text());
        assert!(
            preview.json()["detail"].as_str().unwrap().len() > 10,
            "{name}"
        );
    }
    assert_eq!(desk.server.uploads(), Vec::<std::path::PathBuf>::new());
}

/// A hundred contracts of each month of a year and a half, of which those with the plan Basic leave more easily.
fn contracts() -> String {
    let mut text = "customer,start,end,price,period,plan\n".to_owned();
    for started in 0..18_u32 {
        for customer in 0..100_u32 {
            let date = |month: u32| format!("{}-{:02}-05", 2010 + month / 12, month % 12 + 1);
            let mut chance = customer * 7_919 + started * 104_729 + 1;
            let renewals = (0..24).find(|_| {
                chance = chance.wrapping_mul(1_103_515_245).wrapping_add(12_345);
                (chance >> 16).is_multiple_of(5 + 10 * (customer % 2))
            });
            let end = renewals.map(|renewals| started + renewals + 1);
            let end = end.filter(|end| *end < 18).map_or(String::new(), date);
            let plan = if customer % 2 == 0 { "Basic" } else { "Pro" };
            let line = format!(
                "C{started}-{customer},{},{end},9.99,,{plan}\n",
                date(started)
            );
            text.push_str(&line);
        }
    }
    text.push_str("C0-0,2010-03-01,,99,year,Archive\n");
    text
}

async fn every_figure_opens_its_customers(desk: &Desk, report: &str) {
    let told = desk.get(&format!("{report}?as_of=2011-01-31")).await;
    let month = &told.json()["months"][4];
    let name = month["month"].as_str().unwrap();
    for (figure, field) in [
        ("start", "subscribers_start"),
        ("new", "new"),
        ("reactivated", "reactivated"),
        ("lost", "lost"),
        ("end", "subscribers_end"),
    ] {
        let list = format!("{report}/customers?figure={figure}&month={name}&as_of=2011-01-31");
        let list = desk.get(&format!("{list}&limit=1000")).await.json();
        let customers = list["items"].as_array().unwrap();
        assert_eq!(
            (&list["matching"], customers.len() as u64),
            (&month[field], month[field].as_u64().unwrap()),
            "{figure}"
        );
        assert!(
            customers
                .iter()
                .all(|one| one["customer_key"].as_str().unwrap().starts_with('C'))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn subscriptions_go_in_and_are_reported() {
    let desk = Desk::open().await;
    let report = "/api/v1/reports/subscriptions";
    let empty_report = desk.get(report).await;
    assert_eq!(
        empty_report.status,
        StatusCode::OK,
        "{}",
        empty_report.text()
    );
    assert_eq!(empty_report.json()["current"], Value::Null);
    let preview = desk.upload("subscriptions?dry_run=true", contracts()).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    assert_eq!(preview.json()["rows"][0]["period"], "month");
    let import = desk
        .import("subscriptions?file_name=c.csv", &contracts())
        .await;
    assert_eq!(
        (&import["state"], &import["kind"]),
        (&json!("done"), &json!("subscriptions"))
    );
    assert_eq!(import["counts"]["added"], 1801, "{import}");

    // The harness holds each answer against the document.
    for question in [
        "",
        "?by=quarter&margin=0.4&discount=0.2",
        "?by=year&as_of=2011-01-31",
    ] {
        let answer = desk.get(&format!("{report}{question}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let answer = answer.json();
        assert_eq!(answer["terms"].as_array().unwrap().len(), 2);
        assert!(
            answer["terms"][0]["residual_value"]["mean"]
                .as_f64()
                .unwrap()
                > 0.0,
            "{answer}"
        );
        assert!(
            answer["terms"][1]["reason"]
                .as_str()
                .unwrap()
                .contains("nothing tells who will")
        );
    }
    every_figure_opens_its_customers(&desk, report).await;
    let page = desk
        .get(&format!("{report}/subscribers?limit=2&as_of=2011-01-31"))
        .await
        .json();
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    assert_eq!(page["next_cursor"], "2");
    for (question, sentence) in [
        (
            "?margin=-1",
            "a margin is above 0 and at most 1, -1 was given",
        ),
        ("?discount=0", "a yearly discount is 0.01 to 1, 0 was given"),
        ("/subscribers?cursor=x", "`x` is not a cursor of this list"),
    ] {
        let refused = desk.get(&format!("{report}{question}")).await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            refused.text()
        );
        assert_eq!(refused.json()["detail"], sentence);
    }
}
