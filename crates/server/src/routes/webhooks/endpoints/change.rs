//! Change an endpoint.

use app::access::Deed;
use app::webhooks::EndpointId;
use axum::Json;
use axum::extract::State;

use super::{note, refused};
use crate::caller::Caller;
use crate::dto::webhook::{WebhookEndpoint, WebhookEndpointInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Gives a webhook endpoint other terms; its secret stays.
#[utoipa::path(put, path = "/webhooks/endpoints/{id}", operation_id = "change_webhook_endpoint", tag = "webhooks",
    params(("id" = String, Path, description = "The endpoint's id.")),
    request_body = WebhookEndpointInput,
    responses((status = 200, description = "The endpoint as changed.", body = WebhookEndpoint)))]
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<EndpointId>,
    ApiJson(input): ApiJson<WebhookEndpointInput>,
) -> Result<Json<WebhookEndpoint>, Problem> {
    let terms = input.terms()?;
    let changed = state.workspace().endpoints().change(id, &terms).await;
    let changed = changed.map_err(refused)?;
    note(&state, &caller, Deed::new("webhook_endpoint.changed", &id)).await?;
    Ok(Json(changed.into()))
}
