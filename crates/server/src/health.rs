//! Whether the process lives, and whether it can serve.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::problem::Problem;
use crate::state::AppState;

/// The process lives.
pub(crate) async fn live() -> Response {
    answer()
}

/// The store answers, so that requests can be served.
pub(crate) async fn ready(State(state): State<AppState>) -> Result<Response, Problem> {
    state.access().check().await?;
    Ok(answer())
}

fn answer() -> Response {
    let mut response = Json(json!({ "status": "ok" })).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
