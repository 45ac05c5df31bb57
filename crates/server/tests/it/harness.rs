//! A server in memory, and what a caller does with it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::access::{Access, AccessSettings, Actor, NewKey, NewUser, Role};
use app::{NewWorkspace, Places, Workspace};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use kernel::{Clock, ManualClock};
use serde_json::Value;
use server::{AppState, ServerConfig};
use store::StoreUrl;
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::schema;

/// The password of all users in tests.
pub(crate) const PASSWORD: &str = "correct horse";

/// A server with a workspace of its own.
pub(crate) struct Server {
    router: Router,
    pub(crate) state: AppState,
    pub(crate) access: Access,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) folder: TempDir,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// A person's browser: the cookie and the proof that goes with it.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

impl Server {
    /// A server with an empty workspace, at noon of 2026-01-15.
    pub(crate) async fn start() -> Self {
        Self::start_allowing("").await
    }

    /// The same, whose webhooks may be sent to these private networks.
    pub(crate) async fn start_allowing(networks: &str) -> Self {
        let clock = Arc::new(ManualClock::at("2026-01-15T12:00:00Z".parse().unwrap()));
        let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let folder = tempfile::tempdir().unwrap();
        let places = Places {
            folder: folder.path().to_owned(),
            store: StoreUrl::sqlite(folder.path().join("clientele.db")),
            lake: folder.path().join("lake"),
            memory_mb: 256,
        };
        let new = NewWorkspace {
            name: "Corner Shop".to_owned(),
            currency: "GBP".parse().unwrap(),
            time_zone: "Europe/London".to_owned(),
        };
        let workspace = Workspace::create(places, &new, shared).await.unwrap();
        let workspace = Arc::new(workspace.allowing(networks.parse().unwrap()));
        let access = Access::new(workspace.store().clone(), AccessSettings::default());
        let mut config = ServerConfig::new(folder.path().join("uploads"));
        config.upload_bytes_max = 1 << 20;
        config.stop_within = Duration::from_millis(200);
        let state = AppState::new(workspace, access.clone(), config);
        Self {
            router: server::router(state.clone()),
            state,
            access,
            clock,
            folder,
        }
    }

    /// The files that are being uploaded, or were left behind.
    pub(crate) fn uploads(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.folder.path().join("uploads"))
            .into_iter()
            .flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// Sends a request; the answer must be as the OpenAPI document says.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (method, path) = (
            request.method().to_string(),
            request.uri().path().to_owned(),
        );
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        };
        let kind = answer.header("content-type");
        schema::check(&method, &path, answer.status.as_u16(), kind, &answer.body);
        answer
    }

    /// Sends a request whose answer goes on.
    pub(crate) async fn open(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn add_user(&self, login: &str, role: Role) -> app::access::User {
        let wanted = NewUser {
            login: login.to_owned(),
            name: login.to_uppercase(),
            password: PASSWORD.to_owned(),
            role,
            language: "en".to_owned(),
        };
        self.access
            .create_user(Actor::Machine, wanted)
            .await
            .unwrap()
    }

    pub(crate) async fn add_key(&self, role: Role) -> String {
        let wanted = NewKey {
            name: "test".to_owned(),
            role,
            expires_at: None,
        };
        self.access
            .create_key(Actor::Machine, wanted)
            .await
            .unwrap()
            .expose()
            .to_owned()
    }

    pub(crate) async fn try_sign_in(&self, login: &str, password: &str) -> Answer {
        let body = serde_json::json!({ "login": login, "password": password });
        self.send(json("POST", "/api/v1/session", &body)).await
    }

    pub(crate) async fn sign_in(&self, login: &str) -> Browser {
        let answer = self.try_sign_in(login, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{:?}", answer.body);
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        let csrf = answer.json()["csrf_token"].as_str().unwrap().to_owned();
        Browser {
            cookie: cookie.split(';').next().unwrap().to_owned(),
            csrf,
        }
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {:?}", self.body))
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The status and the problem's code, which must be one in all its parts.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        let code = problem["code"].as_str().unwrap().to_owned();
        assert_eq!(problem["type"], format!("urn:clientele:problem:{code}"));
        (self.status.as_u16(), code)
    }
}

impl Browser {
    /// A request of this browser's page.
    pub(crate) fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Request<Body> {
        let mut request = body.map_or_else(|| empty(method, path), |body| json(method, path, body));
        request
            .headers_mut()
            .insert(header::COOKIE, self.cookie.parse().unwrap());
        request
            .headers_mut()
            .insert("x-csrf-token", self.csrf.parse().unwrap());
        request
    }
}

pub(crate) fn empty(method: &str, path: &str) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .body(Body::empty())
        .unwrap()
}

pub(crate) fn json(method: &str, path: &str, body: &Value) -> Request<Body> {
    let request = Request::builder().method(method).uri(path);
    request
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}

/// A request of a program.
pub(crate) fn with_key(mut request: Request<Body>, key: &str) -> Request<Body> {
    request.headers_mut().insert(
        header::AUTHORIZATION,
        format!("Bearer {key}").parse().unwrap(),
    );
    request
}
