//! Show an incoming webhook.

use app::webhooks::IncomingId;
use axum::Json;
use axum::extract::State;

use super::refused;
use crate::dto::incoming::IncomingWebhook;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Shows an incoming webhook, without its address and secret.
#[utoipa::path(get, path = "/webhooks/incoming/{id}", operation_id = "get_incoming_webhook", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    responses((status = 200, description = "The webhook.", body = IncomingWebhook)))]
pub(super) async fn show(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<IncomingId>,
) -> Result<Json<IncomingWebhook>, Problem> {
    let found = state.workspace().incoming_webhooks().get(id).await;
    Ok(Json(found.map_err(refused)?.into()))
}
