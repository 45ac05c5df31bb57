//! Forms from outside: made by an analyst, answered by anybody, refused to machines.

use std::time::Duration;

use app::access::Role;
use axum::body::Body;
use axum::http::{Request, header};
use customers::forms::SAMPLE_QUIZ;
use serde_json::{Value, json};

use crate::harness::{Answer, Server, empty, json as with_json, with_key};

const FIELDS: &str = "shape=corner&style=modern&appliances=oven&when=within_8_weeks&budget=5+000\
                      &email=ada%40example.org&call=no&news=yes";

/// A form of one question.
fn short() -> Value {
    json!({
        "title": {"en": "News <b>&", "fa": "خبر"},
        "languages": ["en", "fa"],
        "hosts": ["shop.example.org"],
        "questions": [
            {"id": "email", "type": "email", "label": "E-mail \"<i>", "required": true},
            {"id": "source", "type": "hidden", "parameter": "src"}
        ]
    })
}

struct Visitor {
    server: Server,
    key: String,
}

impl Visitor {
    /// A server with a published form.
    async fn of(key: &str, definition: &Value) -> Self {
        let server = Server::start().await;
        let program = server.add_key(Role::Analyst).await;
        let visitor = Self {
            server,
            key: program,
        };
        let body = json!({"key": key, "definition": definition});
        let made = visitor.ask("POST", "/api/v1/forms", Some(&body)).await;
        assert_eq!(made.status, 201, "{:?}", made.body);
        let path = format!("/api/v1/forms/{key}/publish");
        assert_eq!(visitor.ask("POST", &path, None).await.status, 200);
        visitor
    }

    /// A request of the analyst.
    async fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let request =
            body.map_or_else(|| empty(method, path), |body| with_json(method, path, body));
        self.server.send(with_key(request, &self.key)).await
    }

    /// The token of a fresh page, after the time that a person needs.
    async fn token(&self, path: &str) -> String {
        let page = self.server.get(path).await;
        assert_eq!(page.status, 200);
        self.server.clock.advance(Duration::from_secs(3));
        token_in(page.text())
    }

    /// The end of a packed body is asked for once more than that of a plain one.
    async fn takes_answers_packed(&self) {
        let packed = Request::get("/api/v1/forms/quiz/answers.csv")
            .header(header::ACCEPT_ENCODING, "gzip")
            .body(Body::empty());
        let packed = with_key(packed.unwrap(), &self.key);
        let packed = self.server.send(packed).await;
        assert_eq!(packed.header("content-encoding"), "gzip");
        assert!(!packed.body.is_empty());
    }

    async fn post(&self, path: &str, body: String) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.server.send(request.unwrap()).await
    }

    async fn counts(&self, key: &str) -> Value {
        let form = self.ask("GET", &format!("/api/v1/forms/{key}"), None).await;
        form.json()["counts"].clone()
    }
}

