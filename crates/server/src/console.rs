//! The console's files, embedded: assets immutable, the page uncached with a fresh nonce, every other path the page.

use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

use crate::headers;
use crate::problem::Problem;
use crate::secret;

/// The build of the console; empty when it was not built before the binary.
#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

const PAGE: &str = "index.html";
const NONCE_PLACE: &str = "__CSP_NONCE__";
const NOT_BUILT: &str = include_str!("console/not-built.html");

/// Answers everything that is not an operation: a file of the console, its page, or a problem.
pub(crate) async fn serve(request: Request) -> Response {
    let path = request.uri().path();
    if is_data(path) {
        return Problem::not_found().into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::new(StatusCode::METHOD_NOT_ALLOWED, "http.method_not_allowed")
            .detail("this address can only be read")
            .into_response();
    }
    let name = path.trim_start_matches('/');
    // The build keeps notes of its own in a folder with a dot.
    let is_asset = name != PAGE && !name.starts_with('.');
    match Files::get(name).filter(|_| is_asset) {
        Some(file) => asset(name, file),
        None if name.starts_with("assets/") => Problem::not_found().into_response(),
        None => page(Files::get(PAGE)),
    }
}

/// Whether a path belongs to the programs' side, where a page would be a wrong answer.
fn is_data(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

fn asset(name: &str, file: EmbeddedFile) -> Response {
    // Names below `assets/` contain a digest of their content.
    let age = if name.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut response = file.data.into_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(media_type(name)),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(age));
    response
}

fn page(file: Option<EmbeddedFile>) -> Response {
    let nonce = secret::nonce();
    let (status, text) = match file {
        Some(file) => (
            StatusCode::OK,
            String::from_utf8_lossy(&file.data).into_owned(),
        ),
        None => (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT.to_owned()),
    };
    let mut response = (status, text.replace(NONCE_PLACE, &nonce)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&headers::console_policy(&nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The media type of a file by its ending: the console's build has only these.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
