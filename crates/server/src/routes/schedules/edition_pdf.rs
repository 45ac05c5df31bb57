//! Fetch an edition as PDF.

use axum::extract::State;
use axum::response::Response;
use insight::{EditionId, ScheduleId};

use super::file::{file, rows};
use super::reader::Reader;
use crate::dto::Bytes;
use crate::extract::{ApiPath, ApiQuery};
use crate::problem::Problem;
use crate::state::AppState;

/// Fetches all rows of an edition as PDF, on A4.
#[utoipa::path(get, path = "/schedules/{id}/editions/{edition}/sheet.pdf", operation_id = "get_edition_pdf", tag = "schedules",
    params(("id" = String, Path, description = "The schedule's id."),
        ("edition" = String, Path, description = "The edition's id."), Reader),
    responses((status = 200, description = "The pages.", body = Bytes, content_type = "application/pdf")))]
pub(super) async fn edition_pdf(
    State(state): State<AppState>,
    ApiPath((id, edition)): ApiPath<(ScheduleId, EditionId)>,
    ApiQuery(reader): ApiQuery<Reader>,
) -> Result<Response, Problem> {
    let workspace = state.workspace();
    let (edition, sheet) = workspace.schedules().edition(id, edition).await?;
    let sheet = rows(&edition, sheet)?;
    let zone = workspace.settings().time_zone.clone();
    let locale = reader.locale();
    // Thousands of rows take a while to be set.
    let made = tokio::task::spawn_blocking(move || {
        let pdf = app::edition_pdf(&edition, &sheet, &zone, locale);
        pdf.map(|pdf| file(pdf, ("application/pdf", "pdf"), (&edition, &zone)))
    });
    let made = made.await.map_err(|stopped| Problem::internal(&stopped))?;
    made.map_err(|fault| Problem::internal(&fault))
}
