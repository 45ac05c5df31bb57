//! Show a saved mapping.

use axum::Json;
use axum::extract::State;

use crate::dto::mapping::Mapping;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Shows a saved mapping.
#[utoipa::path(get, path = "/mappings/{name}", operation_id = "get_mapping", tag = "imports",
    params(("name" = String, Path, description = "The mapping's name.")),
    responses((status = 200, description = "The mapping.", body = Mapping)))]
pub(super) async fn show(
    State(state): State<AppState>,
    ApiPath(name): ApiPath<String>,
) -> Result<Json<Mapping>, Problem> {
    Ok(Json(state.workspace().mapping(&name).await?.into()))
}
