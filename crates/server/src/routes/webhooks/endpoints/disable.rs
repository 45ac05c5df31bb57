//! Send nothing more to an endpoint.

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

/// Sends nothing more to an endpoint until it is enabled again.
#[utoipa::path(post, path = "/webhooks/endpoints/{id}/disable", operation_id = "disable_webhook_endpoint", tag = "webhooks",
    params(("id" = String, Path, description = "The endpoint's id.")),
    responses((status = 200, description = "The endpoint.", body = WebhookEndpoint)))]
pub(super) async fn disable(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<EndpointId>,
) -> Result<Json<WebhookEndpoint>, Problem> {
    let endpoints = state.workspace().endpoints();
    let disabled = endpoints.disable(id).await;
    let disabled = disabled.map_err(refused)?;
    note(&state, &caller, Deed::new("webhook_endpoint.disabled", &id)).await?;
    Ok(Json(disabled.into()))
}
