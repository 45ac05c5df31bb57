//! TENANT-1: a request with another workspace's key, id or cookie never sees it, for every operation.

use app::access::Role;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use serde_json::json;
use server::{Hosted, hosted_router};
use tower::ServiceExt as _;

use crate::authorization::{operations, request};
use crate::harness::{Server, json as with_json, with_key};

const NORTH: &str = "north.example";
const SOUTH: &str = "south.example";

/// Two workspaces behind one address, reached by hosts; each has an administrator `admin`.
async fn two() -> (Server, Server, Router) {
    let (north, south) = (Server::start().await, Server::start().await);
    for server in [&north, &south] {
        server.add_user("admin", Role::Admin).await;
    }
    let hosted = |name: Option<&str>, host: &str, server: &Server| Hosted {
        name: name.map(str::to_owned),
        hosts: vec![host.to_owned()],
        state: server.state.clone(),
    };
    let router = hosted_router(vec![
        hosted(None, NORTH, &north),
        hosted(Some("south"), SOUTH, &south),
    ]);
    (north, south, router)
}

async fn status(router: &Router, request: Request<Body>) -> StatusCode {
    router.clone().oneshot(request).await.unwrap().status()
}

fn at(host: &'static str, mut request: Request<Body>) -> Request<Body> {
    let host = HeaderValue::from_static(host);
    request.headers_mut().insert(header::HOST, host);
    request
}

