//! Give an incoming webhook another address.

use app::access::Deed;
use app::webhooks::IncomingId;
use axum::Json;
use axum::extract::State;

use super::{note, refused};
use crate::caller::Caller;
use crate::dto::incoming::NewIncomingWebhook;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Draws a new address for an incoming webhook; nothing is taken at the old one any more.
#[utoipa::path(post, path = "/webhooks/incoming/{id}/rotate", operation_id = "rotate_incoming_webhook", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    responses((status = 200, description = "The webhook with its new address.", body = NewIncomingWebhook)))]
pub(super) async fn rotate(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<IncomingId>,
) -> Result<Json<NewIncomingWebhook>, Problem> {
    let made = state.workspace().incoming_webhooks().rotate(id).await;
    let made = made.map_err(refused)?;
    note(
        &state,
        &caller,
        Deed::new("incoming_webhook.address_rotated", &id),
    )
    .await?;
    Ok(Json(made.into()))
}