fn token_in(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"_token\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quiz_is_answered_with_four_offers() {
    let quiz = serde_json::from_str(SAMPLE_QUIZ).unwrap();
    let visitor = Visitor::of("quiz", &quiz).await;
    let page = visitor
        .server
        .get("/f/quiz?lang=fa&utm_source=poster")
        .await;
    assert!(page.text().contains("<html lang=\"fa\" dir=\"rtl\">"));
    assert!(page.text().contains("lang=fa&amp;utm_source=poster"));
    assert!(
        page.text()
            .contains("form:not(:has(#a-call-0:checked)) #q-phone")
    );
    assert!(page.headers.get(header::SET_COOKIE).is_none());
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'nonce-"),
        "{policy}"
    );
    assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");

    let path = "/f/quiz?lang=en&utm_source=poster&page=https%3A%2F%2Fshop.example.org%2Fa";
    let token = visitor.token(path).await;
    let body = format!("_token={token}&website=&{FIELDS}");
    let thanks = visitor.post(path, body.clone()).await;
    assert_eq!(thanks.status, 200, "{}", thanks.text());
    assert!(thanks.text().contains("Thank you"));
    // The sample's kitchens were not imported here.
    assert!(thanks.text().contains("Nothing in our range"));

    // Sent again, it is the same answer, whatever it says now.
    let again = visitor.post(path, body.replace("ada", "eve")).await;
    assert_eq!(again.status, 200);
    let answers = visitor
        .ask("GET", "/api/v1/forms/quiz/answers", None)
        .await
        .json();
    assert_eq!(answers["items"].as_array().unwrap().len(), 1);
    let answer = &answers["items"][0];
    assert_eq!(
        (&answer["email"], &answer["title"]),
        (
            &json!("ada@example.org"),
            &json!("Which kitchen suits you?")
        )
    );
    assert_eq!(
        answer["lines"][1],
        json!({
            "question": "style", "label": "Which style do you like?", "value": "modern", "text": "Modern"
        })
    );
    let log = visitor
        .server
        .state
        .workspace()
        .log()
        .read(0, 10)
        .await
        .unwrap();
    assert_eq!(log.len(), 1);
    assert!(
        log[0].body.contains("\"source\":\"poster\"")
            && log[0].body.contains("https://shop.example.org/a")
    );
    let answers = "/api/v1/forms/quiz/answers.csv";
    let csv = visitor.ask("GET", answers, None).await;
    assert_eq!(csv.text().lines().count(), 2);
    assert!(
        csv.text()
            .contains(",corner,modern,oven,within_8_weeks,5000,,ada@example.org,no,,yes,"),
        "{}",
        csv.text()
    );
    visitor.takes_answers_packed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_are_refused_and_counted() {
    let visitor = Visitor::of("news", &short()).await;
    let page = visitor.server.get("/f/news?lang=en").await;
    let token = token_in(page.text());
    let send = |token: &str, rest: &str| visitor.post("/f/news", format!("_token={token}{rest}"));
    let quick = send(&token, "&email=a@b.c").await;
    assert_eq!(quick.status, 422);
    assert!(quick.text().contains("very quick") && quick.text().contains(&token));
    visitor.server.clock.advance(Duration::from_secs(3));
    let trapped = send(&token, "&email=a@b.c&website=http://spam").await;
    assert!(trapped.status == 422 && trapped.text().contains("do not see"));
    let forged = send("x", "&email=a@b.c").await;
    assert!(forged.status == 422 && forged.text().contains("not shown by us"));
    visitor.server.clock.advance(Duration::from_hours(25));
    let old = send(&token, "&email=a@b.c").await;
    assert!(old.text().contains("more than a day") && old.text().contains("value=\"a@b.c\""));
    let fresh = token_in(old.text());
    assert_ne!(fresh, token);
    visitor.server.clock.advance(Duration::from_secs(3));
    assert_eq!(send(&fresh, "&email=a@b.c").await.status, 200);
    assert_eq!(
        visitor.counts("news").await,
        json!({"answered": 1, "forged": 1, "old": 1, "quick": 1, "trap": 1, "viewed": 1})
    );

    let mut refused = None;
    for _ in 0..30 {
        let answer = send("x", "").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let wait: u32 = refused.unwrap().header("retry-after").parse().unwrap();
    assert!((1..=15).contains(&wait), "{wait}");
    assert_eq!(visitor.counts("news").await["rate"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_answers_come_back_with_what_was_filled_in() {
    let visitor = Visitor::of("news", &short()).await;
    let token = visitor
        .token("/f/news?lang=en&src=%22%3E%3Cscript%3E")
        .await;
    let bad = "\"><script>alert(1)</script>@x";
    let body =
        format!("_token={token}&email=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%40x&source=s");
    let page = visitor.post("/f/news?lang=en", body).await;
    assert_eq!(page.status, 422);
    assert!(!page.text().contains("<script") && !page.text().contains(bad));
    assert!(page.text().contains("&lt;script&gt;alert(1)"));
    assert!(
        page.text().contains("E-mail &quot;&lt;i&gt;")
            && page.text().contains("News &lt;b&gt;&amp;")
    );
    assert!(
        page.text().contains("href=\"#a-email\"") && page.text().contains("aria-invalid=\"true\"")
    );
    assert_eq!(token_in(page.text()), token);
    let policy = page.header("content-security-policy");
    assert!(
        policy.ends_with("frame-ancestors shop.example.org"),
        "{policy}"
    );
    let done = visitor
        .post("/f/news?lang=fa", format!("_token={token}&email=a@b.c"))
        .await;
    assert!(done.status == 200 && done.text().contains("سپاسگزاریم"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_answers_in_json() {
    let visitor = Visitor::of("news", &short()).await;
    let request = Request::get("/f/news").header(header::ACCEPT, "application/json");
    let form = visitor
        .server
        .send(request.body(Body::empty()).unwrap())
        .await
        .json();
    assert_eq!(form["questions"][0]["type"], "email");
    visitor.server.clock.advance(Duration::from_secs(3));
    let token = form["token"].as_str().unwrap();
    let post = |answers: Value| {
        let body = json!({"token": token, "answers": answers});
        visitor.server.send(with_json("POST", "/f/news", &body))
    };
    let wrong = post(json!({"email": "a", "colour": "blue"})).await;
    assert_eq!(wrong.problem(), (422, "form.answers_wrong".to_owned()));
    let fields = wrong.json()["fields"].clone();
    assert_eq!(
        (&fields[0]["field"], &fields[1]["field"]),
        (&json!("email"), &json!("colour"))
    );
    let first = post(json!({"email": "ada@example.org"})).await;
    assert_eq!(
        (first.status.as_u16(), &first.json()["is_new"]),
        (201, &json!(true))
    );
    let again = post(json!({"email": "ada@example.org"})).await;
    assert_eq!(
        (again.status.as_u16(), &again.json()["is_new"]),
        (200, &json!(false))
    );
    assert_eq!(again.json()["id"], first.json()["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_not_open_says_so() {
    let visitor = Visitor::of("news", &short()).await;
    let token = visitor.token("/f/news").await;
    assert_eq!(
        visitor
            .ask("POST", "/api/v1/forms/news/close", None)
            .await
            .status,
        200
    );
    for (path, status) in [("/f/news", 410), ("/f/other", 404), ("/f/%00", 404)] {
        assert_eq!(visitor.server.get(path).await.status, status, "{path}");
        let answer = visitor
            .post(path, format!("_token={token}&email=a@b.c"))
            .await;
        assert_eq!(answer.status, status, "{path}");
    }
    let script = visitor.server.get("/f/news/embed.js").await;
    assert_eq!(script.status, 410);
    visitor
        .ask("POST", "/api/v1/forms/news/publish", None)
        .await;
    let script = visitor.server.get("/f/news/embed.js").await;
    assert!(script.text().contains("|| \"News <b>&\""));
    assert!(script.header("content-type").starts_with("text/javascript"));
    // A page of an earlier version is still answered by what it asked.
    let changed = json!({"definition": {"title": "N", "questions": [{"id": "name", "type": "text", "label": "N", "required": true}]}});
    assert_eq!(
        visitor
            .ask("PUT", "/api/v1/forms/news", Some(&changed))
            .await
            .status,
        200
    );
    visitor
        .ask("POST", "/api/v1/forms/news/publish", None)
        .await;
    let answer = visitor
        .post("/f/news", format!("_token={token}&email=a@b.c"))
        .await;
    assert_eq!(answer.status, 200);
    let answers = visitor
        .ask("GET", "/api/v1/forms/news/answers", None)
        .await
        .json();
    assert_eq!(answers["items"][0]["version"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_definition_with_mistakes_is_refused_with_their_paths() {
    let server = Server::start().await;
    let key = server.add_key(Role::Analyst).await;
    let body = json!({"key": "a", "definition": {"title": "", "questions": [{"id": "A", "type": "text"}]}});
    let refused = server
        .send(with_key(with_json("POST", "/api/v1/forms", &body), &key))
        .await;
    assert_eq!(refused.problem(), (422, "form.invalid".to_owned()));
    let fields = refused.json()["fields"].clone();
    let paths: Vec<&str> = fields
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["field"].as_str().unwrap())
        .collect();
    assert_eq!(paths, ["title", "questions[0].id", "questions[0].label"]);
    let nobody = server
        .send(with_key(
            empty("GET", "/api/v1/customers/cus_0000000000001/answers"),
            &key,
        ))
        .await;
    assert_eq!(nobody.json(), json!({"items": []}));
}