#[tokio::test(flavor = "multi_thread")]
async fn no_operation_of_a_workspace_knows_the_keys_and_cookies_of_another() {
    let (north, south, router) = two().await;
    let key = south.add_key(Role::Admin).await;
    let browser = south.sign_in("admin").await;
    let open = |path: &str, method: &str| method == "POST" && path == "/api/v1/session";
    for (method, path, example) in operations() {
        if open(&path, &method) {
            continue;
        }
        let by_key = at(NORTH, with_key(request(&method, &example), &key));
        let by_cookie = at(NORTH, browser.request(&method, &example, Some(&json!({}))));
        for asked in [by_key, by_cookie] {
            let status = status(&router, asked).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{method} {path}");
        }
    }
    // At home both are known.
    let home = at(SOUTH, with_key(request("GET", "/api/v1/goals"), &key));
    assert_eq!(status(&router, home).await, StatusCode::OK);
    let home = at(SOUTH, browser.request("GET", "/api/v1/goals", None));
    assert_eq!(status(&router, home).await, StatusCode::OK);
    drop(north);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_workspace_made_another_does_not_find_by_its_id() {
    let (north, south, router) = two().await;
    let (own, other) = (
        north.add_key(Role::Admin).await,
        south.add_key(Role::Admin).await,
    );
    let made = json!({ "name": "till", "role": "viewer" });
    let make = at(
        SOUTH,
        with_key(with_json("POST", "/api/v1/api-keys", &made), &other),
    );
    let answer = router.clone().oneshot(make).await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX)
        .await
        .unwrap();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let id = body["id"]
        .as_str()
        .or_else(|| body["key"]["id"].as_str())
        .unwrap();
    let path = format!("/api/v1/api-keys/{id}");
    let revoke = at(NORTH, with_key(request("DELETE", &path), &own));
    assert_eq!(status(&router, revoke).await, StatusCode::NOT_FOUND);
    let listed = at(NORTH, with_key(request("GET", "/api/v1/api-keys"), &own));
    let listed = router.clone().oneshot(listed).await.unwrap();
    let listed = axum::body::to_bytes(listed.into_body(), usize::MAX)
        .await
        .unwrap();
    assert!(!String::from_utf8_lossy(&listed).contains(id));
    drop(south);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_host_of_its_own_a_workspace_is_chosen_by_key_and_by_cookie() {
    let (north, south) = (Server::start().await, Server::start().await);
    let hosted = |name: Option<&str>, server: &Server| Hosted {
        name: name.map(str::to_owned),
        hosts: Vec::new(),
        state: server.state.clone(),
    };
    let router = hosted_router(vec![hosted(None, &north), hosted(Some("south"), &south)]);
    south.add_user("admin", Role::Admin).await;
    let goal = json!({ "target": 7 });
    let set = |key: &str| with_key(with_json("PUT", "/api/v1/goals/orders/2026-01", &goal), key);
    let key = south.add_key(Role::Admin).await;
    assert!(status(&router, set(&key)).await.is_success());
    let seen = |server: &Server| {
        let state = server.state.clone();
        async move { state.workspace().goals().await.unwrap().len() }
    };
    assert_eq!((seen(&north).await, seen(&south).await), (0, 1));

    // A browser enters by the workspace's door, and keeps the cookie that it gets there.
    let door = Request::get("/w/south").body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(door).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let entered = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    let entered = entered.split(';').next().unwrap().to_owned();
    let mut browser = south.sign_in("admin").await;
    let ask = |browser: &crate::harness::Browser| browser.request("GET", "/api/v1/goals", None);
    assert_eq!(
        status(&router, ask(&browser)).await,
        StatusCode::UNAUTHORIZED
    );
    browser.cookie = format!("{entered}; {}", browser.cookie);
    assert_eq!(status(&router, ask(&browser)).await, StatusCode::OK);

    let nowhere = Request::get("/w/west").body(Body::empty()).unwrap();
    assert_eq!(status(&router, nowhere).await, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_belongs_to_one_workspace_has_no_door_to_another() {
    let (_north, _south, router) = two().await;
    let door = at(NORTH, Request::get("/w/south").body(Body::empty()).unwrap());
    assert_eq!(status(&router, door).await, StatusCode::NOT_FOUND);
    let stranger = at(
        "other.example:8080",
        Request::get("/w/south").body(Body::empty()).unwrap(),
    );
    assert_eq!(status(&router, stranger).await, StatusCode::SEE_OTHER);
}

/// Two workspaces at one address, the second one named `south`; each has an administrator's key.
async fn sharing() -> (Server, Server, Router, [String; 2]) {
    let (north, south) = (Server::start().await, Server::start().await);
    let hosted = |name: Option<&str>, server: &Server| Hosted {
        name: name.map(str::to_owned),
        hosts: Vec::new(),
        state: server.state.clone(),
    };
    let router = hosted_router(vec![hosted(None, &north), hosted(Some("south"), &south)]);
    let keys = [
        north.add_key(Role::Admin).await,
        south.add_key(Role::Admin).await,
    ];
    (north, south, router, keys)
}

async fn text(router: &Router, request: Request<Body>) -> (StatusCode, String) {
    let answer = router.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX)
        .await
        .unwrap();
    (status, String::from_utf8_lossy(&body).into_owned())
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

async fn publish(router: &Router, key: &str, form: &str, title: &str) {
    let definition =
        json!({"title": title, "questions": [{"id": "note", "type": "text", "label": "Note"}]});
    let body = json!({"key": form, "definition": definition});
    let made = with_key(with_json("POST", "/api/v1/forms", &body), key);
    assert_eq!(status(router, made).await, StatusCode::CREATED);
    let path = format!("/api/v1/forms/{form}/publish");
    let published = with_key(crate::harness::empty("POST", &path), key);
    assert_eq!(status(router, published).await, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_found_by_its_key_and_namesakes_by_the_workspace_before_it() {
    let (_north, _south, router, [own, other]) = sharing().await;
    publish(&router, &other, "quiz", "Southern quiz").await;
    publish(&router, &other, "news", "Southern news").await;
    publish(&router, &own, "news", "Northern news").await;
    for (path, title) in [
        ("/f/quiz", "Southern quiz"),
        ("/f/quiz?lang=en", "Southern quiz"),
        ("/f/quiz/embed.js", "Southern quiz"),
        ("/f/news", "Northern news"),
        ("/w/south/f/news?lang=en", "Southern news"),
        ("/w/south/f/news/embed.js", "Southern news"),
    ] {
        let (status, page) = text(&router, get(path)).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(page.contains(title), "{path}: {page}");
    }
    // Whoever has entered a workspace sees its own form first.
    let mut entered = get("/f/news");
    let cookie = HeaderValue::from_static("clientele_workspace=south");
    entered.headers_mut().insert(header::COOKIE, cookie);
    assert!(text(&router, entered).await.1.contains("Southern news"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_goes_to_where_its_page_came_from_and_nowhere_else() {
    let (north, south, router, [own, other]) = sharing().await;
    publish(&router, &other, "news", "Southern news").await;
    publish(&router, &own, "news", "Northern news").await;
    let (_, page) = text(&router, get("/w/south/f/news")).await;
    assert!(page.contains("action=\"?lang="), "{page}");
    let (_, rest) = page.split_once("name=\"_token\" value=\"").unwrap();
    let token = rest.split('"').next().unwrap();
    for server in [&north, &south] {
        server.clock.advance(std::time::Duration::from_secs(3));
    }
    let post = |path: &str| {
        Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("_token={token}&note=hello")))
            .unwrap()
    };
    assert_eq!(
        status(&router, post("/w/south/f/news?lang=en")).await,
        StatusCode::OK
    );
    let answered = |server: &Server| {
        let forms = server.state.workspace().forms();
        async move {
            forms
                .answers("news", None, kernel::Limit::default())
                .await
                .unwrap()
                .items
                .len()
        }
    };
    assert_eq!((answered(&north).await, answered(&south).await), (0, 1));
    // A page of the one is no page of the other.
    let (_, refused) = text(&router, post("/f/news?lang=en")).await;
    assert_eq!(
        (answered(&north).await, answered(&south).await),
        (0, 1),
        "{refused}"
    );

    // A closed form makes room for a namesake that is open.
    let close = with_key(
        crate::harness::empty("POST", "/api/v1/forms/news/close"),
        &own,
    );
    assert_eq!(status(&router, close).await, StatusCode::OK);
    assert!(
        text(&router, get("/f/news"))
            .await
            .1
            .contains("Southern news")
    );
    for nowhere in [
        "/w/west/f/news",
        "/w/south/api/v1/forms",
        "/w/south/f/",
        "/w/south/f/news/x",
        "/f/other",
    ] {
        let (status, _) = text(&router, get(nowhere)).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_back_office_is_let_into_the_workspace_that_gave_it_its_login() {
    use base64::Engine as _;

    let (north, south, router, [own, other]) = sharing().await;
    let login = async |key: &str, login: &str| {
        let path = format!("/api/v1/exchanges/logins/{login}");
        let asked = with_key(with_json("PUT", &path, &json!({"source": "1C"})), key);
        let (status, body) = text(&router, asked).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        body["password"].as_str().unwrap().to_owned()
    };
    let enter = async |at: &str, login: &str, password: &str| {
        let pair = base64::engine::general_purpose::STANDARD.encode(format!("{login}:{password}"));
        let request = Request::get(format!(
            "{at}/exchange/commerceml?type=catalog&mode=checkauth"
        ))
        .header(header::AUTHORIZATION, format!("Basic {pair}"))
        .body(Body::empty())
        .unwrap();
        let (_, said) = text(&router, request).await;
        let mut lines = said.lines();
        let entered = lines.next() == Some("success");
        entered.then(|| format!("{}={}", lines.next().unwrap(), lines.next().unwrap()))
    };
    let ask = async |at: &str, cookie: &str| {
        let request = Request::get(format!("{at}/exchange/commerceml?type=catalog&mode=init"))
            .header(header::COOKIE, cookie)
            .body(Body::empty())
            .unwrap();
        text(&router, request).await.1
    };
    let southern = login(&other, "south-1c").await;
    let cookie = enter("", "south-1c", &southern).await.unwrap();
    // The session goes on in its workspace, by the cookie alone.
    assert!(ask("", &cookie).await.starts_with("zip=yes"));
    assert!(ask("/w/south", &cookie).await.starts_with("zip=yes"));

    // One login in both: the address without a name is the first workspace's.
    let (first, second) = (login(&own, "shop-1c").await, login(&other, "shop-1c").await);
    assert!(enter("", "shop-1c", &first).await.is_some());
    assert!(enter("", "shop-1c", &second).await.is_none());
    assert!(enter("/w/south", "shop-1c", &second).await.is_some());
    assert!(enter("/w/south", "shop-1c", &first).await.is_none());
    assert!(enter("", "nobody", &first).await.is_none());
    assert!(ask("", "clientele_exchange=x").await.starts_with("failure"));
    drop((north, south));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_belongs_to_one_workspace_has_no_forms_of_another() {
    let (_north, south, router) = two().await;
    let key = south.add_key(Role::Admin).await;
    let shared = hosted_router(vec![Hosted::alone(south.state.clone())]);
    publish(&shared, &key, "quiz", "Southern quiz").await;
    for path in ["/f/quiz", "/w/south/f/quiz"] {
        assert_eq!(
            status(&router, at(NORTH, get(path))).await,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert_eq!(
        status(&router, at(SOUTH, get("/f/quiz"))).await,
        StatusCode::OK
    );
    // At an address of nobody's own both are reached.
    assert_eq!(
        status(&router, at("other.example", get("/f/quiz"))).await,
        StatusCode::OK
    );
}
