//! Exchange files by upload, and 1C's whole dialogue.

use app::access::Role;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use serde_json::json;

use crate::harness::{Answer, Server, json as with_json, with_key};

const ORDERS: &str = include_str!("../../../customers/testdata/commerceml/orders.xml");
const CATALOGUE: &str = include_str!("../../../customers/testdata/commerceml/import.xml");

fn pounds(text: &str) -> String {
    let text = text.replace("руб", "GBP").replace("RUB", "GBP");
    text.replace("2026-0", "2025-0")
}

/// A back office of 1C.
struct Office<'a> {
    server: &'a Server,
    password: String,
    cookie: Option<String>,
}

impl Office<'_> {
    async fn ask(&self, query: &str, body: impl Into<Body>) -> Answer {
        let mut request = Request::post(format!("/exchange/commerceml?{query}"));
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        self.server.send(request.body(body.into()).unwrap()).await
    }

    async fn enter(&mut self, password: &str) -> Answer {
        let credentials =
            base64::engine::general_purpose::STANDARD.encode(format!("Shop-1c:{password}"));
        let request = Request::get("/exchange/commerceml?type=catalog&mode=checkauth")
            .header(header::AUTHORIZATION, format!("Basic {credentials}"));
        let answer = self.server.send(request.body(Body::empty()).unwrap()).await;
        let text = text(&answer);
        let mut lines = text.lines();
        if lines.next() == Some("success") {
            self.cookie = Some(format!(
                "{}={}",
                lines.next().unwrap(),
                lines.next().unwrap()
            ));
        }
        answer
    }
}

fn text(answer: &Answer) -> String {
    encoding_rs::WINDOWS_1251
        .decode(&answer.body)
        .0
        .into_owned()
}

