//! Show an import.

use app::ImportId;
use axum::Json;
use axum::extract::State;

use crate::dto::import::Import;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Shows an import, and how far it is while it runs.
#[utoipa::path(get, path = "/imports/{id}", operation_id = "get_import", tag = "imports",
    params(("id" = String, Path, description = "The import's id.")),
    responses((status = 200, description = "The import.", body = Import)))]
pub(super) async fn show(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<ImportId>,
) -> Result<Json<Import>, Problem> {
    let record = state.workspace().import_record(id).await?;
    Ok(Json(Import::of(record, &state)))
}
