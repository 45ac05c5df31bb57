//! Remove a saved query.

use app::access::Deed;
use axum::extract::State;
use axum::http::StatusCode;
use insight::SavedQueryId;

use crate::caller::Caller;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Removes a saved query; cards that show it say so. It can be brought back.
#[utoipa::path(delete, path = "/saved-queries/{id}", operation_id = "remove_saved_query", tag = "query",
    params(("id" = String, Path, description = "The query's id.")),
    responses((status = 204, description = "Removed.")))]
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<SavedQueryId>,
) -> Result<StatusCode, Problem> {
    let writer = caller.actor().to_string();
    state
        .workspace()
        .saved_queries()
        .remove(&writer, id)
        .await?;
    let deed = Deed::new("query.removed", &id);
    state.access().record(caller.actor(), deed).await?;
    Ok(StatusCode::NO_CONTENT)
}
