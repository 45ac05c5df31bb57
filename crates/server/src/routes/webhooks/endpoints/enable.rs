//! Send to an endpoint again.

use app::access::Deed;
use app::webhooks::EndpointId;
use axum::Json;
use axum::extract::State;

use super::{note, refused};
use crate::caller::Caller;
use crate::dto::webhook::WebhookEndpoint;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Sends to a disabled endpoint again. What waited for it goes on; of what happened meanwhile it is not told.
#[utoipa::path(post, path = "/webhooks/endpoints/{id}/enable", operation_id = "enable_webhook_endpoint", tag = "webhooks",
    params(("id" = String, Path, description = "The endpoint's id.")),
    responses((status = 200, description = "The endpoint.", body = WebhookEndpoint)))]
pub(super) async fn enable(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<EndpointId>,
) -> Result<Json<WebhookEndpoint>, Problem> {
    let enabled = state.workspace().endpoints().enable(id).await;
    let enabled = enabled.map_err(refused)?;
    note(&state, &caller, Deed::new("webhook_endpoint.enabled", &id)).await?;
    Ok(Json(enabled.into()))
}
