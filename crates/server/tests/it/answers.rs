//! What holds for every answer: the shape of problems, request ids, security headers, the console, health.

use app::access::Role;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

use crate::harness::{Server, empty, json as with_json, with_key};

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_has_one_shape() {
    let server = Server::start().await;
    let answer = server.send(empty("DELETE", "/api/v1/goals")).await;
    assert_eq!(answer.problem().0, 405);
    let mut problem = answer.json();
    problem["request_id"] = "[id]".into();
    insta::assert_json_snapshot!(problem);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_the_status_of_their_reason() {
    let server = Server::start().await;
    let key = server.add_key(Role::Admin).await;
    let plain = |text: &'static str, kind: &str| {
        let request = Request::post("/api/v1/query").header(header::CONTENT_TYPE, kind);
        request.body(Body::from(text)).unwrap()
    };
    let long = json!({ "sql": "x".repeat(2 << 20) });
    let cases = [
        (empty("GET", "/api/v1/nothing"), 404, "http.path_unknown"),
        (
            empty("GET", "/api/v1/imports/cus_0000000000001"),
            404,
            "http.path_invalid",
        ),
        (
            empty("PUT", "/api/v1/goals"),
            405,
            "http.method_not_allowed",
        ),
        (
            plain("{}", "text/plain"),
            415,
            "http.media_type_unsupported",
        ),
        (plain("{", "application/json"), 400, "http.json_malformed"),
        (
            with_json("POST", "/api/v1/query", &json!({ "sql": 1 })),
            422,
            "http.input_invalid",
        ),
        (
            with_json("POST", "/api/v1/query", &json!({ "sql": "", "rows": 1 })),
            422,
            "http.input_invalid",
        ),
        (
            with_json(
                "POST",
                "/api/v1/query",
                &json!({ "sql": "", "max_rows": 0 }),
            ),
            422,
            "http.input_invalid",
        ),
        (
            with_json("POST", "/api/v1/query", &long),
            413,
            "http.body_too_large",
        ),
        (
            empty("GET", "/api/v1/reports/rfm?as_of=yesterday"),
            422,
            "http.query_invalid",
        ),
        (
            empty("GET", "/api/v1/reports/rfm?asof=2011-01-01"),
            422,
            "http.query_invalid",
        ),
        (
            empty("GET", "/api/v1/reports/rfm?r_bounds=1,2,3,4"),
            422,
            "http.input_invalid",
        ),
    ];
    for (request, status, code) in cases {
        let place = format!("{} {}", request.method(), request.uri());
        let answer = server.send(with_key(request, &key)).await;
        assert_eq!(answer.problem(), (status, code.to_owned()), "{place}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_keeps_its_id_or_gets_one() {
    let server = Server::start().await;
    let request = Request::get("/healthz").header("x-request-id", "trace-7");
    let answer = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("x-request-id"), "trace-7");
    let request = Request::get("/healthz").header("x-request-id", "two words");
    let answer = server.send(request.body(Body::empty()).unwrap()).await;
    assert!(answer.header("x-request-id").starts_with("req_"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_guarded() {
    let server = Server::start().await;
    for path in [
        "/",
        "/healthz",
        "/api/v1/session",
        "/api/v1/nothing",
        "/api/docs/",
        "/api/openapi.json",
    ] {
        let answer = server.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(
            !policy.contains("script-src 'unsafe") && !policy.contains('*'),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
    assert_eq!(
        server.get("/api/v1/session").await.header("cache-control"),
        "no-store"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_path_of_people_is_the_console_and_no_other() {
    let server = Server::start().await;
    let mut nonces = Vec::new();
    for path in ["/", "/rfm", "/customers/7?tab=orders"] {
        let answer = server.get(path).await;
        // Whether the console was built before the tests is not the tests' business.
        assert!(matches!(
            answer.status,
            StatusCode::OK | StatusCode::SERVICE_UNAVAILABLE
        ));
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-store");
        let policy = answer.header("content-security-policy");
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .unwrap();
        assert!(!answer.text().contains("__CSP_NONCE__"));
        nonces.push(nonce.to_owned());
    }
    nonces.dedup();
    assert_eq!(nonces.len(), 3, "a nonce is used once");
    for path in [
        "/api",
        "/api/v2/session",
        "/assets/gone.js",
        "/assets/../secret",
    ] {
        assert_eq!(
            server.get(path).await.problem(),
            (404, "http.path_unknown".to_owned()),
            "{path}"
        );
    }
    assert_eq!(server.send(empty("POST", "/rfm")).await.problem().0, 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_viewer_of_the_api_is_served() {
    let server = Server::start().await;
    assert_eq!(
        server.get("/api/docs").await.header("location"),
        "/api/docs/"
    );
    let page = server.get("/api/docs/").await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (StatusCode::OK, "text/html")
    );
    let script = server.get("/api/docs/swagger-initializer.js").await;
    assert!(script.text().contains("/api/openapi.json"));
    assert_eq!(server.get("/api/docs/nothing.js").await.problem().0, 404);
    assert!(
        server.get("/api/openapi.json").await.json()["openapi"]
            .as_str()
            .unwrap()
            .starts_with("3.1")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_counters_need_no_credentials() {
    let server = Server::start().await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(server.get(path).await.json(), json!({ "status": "ok" }));
    }
    server.get("/api/v1/session").await;
    let counters = server.get("/metrics").await;
    let line =
        r#"clientele_http_requests_total{method="GET",route="/api/v1/session",status="401"} 1"#;
    assert!(counters.text().contains(line), "{}", counters.text());
    assert!(
        counters
            .text()
            .contains("clientele_http_request_duration_seconds_bucket")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn large_answers_are_packed() {
    let server = Server::start().await;
    let asked = || Request::get("/api/openapi.json");
    let plain = server.send(asked().body(Body::empty()).unwrap()).await;
    let packed = asked().header(header::ACCEPT_ENCODING, "gzip");
    let packed = server.send(packed.body(Body::empty()).unwrap()).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() * 4 < plain.body.len());
}
