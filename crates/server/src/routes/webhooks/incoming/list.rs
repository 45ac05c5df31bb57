//! List the incoming webhooks.

use axum::Json;
use axum::extract::State;

use super::refused;
use crate::dto::incoming::IncomingWebhookList;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the incoming webhooks, without their addresses and secrets.
#[utoipa::path(get, path = "/webhooks/incoming", operation_id = "list_incoming_webhooks", tag = "webhooks",
    responses((status = 200, description = "The webhooks.", body = IncomingWebhookList)))]
pub(super) async fn list(
    State(state): State<AppState>,
) -> Result<Json<IncomingWebhookList>, Problem> {
    let found = state.workspace().incoming_webhooks().list().await;
    let items = found.map_err(refused)?;
    Ok(Json(IncomingWebhookList {
        items: items.into_iter().map(Into::into).collect(),
    }))
}
