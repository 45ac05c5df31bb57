//! Give up a file that waits.

use axum::extract::State;
use axum::http::StatusCode;

use crate::caller::Caller;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::staged::UploadId;
use crate::state::AppState;

/// Gives up a file that waits; nothing of it is kept.
#[utoipa::path(delete, path = "/imports/uploads/{id}", operation_id = "remove_upload", tag = "imports",
    params(("id" = String, Path, description = "The id of the file that waits.")),
    responses((status = 204, description = "It is gone.")))]
pub(in crate::routes::imports) async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<UploadId>,
) -> Result<StatusCode, Problem> {
    state.stage().find(&state, caller.actor(), id)?;
    state.stage().forget(id);
    Ok(StatusCode::NO_CONTENT)
}