async fn office(server: &Server) -> Office<'_> {
    let key = server.add_key(Role::Admin).await;
    let request = with_json(
        "PUT",
        "/api/v1/exchanges/logins/shop-1c",
        &json!({"source": "1C"}),
    );
    let made = server.send(with_key(request, &key)).await;
    assert_eq!(made.status, StatusCode::OK);
    let password = made.json()["password"].as_str().unwrap().to_owned();
    Office {
        server,
        password,
        cookie: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_dialogue_of_1c() {
    let server = Server::start().await;
    let mut office = office(&server).await;
    let password = office.password.clone();
    let refused = office.enter("wrong").await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(text(&refused).starts_with("failure\n"));
    assert!(text(&office.ask("type=catalog&mode=init", "").await).starts_with("failure\n"));
    assert_eq!(office.enter(&password).await.status, StatusCode::OK);

    let limits = text(&office.ask("type=catalog&mode=init", "").await);
    assert_eq!(limits, "zip=yes\nfile_limit=1048576\n");
    for part in pounds(CATALOGUE).as_bytes().chunks(1000) {
        let answer = office
            .ask(
                "type=catalog&mode=file&filename=import0_1.xml",
                part.to_vec(),
            )
            .await;
        assert_eq!(text(&answer), "success\n");
    }
    let picture = office
        .ask(
            "type=catalog&mode=file&filename=import_files/ab/a.jpg",
            "no picture",
        )
        .await;
    assert_eq!(text(&picture), "success\n");
    let taken = text(
        &office
            .ask("type=catalog&mode=import&filename=import0_1.xml", "")
            .await,
    );
    assert_eq!(taken.lines().next(), Some("success"), "{taken}");
    assert!(
        taken.contains("2 added") && taken.contains("Товар/Ид"),
        "{taken}"
    );
    let missing = office
        .ask("type=catalog&mode=import&filename=../clientele.db", "")
        .await;
    assert!(text(&missing).starts_with("failure\n"));

    let empty = office.ask("type=sale&mode=query", "").await;
    assert_eq!(
        empty.headers[header::CONTENT_TYPE],
        "text/xml; charset=windows-1251"
    );
    assert!(text(&empty).contains("<КоммерческаяИнформация"));
    assert_eq!(
        text(&office.ask("type=sale&mode=success", "").await),
        "success\n"
    );
    // Orders are taken as soon as they are whole: 1C does not ask for it.
    let orders = office
        .ask("type=sale&mode=file&filename=orders.xml", pounds(ORDERS))
        .await;
    assert!(
        text(&orders).starts_with("success\n5 added"),
        "{}",
        text(&orders)
    );
    assert!(text(&office.ask("type=sale&mode=dance", "").await).starts_with("failure\n"));
    let events = server.state.workspace().log().read(0, 100).await.unwrap();
    assert_eq!(events.len(), 7);

    // The same exchange again: a new session, and nothing new.
    office.enter(&password).await;
    let again = office
        .ask("type=sale&mode=file&filename=orders.xml", pounds(ORDERS))
        .await;
    assert!(
        text(&again).starts_with("success\n0 added, 5 known"),
        "{}",
        text(&again)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_comes_in_parts_and_its_files_by_name() {
    let server = Server::start().await;
    let mut office = office(&server).await;
    let password = office.password.clone();
    office.enter(&password).await;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("import0_1.xml", pounds(CATALOGUE)),
        ("../../orders.xml", pounds(ORDERS)),
    ] {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        std::io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    for part in bytes.chunks(bytes.len() / 3 + 1) {
        let answer = office
            .ask("type=catalog&mode=file&filename=v8_1.zip", part.to_vec())
            .await;
        assert_eq!(text(&answer), "success\n");
    }
    for (name, first) in [
        ("import0_1.xml", "success"),
        ("orders.xml", "success"),
        ("prices.xml", "failure"),
    ] {
        let answer = office
            .ask(&format!("type=catalog&mode=import&filename={name}"), "")
            .await;
        assert_eq!(
            text(&answer).lines().next(),
            Some(first),
            "{}",
            text(&answer)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_is_refused_and_a_broken_file_says_why() {
    let server = Server::start().await;
    let mut office = office(&server).await;
    let password = office.password.clone();
    office.enter(&password).await;
    let large = office
        .ask(
            "type=catalog&mode=file&filename=a.xml",
            vec![b' '; (1 << 20) + 1],
        )
        .await;
    assert!(text(&large).starts_with("failure\n"));
    office.ask("type=catalog&mode=init", "").await;
    office
        .ask(
            "type=catalog&mode=file&filename=a.xml",
            "<КоммерческаяИнформация>",
        )
        .await;
    let broken = text(
        &office
            .ask("type=catalog&mode=import&filename=a.xml", "")
            .await,
    );
    assert!(
        broken.starts_with("failure\n") && broken.contains("line 1"),
        "{broken}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_taken_and_listed() {
    let server = Server::start().await;
    let key = server.add_key(Role::Analyst).await;
    let post = |query: &str, body: String| {
        let request = Request::post(format!("/api/v1/imports/commerceml?{query}"));
        with_key(request.body(Body::from(body)).unwrap(), &key)
    };
    let preview = server
        .send(post("dry_run=true&on_error=reject", pounds(ORDERS)))
        .await;
    assert_eq!(preview.status, StatusCode::OK);
    assert_eq!(preview.json()["counts"]["orders"], 1);
    assert_eq!(preview.json()["refusals"].as_array().unwrap().len(), 2);
    let taken = server
        .send(post("file_name=orders.xml&on_error=reject", pounds(ORDERS)))
        .await;
    assert_eq!(taken.status, StatusCode::ACCEPTED);
    server.state.imports_ended().await;
    let path = format!("/api/v1/exchanges/{}", taken.json()["id"].as_str().unwrap());
    let get = |path: &str| with_key(Request::get(path).body(Body::empty()).unwrap(), &key);
    let shown = server.send(get(&path)).await.json();
    assert_eq!(
        (&shown["state"], &shown["counts"]["added"]),
        (&json!("done"), &json!(5))
    );
    let listed = server.send(get("/api/v1/exchanges")).await.json();
    assert_eq!(listed["items"][0]["id"], shown["id"]);
    let foreign = server
        .send(post("dry_run=true", "<html/>".to_owned()))
        .await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
    let strict = server.send(post("", pounds(ORDERS))).await;
    server.state.imports_ended().await;
    let path = format!(
        "/api/v1/exchanges/{}",
        strict.json()["id"].as_str().unwrap()
    );
    assert_eq!(server.send(get(&path)).await.json()["state"], "failed");
}
