//! Remove an endpoint.

use app::access::Deed;
use app::webhooks::EndpointId;
use axum::extract::State;
use axum::http::StatusCode;

use super::{note, refused};
use crate::caller::Caller;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Removes a webhook endpoint, with the list of its deliveries.
#[utoipa::path(delete, path = "/webhooks/endpoints/{id}", operation_id = "remove_webhook_endpoint", tag = "webhooks",
    params(("id" = String, Path, description = "The endpoint's id.")),
    responses((status = 204, description = "Removed.")))]
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<EndpointId>,
) -> Result<StatusCode, Problem> {
    let removed = state.workspace().endpoints().remove(id).await;
    removed.map_err(refused)?;
    note(&state, &caller, Deed::new("webhook_endpoint.removed", &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
