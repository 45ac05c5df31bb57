//! Show an edition.

use axum::Json;
use axum::extract::State;
use insight::{EditionId, ScheduleId};

use super::reader::Reader;
use super::shown;
use crate::caller::Caller;
use crate::dto::schedule::{ReportColumn, ReportSheet};
use crate::extract::{ApiPath, ApiQuery};
use crate::problem::Problem;
use crate::routes::saved_queries::Owners;
use crate::state::AppState;

/// Rows that are shown; a file has them all.
const ROWS: usize = 1_000;

/// Shows an edition with its first thousand rows.
#[utoipa::path(get, path = "/schedules/{id}/editions/{edition}", operation_id = "get_edition", tag = "schedules",
    params(("id" = String, Path, description = "The schedule's id."),
        ("edition" = String, Path, description = "The edition's id."), Reader),
    responses((status = 200, description = "The edition.", body = ReportSheet)))]
pub(super) async fn edition(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath((id, edition)): ApiPath<(ScheduleId, EditionId)>,
    ApiQuery(reader): ApiQuery<Reader>,
) -> Result<Json<ReportSheet>, Problem> {
    let (edition, sheet) = state.workspace().schedules().edition(id, edition).await?;
    let owners = Owners::read(&state, &caller).await?;
    let sheet = sheet.unwrap_or_default();
    let locale = reader.locale();
    let columns = sheet.columns.into_iter().map(|column| ReportColumn {
        heading: app::column_heading(&column, locale),
        words: app::column_words(&column, locale),
        kind: column.kind.into(),
        name: column.name,
    });
    Ok(Json(ReportSheet {
        name: edition.schedule_name.clone(),
        edition: shown(&owners, edition),
        columns: columns.collect(),
        rows: sheet.rows.into_iter().take(ROWS).collect(),
    }))
}
