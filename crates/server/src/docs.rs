//! The OpenAPI document and its viewer.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use utoipa_swagger_ui::{Config, Url};

use crate::headers::VIEWER_POLICY;
use crate::openapi;
use crate::problem::Problem;

const DOCUMENT: &str = "/api/openapi.json";

/// The routes of the document and its viewer.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    // The viewer must neither send the document elsewhere for validation nor ask a caller to enter it.
    let config = Config::new([Url::from(DOCUMENT)])
        .validator_url("none")
        .try_it_out_enabled(false);
    Router::new()
        .route(DOCUMENT, get(async || Json(openapi::document())))
        .route("/api/docs", get(async || Redirect::permanent("/api/docs/")))
        .route(
            "/api/docs/",
            get(async |Extension(config)| viewer("", config)),
        )
        .route(
            "/api/docs/{*file}",
            get(async |Path(name): Path<String>, Extension(config)| viewer(&name, config)),
        )
        .layer(Extension(Arc::new(config)))
}

fn viewer(name: &str, config: Arc<Config<'static>>) -> Response {
    let Ok(Some(file)) = utoipa_swagger_ui::serve(name, config) else {
        return Problem::not_found().into_response();
    };
    let mut response = file.bytes.into_owned().into_response();
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&file.content_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(VIEWER_POLICY),
    );
    response
}
