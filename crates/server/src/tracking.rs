//! The door of the tracking specification: `/v1/{call}`, for the public libraries of Segment and RudderStack.
//!
//! Its credentials are write keys and nothing else: a key lets its holder add events of its source, and read nothing. An answer
//! of success means that what was taken is durable.

mod answer;
mod credentials;
mod origin;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::post;
use customers::{
    BATCH_BYTES_MAX, NewRefusal, Received, Source, Tracked, TrackingCall, TrackingError,
    read_tracking, unpack_gzip,
};
use kernel::Fault as _;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::Problem;
use crate::state::AppState;

pub(crate) use answer::{TrackingAnswer, TrackingProblem};

/// What the address may end with, for the document.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "`TrackingCall` reads the address")]
enum CallName {
    Identify,
    Track,
    Page,
    Screen,
    Group,
    Alias,
    Batch,
    Import,
}

/// The operations, with their document.
pub(crate) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(track))
}

/// The routes, as they are served.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/v1/{call}", post(track).options(origin::preflight))
        .layer(DefaultBodyLimit::max(BATCH_BYTES_MAX))
}

/// Takes events as the public libraries of Segment and RudderStack send them.
///
/// Each event of a batch is taken or refused by itself; an event that was sent before is taken, and kept once. When the answer
/// comes, what was taken is durable. The key is the user name of basic authentication, or `writeKey` in the body.
#[utoipa::path(post, path = "/v1/{call}", operation_id = "track", tag = "tracking",
    params(("call" = inline(CallName), Path, description = "What is sent.", example = "batch")),
    request_body(content = serde_json::Value, content_type = "application/json",
        description = "An event, or `{\"batch\": […]}`, as the tracking specification says; also as gzip."),
    responses(
        (status = 200, description = "What was taken is durable.", body = TrackingAnswer),
        (status = 400, description = "Nothing was taken.", body = TrackingProblem, content_type = "application/problem+json"),
    ))]
async fn track(
    State(state): State<AppState>,
    Path(call): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Response {
    let mut source = None;
    let answered = take(&state, &call, &headers, body, &mut source).await;
    origin::allow(source.as_ref(), answered)
}

async fn take(
    state: &AppState,
    call: &str,
    headers: &HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
    found: &mut Option<Source>,
) -> Result<Response, Problem> {
    let call: TrackingCall = call.parse().map_err(|_| Problem::not_found())?;
    if let Some(key) = credentials::write_key(headers)? {
        *found = Some(credentials::source(state, &key).await?);
    }
    let body = body.map_err(|_| too_large())?;
    let body = match headers.get(header::CONTENT_ENCODING) {
        None => body.as_ref().into(),
        Some(coding) if coding == "identity" => body.as_ref().into(),
        Some(coding) if coding == "gzip" => match unpack_gzip(&body) {
            Ok(unpacked) => unpacked,
            Err(error) => return refused(&error),
        },
        Some(_) => return Err(coding_unknown()),
    };
    let received = Received {
        at: state.clock().now(),
        ids: state.workspace().store().ids(),
    };
    let tracked = match read_tracking(call, &body, received) {
        Ok(tracked) => tracked,
        Err(error) => return refused(&error),
    };
    let source = match (&found, &tracked.write_key) {
        (Some(source), _) => source.clone(),
        (None, Some(key)) => found.insert(credentials::source(state, key).await?).clone(),
        (None, None) => return Err(credentials::missing()),
    };
    append(state, &source, tracked).await
}

/// Puts into the log what is good, and counts all of it.
async fn append(
    state: &AppState,
    source: &Source,
    mut tracked: Tracked,
) -> Result<Response, Problem> {
    let intake = state.intake();
    let rulings = state.workspace().rulings().await?;
    let sent = tracked.facts.len() + tracked.refused.len();
    if !intake.admit(state, source.id, sent) {
        return Err(too_fast(state.config().events_per_second_max));
    }
    let ruled = tracked.rule(&rulings);
    let facts = std::mem::take(&mut tracked.facts);
    let taken = facts.len();
    let events = facts
        .into_iter()
        .map(|(_, fact)| fact.into_event(source.id));
    let appended = state.workspace().log().append(events.collect()).await;
    let appended = appended.map_err(|error| match error.kind() {
        kernel::FaultKind::Unavailable => Problem::from(error).retry_after(1),
        _ => Problem::from(error),
    })?;
    let new = appended.iter().filter(|one| one.is_new).count();
    count(state, source, (new, taken - new.min(taken)), &tracked);
    if !ruled.applied.is_empty() {
        let at = state.clock().now();
        state.intake().tally().apply(&ruled.applied, at);
    }
    Ok(answer::of(taken, tracked.refused, ruled.dropped))
}

fn count(state: &AppState, source: &Source, (new, again): (usize, usize), tracked: &Tracked) {
    let at = state.clock().now();
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let mut tally = state.intake().tally();
    tally.take(source.id, at, number(new), number(again));
    for refused in &tracked.refused {
        let refusal = NewRefusal {
            at,
            message_id: refused.message_id.as_deref(),
            code: refused.reason.code(),
            args: Some(&refused.reason.args()),
            sentence: &refused.reason.to_string(),
            sample: &refused.text,
        };
        tally.refuse(source.id, &refusal);
    }
}

/// Nothing of the body could be taken.
fn refused(error: &TrackingError) -> Result<Response, Problem> {
    match error {
        TrackingError::BodyTooLarge { .. } | TrackingError::BatchTooLong { .. } => {
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            Err(Problem::new(status, error.code()).detail(error.to_string()))
        }
        TrackingError::ContextUnfit
        | TrackingError::GzipDamaged
        | TrackingError::BodyMalformed { .. } => {
            Ok(answer::nothing(error.code(), error.to_string(), Vec::new()))
        }
    }
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "tracking.body_too_large")
        .detail("the body is larger than the 512000 bytes that are taken: send less at a time")
}

fn coding_unknown() -> Problem {
    Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "tracking.coding_unknown",
    )
    .detail("the body is compressed in a way that is not known here: use gzip")
}

fn too_fast(most: u32) -> Problem {
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "tracking.too_fast")
        .detail(format!(
            "this source sends more than {most} events a second: send again in a second"
        ))
        .retry_after(1)
}
