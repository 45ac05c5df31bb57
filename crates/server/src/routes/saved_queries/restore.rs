//! Bring back a saved query.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use insight::SavedQueryId;

use super::shown;
use crate::caller::Caller;
use crate::dto::saved_query::SavedQuery;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Brings back a saved query that was removed.
#[utoipa::path(post, path = "/saved-queries/{id}/restore", operation_id = "restore_saved_query", tag = "query",
    params(("id" = String, Path, description = "The query's id.")),
    responses((status = 200, description = "The saved query.", body = SavedQuery)))]
pub(super) async fn restore(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<SavedQueryId>,
) -> Result<Json<SavedQuery>, Problem> {
    let writer = caller.actor().to_string();
    let queries = state.workspace().saved_queries();
    let found = queries.restore(&writer, id).await?;
    let deed = Deed::new("query.restored", &id);
    state.access().record(caller.actor(), deed).await?;
    Ok(Json(shown(&state, &caller, found).await?))
}
