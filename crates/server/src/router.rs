//! All routes, and around them what holds for every request: from the outside in, request id, counting, log, security
//! headers, compression, panics; for operations also limits and the caller's rights.

use std::any::Any;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tracing::Instrument as _;

use crate::problem::Problem;
use crate::state::AppState;
use crate::{
    caller, console, docs, exchange, forms, freshness, headers, health, metrics, request_id,
    routes, tracking,
};

/// The largest body of an operation that takes no file, bytes.
const BODY_BYTES_MAX: usize = 1 << 20;

/// The whole server as a service.
pub fn router(state: AppState) -> Router {
    let (quick, _) = routes::quick().split_for_parts();
    let (slow, _) = routes::slow().split_for_parts();
    let (uploads, _) = routes::uploads().split_for_parts();
    let quick = quick
        .route_layer(from_fn_with_state(state.clone(), freshness::tell))
        .route_layer(from_fn_with_state(state.clone(), in_time));
    let limited = quick
        .merge(slow)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX));
    let operations = limited
        .merge(uploads.layer(DefaultBodyLimit::disable()))
        .route_layer(from_fn_with_state(state.clone(), caller::authorize))
        .layer(from_fn(uncached));
    let packed = DefaultPredicate::new()
        .and(NotForContentType::new("application/vnd.apache.parquet"))
        .and(NotForContentType::new("font/"));
    let tracking = tracking::routes()
        .route_layer(from_fn_with_state(state.clone(), in_time))
        .layer(from_fn(uncached));
    operations
        .merge(tracking)
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::show))
        .merge(docs::routes())
        .merge(forms::routes())
        .merge(exchange::routes())
        .fallback(console::serve)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new().compress_when(packed))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(from_fn(log))
        .layer(from_fn_with_state(state.clone(), metrics::measure))
        .layer(from_fn_with_state(state.clone(), request_id::assign))
        .with_state(state)
}

/// Writes a line a request: no query string, no address, no names, only what serves to find a fault.
async fn log(request: Request, next: Next) -> Response<Body> {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("other", MatchedPath::as_str);
    let span = tracing::info_span!(
        "request", request_id = %request_id::current(), method = %request.method(), route,
    );
    async {
        let response = next.run(request).await;
        tracing::info!(status = response.status().as_u16(), "answered");
        response
    }
    .instrument(span)
    .await
}

/// Answers of operations belong to the caller and to the moment.
async fn uncached(request: Request, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn in_time(State(state): State<AppState>, request: Request, next: Next) -> Response<Body> {
    let answer = tokio::time::timeout(state.config().answer_within, next.run(request));
    answer.await.unwrap_or_else(|_| {
        Problem::new(StatusCode::GATEWAY_TIMEOUT, "server.answer_late").into_response()
    })
}

async fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "http.method_not_allowed")
        .detail("this address does not take that method")
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer hands the panic over"
)]
fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let text = panic.downcast_ref::<&str>().copied().map(str::to_owned);
    let text = text
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    tracing::error!(request_id = %request_id::current(), panic = text, "request panicked");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "server.failed").into_response()
}
