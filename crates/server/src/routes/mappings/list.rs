//! List the saved mappings.

use axum::Json;
use axum::extract::State;

use crate::dto::mapping::MappingList;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the saved mappings, by name.
#[utoipa::path(get, path = "/mappings", operation_id = "list_mappings", tag = "imports",
    responses((status = 200, description = "The mappings.", body = MappingList)))]
pub(super) async fn list(State(state): State<AppState>) -> Result<Json<MappingList>, Problem> {
    let mappings = state.workspace().mappings().await?;
    Ok(Json(MappingList {
        items: mappings.into_iter().map(Into::into).collect(),
    }))
}
