//! Answers as 1C reads them: lines of text in windows-1251.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use encoding_rs::WINDOWS_1251;

use crate::state::AppState;

/// Lines of text.
pub(super) fn lines(lines: &[&str]) -> Response {
    let text = lines.join("\n") + "\n";
    encoded(&text, "text/plain; charset=windows-1251")
}

/// It is done.
pub(super) fn success() -> Response {
    lines(&["success"])
}

/// It goes on: ask again.
pub(super) fn progress(text: &str) -> Response {
    lines(&["progress", text])
}

/// It can not be done. 1C shows the reason to whoever runs the exchange.
pub(super) fn failure(reason: &str) -> Response {
    lines(&["failure", reason])
}

/// Nobody enters.
pub(super) fn refused(reason: &str) -> Response {
    let mut response = failure(reason);
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    let challenge = HeaderValue::from_static("Basic realm=\"exchange\", charset=\"UTF-8\"");
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, challenge);
    response
}

/// A document without orders.
pub(super) fn empty_document(state: &AppState) -> Response {
    let zone = state.workspace().settings().time_zone.clone();
    let now = state.clock().now().to_zoned(zone);
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<КоммерческаяИнформация ВерсияСхемы=\"2.05\" ДатаФормирования=\"{}\"/>\n",
        now.strftime("%Y-%m-%dT%H:%M:%S")
    );
    encoded(&text, "text/xml; charset=windows-1251")
}

fn encoded(text: &str, kind: &'static str) -> Response {
    let (bytes, _, _) = WINDOWS_1251.encode(text);
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, Body::from(bytes.into_owned())).into_response()
}
