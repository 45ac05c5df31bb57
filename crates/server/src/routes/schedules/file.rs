//! What the files of an edition share: its rows, and what they are called.

use std::fmt::Write;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use insight::{Edition, Sheet};
use jiff::tz::TimeZone;

use crate::problem::Problem;

/// The rows of an edition, unless it could not be made.
pub(super) fn rows(edition: &Edition, sheet: Option<Sheet>) -> Result<Sheet, Problem> {
    sheet.ok_or_else(|| {
        let why = edition.failure.as_ref().map(|why| why.sentence.as_str());
        let why = why.unwrap_or_default();
        Problem::new(StatusCode::CONFLICT, "schedule.edition_failed").detail(format!(
            "this edition has no rows, it could not be made: {why}"
        ))
    })
}

/// A file that a browser keeps, of a kind and with an ending.
pub(super) fn file(
    content: impl Into<Body>,
    (kind, ending): (&'static str, &str),
    (edition, zone): (&Edition, &TimeZone),
) -> Response {
    let mut response = content.into().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(name) = HeaderValue::from_str(&disposition(edition, zone, ending)) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// The file is called as the schedule, with the day on which it was due (RFC 6266).
fn disposition(edition: &Edition, zone: &TimeZone, ending: &str) -> String {
    let day = edition.due_at.to_zoned(zone.clone()).date();
    let mut name = String::new();
    for byte in format!("{} {day}.{ending}", edition.schedule_name).bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        if is_plain {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"report-{day}.{ending}\"; filename*=UTF-8''{name}")
}
