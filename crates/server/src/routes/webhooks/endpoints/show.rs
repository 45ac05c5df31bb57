//! Show an endpoint.

use app::webhooks::EndpointId;
use axum::Json;
use axum::extract::State;

use super::refused;
use crate::dto::webhook::WebhookEndpoint;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Shows a webhook endpoint, without its secret.
#[utoipa::path(get, path = "/webhooks/endpoints/{id}", operation_id = "get_webhook_endpoint", tag = "webhooks",
    params(("id" = String, Path, description = "The endpoint's id.")),
    responses((status = 200, description = "The endpoint.", body = WebhookEndpoint)))]
pub(super) async fn show(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<EndpointId>,
) -> Result<Json<WebhookEndpoint>, Problem> {
    let found = state.workspace().endpoints().get(id).await;
    Ok(Json(found.map_err(refused)?.into()))
}
