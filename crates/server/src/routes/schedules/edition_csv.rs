//! Fetch an edition as CSV.

use std::fmt::Write;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use insight::{Edition, EditionId, ScheduleId};
use jiff::tz::TimeZone;

use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Fetches all rows of an edition as CSV, in UTF-8. Text that a spreadsheet would take for a formula has a quotation mark before it.
#[utoipa::path(get, path = "/schedules/{id}/editions/{edition}/sheet.csv", operation_id = "get_edition_csv", tag = "schedules",
    params(("id" = String, Path, description = "The schedule's id."),
        ("edition" = String, Path, description = "The edition's id.")),
    responses((status = 200, description = "The rows.", body = String, content_type = "text/csv")))]
pub(super) async fn edition_csv(
    State(state): State<AppState>,
    ApiPath((id, edition)): ApiPath<(ScheduleId, EditionId)>,
) -> Result<Response, Problem> {
    let workspace = state.workspace();
    let (edition, sheet) = workspace.schedules().edition(id, edition).await?;
    let Some(sheet) = sheet else {
        let why = edition.failure.map(|why| why.sentence).unwrap_or_default();
        return Err(
            Problem::new(StatusCode::CONFLICT, "schedule.edition_failed").detail(format!(
                "this edition has no rows, it could not be made: {why}"
            )),
        );
    };
    let zone = &workspace.settings().time_zone;
    let mut response = sheet.to_csv().into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    if let Ok(name) = HeaderValue::from_str(&disposition(&edition, zone)) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// The file is called as the schedule, with the day on which it was due (RFC 6266).
fn disposition(edition: &Edition, zone: &TimeZone) -> String {
    let day = edition.due_at.to_zoned(zone.clone()).date();
    let mut name = String::new();
    for byte in format!("{} {day}.csv", edition.schedule_name).bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        if is_plain {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"report-{day}.csv\"; filename*=UTF-8''{name}")
}
