//! Change a saved query.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use insight::SavedQueryId;

use super::shown;
use crate::caller::Caller;
use crate::dto::saved_query::{SavedQuery, SavedQueryChangeInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Saves a query again. What was saved since the version named is not overwritten: then the change is refused.
#[utoipa::path(put, path = "/saved-queries/{id}", operation_id = "change_saved_query", tag = "query",
    params(("id" = String, Path, description = "The query's id.")),
    request_body = SavedQueryChangeInput,
    responses((status = 200, description = "The saved query.", body = SavedQuery)))]
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<SavedQueryId>,
    ApiJson(input): ApiJson<SavedQueryChangeInput>,
) -> Result<Json<SavedQuery>, Problem> {
    let writer = caller.actor().to_string();
    let queries = state.workspace().saved_queries();
    let version = input.version;
    let changed = queries.change(&writer, id, version, input.into()).await?;
    let deed = Deed::new("query.changed", &id).detail(format!("version {}", changed.version));
    state.access().record(caller.actor(), deed).await?;
    Ok(Json(shown(&state, &caller, changed).await?))
}
