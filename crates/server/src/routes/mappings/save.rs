//! Save a mapping.

use axum::Json;
use axum::extract::State;

use crate::dto::mapping::{Mapping, MappingInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Saves a mapping under a name, in place of the one before.
#[utoipa::path(put, path = "/mappings/{name}", operation_id = "save_mapping", tag = "imports",
    params(("name" = String, Path, description = "The mapping's name.")),
    request_body = MappingInput,
    responses((status = 200, description = "The mapping as saved.", body = Mapping)))]
pub(super) async fn save(
    State(state): State<AppState>,
    ApiPath(name): ApiPath<String>,
    ApiJson(input): ApiJson<MappingInput>,
) -> Result<Json<Mapping>, Problem> {
    let saved = state
        .workspace()
        .save_mapping(&name, input.kind.map(Into::into), &input.body)
        .await?;
    Ok(Json(saved.into()))
}
