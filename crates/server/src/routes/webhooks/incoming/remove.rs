//! Remove an incoming webhook.

use app::access::Deed;
use app::webhooks::IncomingId;
use axum::extract::State;
use axum::http::StatusCode;

use super::{note, refused};
use crate::caller::Caller;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Removes an incoming webhook: nothing is taken at its address any more. Its source and what came through it stay.
#[utoipa::path(delete, path = "/webhooks/incoming/{id}", operation_id = "remove_incoming_webhook", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    responses((status = 204, description = "Removed.")))]
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<IncomingId>,
) -> Result<StatusCode, Problem> {
    let removed = state.workspace().incoming_webhooks().remove(id).await;
    removed.map_err(refused)?;
    note(&state, &caller, Deed::new("incoming_webhook.removed", &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
