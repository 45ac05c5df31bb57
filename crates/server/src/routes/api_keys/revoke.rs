//! Revoke an API key.

use app::access::KeyId;
use axum::extract::State;
use axum::http::StatusCode;

use crate::caller::Caller;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Revokes an API key: from now on it is refused. It stays in the list.
#[utoipa::path(delete, path = "/api-keys/{id}", operation_id = "revoke_api_key", tag = "access",
    params(("id" = String, Path, description = "The key's id.")),
    responses((status = 204, description = "Revoked.")))]
pub(super) async fn revoke(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<KeyId>,
) -> Result<StatusCode, Problem> {
    state.access().revoke_key(caller.actor(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
