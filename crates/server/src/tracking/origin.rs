//! Requests of pages that come from elsewhere (CORS): a website's pages may send, and read whether it worked.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use customers::{Source, SourceKind};

use crate::problem::Problem;

/// Answers a browser that asks before it sends. It does not tell the key yet, so every page may ask.
pub(super) async fn preflight() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let fixed = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-encoding, content-type, anonymousid, x-retry-count",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    let headers = response.headers_mut();
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Lets pages read the answer where the source is a website, and where none was found: a wrong key is to be seen.
pub(super) fn allow(source: Option<&Source>, answered: Result<Response, Problem>) -> Response {
    let mut response = answered.into_response();
    if source.is_none_or(|source| source.kind == SourceKind::Website) {
        let headers = response.headers_mut();
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        );
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("retry-after, x-request-id"),
        );
    }
    response
}
