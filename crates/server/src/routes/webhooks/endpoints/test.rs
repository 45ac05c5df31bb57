//! Test an endpoint.

use app::webhooks::EndpointId;
use axum::Json;
use axum::extract::State;

use super::refused;
use crate::dto::webhook::WebhookTest;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Sends a message of the type `webhook.test` to an endpoint, once and now, and tells what came of it.
#[utoipa::path(post, path = "/webhooks/endpoints/{id}/test", operation_id = "test_webhook_endpoint", tag = "webhooks",
    params(("id" = String, Path, description = "The endpoint's id.")),
    responses((status = 200, description = "What came of it.", body = WebhookTest)))]
pub(super) async fn test(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<EndpointId>,
) -> Result<Json<WebhookTest>, Problem> {
    let tested = state.workspace().endpoints().test(id).await;
    Ok(Json(tested.map_err(refused)?.into()))
}
