//! Fetch an edition as CSV.

use axum::extract::State;
use axum::response::Response;
use insight::{EditionId, ScheduleId};

use super::file::{file, rows};
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
    let csv = rows(&edition, sheet)?.to_csv();
    let zone = &workspace.settings().time_zone;
    Ok(file(
        csv,
        ("text/csv; charset=utf-8", "csv"),
        (&edition, zone),
    ))
}
