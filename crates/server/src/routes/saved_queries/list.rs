//! List the saved queries.

use axum::Json;
use axum::extract::State;

use super::Owners;
use crate::caller::Caller;
use crate::dto::saved_query::SavedQueryList;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the saved queries by name: those that are shared, and the caller's own.
#[utoipa::path(get, path = "/saved-queries", operation_id = "list_saved_queries", tag = "query",
    responses((status = 200, description = "The saved queries.", body = SavedQueryList)))]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<SavedQueryList>, Problem> {
    let reader = caller.actor().to_string();
    let found = state.workspace().saved_queries().list(&reader).await?;
    let owners = Owners::read(&state, &caller).await?;
    Ok(Json(SavedQueryList {
        items: found.into_iter().map(|query| owners.query(query)).collect(),
    }))
}
