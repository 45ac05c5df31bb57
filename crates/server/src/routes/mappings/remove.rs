//! Remove a saved mapping.

use axum::extract::State;
use axum::http::StatusCode;

use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Removes a saved mapping; what was imported with it stays.
#[utoipa::path(delete, path = "/mappings/{name}", operation_id = "remove_mapping", tag = "imports",
    params(("name" = String, Path, description = "The mapping's name.")),
    responses((status = 204, description = "Removed.")))]
pub(super) async fn remove(
    State(state): State<AppState>,
    ApiPath(name): ApiPath<String>,
) -> Result<StatusCode, Problem> {
    state.workspace().delete_mapping(&name).await?;
    Ok(StatusCode::NO_CONTENT)
}
