//! `GET /f/{form}/embed.js`: puts the form into somebody's page, in a frame.

use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::open;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

const SCRIPT: &str = include_str!("embed.js");

/// The script; the page in the frame decides itself whose pages may show it.
pub(super) async fn embed(
    State(state): State<AppState>,
    ApiPath(key): ApiPath<String>,
) -> Result<Response, Problem> {
    let form = match open::find(&state, &key).await? {
        Ok(form) => form,
        Err(shut) => return Ok(shut.response("en", true)),
    };
    let fallback = form.definition.fallback();
    let title = form.definition.title.in_language(fallback, fallback);
    let script = SCRIPT.replace("__TITLE__", &Value::from(title).to_string());
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=300"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ];
    Ok((headers, script).into_response())
}
