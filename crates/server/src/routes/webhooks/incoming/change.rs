//! Change an incoming webhook.

use app::access::Deed;
use app::webhooks::IncomingId;
use axum::Json;
use axum::extract::State;

use super::{note, refused};
use crate::caller::Caller;
use crate::dto::incoming::{IncomingWebhook, IncomingWebhookChangeInput, SenderCheckInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Changes an incoming webhook: its mapping, which is used from when it goes live, or how the sender proves itself, at once.
#[utoipa::path(patch, path = "/webhooks/incoming/{id}", operation_id = "change_incoming_webhook", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    request_body = IncomingWebhookChangeInput,
    responses((status = 200, description = "The webhook as changed.", body = IncomingWebhook)))]
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<IncomingId>,
    ApiJson(input): ApiJson<IncomingWebhookChangeInput>,
) -> Result<Json<IncomingWebhook>, Problem> {
    let doors = state.workspace().incoming_webhooks();
    let check = input.check.map(SenderCheckInput::check);
    let check = check.transpose()?;
    let mut changed = doors.get(id).await.map_err(refused)?;
    if let Some(definition) = input.definition {
        changed = doors
            .save(id, &definition.to_string())
            .await
            .map_err(refused)?;
    }
    if let Some(check) = check {
        changed = doors.set_check(id, check).await.map_err(refused)?;
    }
    note(&state, &caller, Deed::new("incoming_webhook.changed", &id)).await?;
    Ok(Json(changed.into()))
}
