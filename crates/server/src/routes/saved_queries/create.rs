//! Save a query.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::shown;
use crate::caller::Caller;
use crate::dto::saved_query::{SavedQuery, SavedQueryInput};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Saves a question under a name. It is not run: whether it is right shows when it is.
#[utoipa::path(post, path = "/saved-queries", operation_id = "create_saved_query", tag = "query",
    request_body = SavedQueryInput,
    responses((status = 201, description = "The saved query.", body = SavedQuery)))]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<SavedQueryInput>,
) -> Result<(StatusCode, Json<SavedQuery>), Problem> {
    let owner = caller.actor().to_string();
    let queries = state.workspace().saved_queries();
    let made = queries.create(&owner, input.into()).await?;
    let deed = Deed::new("query.saved", &made.id);
    state.access().record(caller.actor(), deed).await?;
    let answer = shown(&state, &caller, made).await?;
    Ok((StatusCode::CREATED, Json(answer)))
}
