//! Show a saved query.

use axum::Json;
use axum::extract::State;
use insight::SavedQueryId;

use super::shown;
use crate::caller::Caller;
use crate::dto::saved_query::SavedQuery;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Shows a saved query.
#[utoipa::path(get, path = "/saved-queries/{id}", operation_id = "get_saved_query", tag = "query",
    params(("id" = String, Path, description = "The query's id.")),
    responses((status = 200, description = "The saved query.", body = SavedQuery)))]
pub(super) async fn show(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<SavedQueryId>,
) -> Result<Json<SavedQuery>, Problem> {
    let reader = caller.actor().to_string();
    let found = state.workspace().saved_queries().get(&reader, id).await?;
    Ok(Json(shown(&state, &caller, found).await?))
}
