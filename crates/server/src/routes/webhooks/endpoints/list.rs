//! List the endpoints.

use axum::Json;
use axum::extract::State;

use super::refused;
use crate::dto::webhook::WebhookEndpointList;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the webhook endpoints, without their secrets.
#[utoipa::path(get, path = "/webhooks/endpoints", operation_id = "list_webhook_endpoints", tag = "webhooks",
    responses((status = 200, description = "The endpoints.", body = WebhookEndpointList)))]
pub(super) async fn list(
    State(state): State<AppState>,
) -> Result<Json<WebhookEndpointList>, Problem> {
    let endpoints = state.workspace().endpoints();
    let items = endpoints.list().await.map_err(refused)?;
    Ok(Json(WebhookEndpointList {
        items: items.into_iter().map(Into::into).collect(),
    }))
}
