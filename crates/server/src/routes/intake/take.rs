//! What all operations that take something in have in common.

use app::{Taken, Way};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use customers::{Desk, Fact, Intake};
use serde_json::Value;
use store::{Answer, OnceKey};

use crate::caller::Caller;
use crate::dto::intake::{TakenItem, TakenList};
use crate::problem::Problem;
use crate::state::AppState;

/// The header by which a request is known when it comes again.
const KEY_HEADER: HeaderName = HeaderName::from_static("idempotency-key");
/// The header that says that an answer was given before.
const REPLAYED_HEADER: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Longest key, characters.
const KEY_MAX: usize = 255;

/// A request that takes something in.
pub(super) struct Told {
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
}

impl FromRequest<AppState> for Told {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, state).await?;
        let headers = parts.headers.clone();
        let body = Bytes::from_request(Request::from_parts(parts, body), state).await;
        let body = body.map_err(|rejection| {
            let code = match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => "http.body_too_large",
                _ => "http.body_unreadable",
            };
            Problem::new(rejection.status(), code).detail(rejection.body_text())
        })?;
        Ok(Self {
            caller,
            headers,
            body,
        })
    }
}

impl Told {
    /// Its body.
    pub(super) fn value(&self) -> Result<Value, Problem> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let problem = Problem::new(StatusCode::BAD_REQUEST, "http.json_malformed");
            problem.detail(format!("the body is not JSON: {error}"))
        })
    }

    /// What the request is known by when it comes again, for an operation with what its path names.
    fn once_key(&self, operation: &str) -> Result<OnceKey, Problem> {
        let key = self.headers.get(KEY_HEADER);
        let key = key.and_then(|key| key.to_str().ok()).map(str::trim);
        let key = key.filter(|key| !key.is_empty() && key.len() <= KEY_MAX);
        let key = key.ok_or_else(|| {
            let problem = Problem::new(StatusCode::BAD_REQUEST, "request.key_missing");
            problem.detail(format!(
                "send the header Idempotency-Key with 1 to {KEY_MAX} characters that you choose anew for each request, \
                 and the same ones when you send it again"
            ))
        })?;
        Ok(OnceKey {
            scope: format!("{operation} by {}", self.caller.actor()),
            key: key.to_owned(),
            digest: app::body_digest(&self.body),
        })
    }
}

/// Reads a body into facts, or refuses it with every wrong field.
pub(super) fn read(state: &AppState, intake: Intake, value: &Value) -> Result<Vec<Fact>, Problem> {
    let desk = Desk {
        currency: state.workspace().settings().currency,
        now: state.clock().now(),
    };
    intake
        .read(value, desk)
        .map_err(|wrong| Problem::wrong_fields(&wrong))
}

/// Takes one object or a list in, once, and answers.
pub(super) async fn add(
    state: &AppState,
    told: &Told,
    operation: &str,
    intake: Intake,
) -> Result<Response, Problem> {
    let facts = read(state, intake, &told.value()?)?;
    take(state, told, operation, facts, Way::Add).await
}

/// Takes facts in, once, and answers.
pub(super) async fn take(
    state: &AppState,
    told: &Told,
    operation: &str,
    facts: Vec<Fact>,
    way: Way,
) -> Result<Response, Problem> {
    let key = told.once_key(operation)?;
    let reply = state.workspace().take_in(key, facts, way, &answer).await?;
    let status = StatusCode::from_u16(reply.answer.status).unwrap_or(StatusCode::OK);
    let kind = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    )];
    let mut response = (status, kind, reply.answer.body).into_response();
    if reply.is_again {
        let replayed = HeaderValue::from_static("true");
        response.headers_mut().insert(REPLAYED_HEADER, replayed);
    }
    Ok(response)
}

fn answer(taken: &[Taken]) -> Answer {
    let list = TakenList {
        items: taken.iter().map(TakenItem::from).collect(),
    };
    let is_new = list.items.iter().any(|item| item.is_new);
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Answer {
        status: status.as_u16(),
        // Texts and numbers always have a JSON form.
        body: serde_json::to_string(&list).unwrap_or_default(),
    }
}
