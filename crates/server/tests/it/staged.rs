//! A file that waits for its import: looked at, changed in its reading, imported; and the sample.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::harness::empty;
use crate::imports::{Desk, history};

const UPLOADS: &str = "/api/v1/imports/uploads";

/// A shop whose column of customers no program would recognise, with days that can be read in two ways.
const ODD: &str = "Ref;Quelle;Tag;Summe\nA1;K1;03.04.2024;1,50\nA2;K2;05.06.2024;2,50\n";

impl Desk {
    /// Hands a file over, which then waits.
    async fn stage(&self, name: &str, file: impl Into<axum::body::Body>) -> Value {
        let staged = self
            .upload(&format!("uploads?file_name={name}"), file)
            .await;
        assert_eq!(staged.status, StatusCode::CREATED, "{}", staged.text());
        staged.json()
    }

    async fn look(&self, id: &str, body: &Value) -> Value {
        let look = self
            .send("POST", &format!("{UPLOADS}/{id}/preview"), body)
            .await;
        assert_eq!(look.status, StatusCode::OK, "{}", look.text());
        look.json()
    }
}

fn id_of(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_file_leaves_open_is_told_and_said() {
    let desk = Desk::open().await;
    let staged = desk.stage("odd.csv", ODD).await;
    assert_eq!(staged["file_bytes"], ODD.len());
    let id = id_of(&staged);

    let look = desk.look(id, &json!({ "kind": "orders" })).await;
    assert_eq!(look["missing"]["code"], "import.column_missing");
    assert!(look["missing"]["meaning"].is_string());
    assert_eq!(look["preview"]["rows"], json!([]));
    assert_eq!(
        look["preview"]["columns"][1]["examples"],
        json!(["K1", "K2"])
    );
    assert_eq!(look["preview"]["delimiter"], ";");
    let meanings = look["choices"]["meanings"].as_array().unwrap();
    assert!(meanings.contains(&json!("customer")));

    let mut changes =
        json!({ "columns": { "customer": "Quelle", "amount": "Summe", "date": "Tag" } });
    let look = desk
        .look(id, &json!({ "kind": "orders", "changes": changes }))
        .await;
    assert_eq!(look["missing"], Value::Null, "{look}");
    assert_eq!(look["preview"]["rows"][0]["amount"], "1.50");
    assert_eq!(look["preview"]["date_format"], "DD.MM.YYYY");

    changes["file"] = json!({ "decimal": "point", "time_zone": "Asia/Tokyo" });
    let look = desk
        .look(id, &json!({ "kind": "orders", "changes": changes }))
        .await;
    assert_eq!(look["time_zone"], "Asia/Tokyo");
    assert_ne!(look["preview"]["rows"][0]["amount"], "1.50");

    changes["file"] = json!({ "decimal": "comma", "time_zone": "Nowhere" });
    let refused = desk
        .send(
            "POST",
            &format!("{UPLOADS}/{id}/preview"),
            &json!({ "kind": "orders", "changes": changes }),
        )
        .await;
    assert_eq!(refused.problem(), (422, "mapping.invalid".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn days_that_read_in_two_ways_are_asked_for() {
    let desk = Desk::open().await;
    let text = "order,customer,date,amount\n1,a,03/04/2024,1\n2,b,05/06/2024,2\n";
    let staged = desk.stage("days.csv", text).await;
    let look = desk
        .look(id_of(&staged), &json!({ "kind": "orders" }))
        .await;
    assert_eq!(look["missing"]["code"], "import.date_ambiguous");
    let choices = look["missing"]["choices"].as_array().unwrap();
    assert_eq!(choices.len(), 2, "{look}");
    let said = json!({ "kind": "orders", "changes": { "file": { "date_format": choices[0] } } });
    let look = desk.look(id_of(&staged), &said).await;
    assert_eq!(look["missing"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_waits_is_imported_once_and_known_again() {
    let desk = Desk::open().await;
    let staged = desk.stage("2011.csv", history()).await;
    assert_eq!(staged["known"], json!([]));
    assert_eq!(desk.server.uploads().len(), 1);
    let path = format!("orders?upload={}", id_of(&staged));
    let begun = desk.upload(&path, "").await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text());
    assert_eq!(begun.json()["file_name"], "2011.csv");
    desk.server.state.imports_ended().await;
    assert_eq!(desk.server.uploads(), Vec::<std::path::PathBuf>::new());

    let gone = desk.upload(&path, "").await;
    assert_eq!(gone.problem(), (404, "import.upload_gone".to_owned()));
    let again = desk.stage("again.csv", history()).await;
    assert_eq!(again["known"][0]["id"], begun.json()["id"]);

    let place = format!("{UPLOADS}/{}", id_of(&again));
    let removed = desk.ask(empty("DELETE", &place)).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.server.uploads(), Vec::<std::path::PathBuf>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fourth_file_takes_the_place_of_the_oldest() {
    let desk = Desk::open().await;
    let first = desk.stage("1.csv", ODD).await;
    for name in ["2.csv", "3.csv", "4.csv"] {
        desk.stage(name, ODD).await;
    }
    assert_eq!(desk.server.uploads().len(), 3);
    let path = format!("{UPLOADS}/{}/preview", id_of(&first));
    let gone = desk.send("POST", &path, &json!({ "kind": "orders" })).await;
    assert_eq!(gone.problem(), (404, "import.upload_gone".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_waits_for_its_owner_alone() {
    let desk = Desk::open().await;
    let staged = desk.stage("1.csv", ODD).await;
    let other = desk.server.add_key(app::access::Role::Analyst).await;
    let path = format!("{UPLOADS}/{}/preview", id_of(&staged));
    let request = crate::harness::json("POST", &path, &json!({ "kind": "orders" }));
    let answer = desk
        .server
        .send(crate::harness::with_key(request, &other))
        .await;
    assert_eq!(answer.problem(), (404, "import.upload_gone".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_lines_come_in_pages() {
    let desk = Desk::open().await;
    let text = (0..5).fold(history(), |text, line| {
        text + &format!("9{line},P1,Mug,many,2011-09-30 10:00:00,1.00,C1,United Kingdom\n")
    });
    let import = desk.import("orders?on_error=reject", &text).await;
    let path = format!("/api/v1/imports/{}/refused", id_of(&import));
    let page = desk.get(&format!("{path}?limit=3")).await.json();
    assert_eq!(page["items"].as_array().unwrap().len(), 3);
    assert_eq!(page["items"][0]["value"], "many");
    assert_eq!(page["items"][0]["column"], "Quantity");
    let next = page["next_cursor"].as_str().unwrap();
    let page = desk
        .get(&format!("{path}?limit=3&cursor={next}"))
        .await
        .json();
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    assert_eq!(page["next_cursor"], Value::Null);
    let wrong = desk.get(&format!("{path}?cursor=x")).await;
    assert_eq!(wrong.problem().0, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_fills_an_empty_workspace_once_and_leaves_it_again() {
    let desk = Desk::open().await;
    let begun = desk.ask(empty("POST", "/api/v1/imports/sample")).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text());
    desk.server.state.imports_ended().await;
    let path = format!("/api/v1/imports/{}", id_of(&begun.json()));
    let import = desk.get(&path).await.json();
    assert_eq!(import["state"], "done", "{import}");
    assert_eq!(import["counts"]["read"], 155_293);
    assert_eq!(import["counts"]["customers_new"], 1_188);

    let again = desk.ask(empty("POST", "/api/v1/imports/sample")).await;
    assert_eq!(
        (again.status, &again.json()["id"]),
        (StatusCode::OK, &import["id"])
    );
    let undone = desk.ask(empty("DELETE", &path)).await;
    assert_eq!(undone.json()["state"], "undone", "{}", undone.text());

    desk.import("orders", &history()).await;
    let refused = desk.ask(empty("POST", "/api/v1/imports/sample")).await;
    assert_eq!(
        refused.problem(),
        (409, "import.sample_unwanted".to_owned())
    );
}
