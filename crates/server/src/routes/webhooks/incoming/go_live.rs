//! Use a mapping.

use app::access::Deed;
use app::webhooks::IncomingId;
use axum::Json;
use axum::extract::State;

use super::{note, refused};
use crate::caller::Caller;
use crate::dto::incoming::IncomingWebhook;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Takes payloads by the mapping that was saved last.
#[utoipa::path(post, path = "/webhooks/incoming/{id}/live", operation_id = "go_live_incoming_webhook", tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    responses((status = 200, description = "The webhook.", body = IncomingWebhook)))]
pub(super) async fn go_live(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<IncomingId>,
) -> Result<Json<IncomingWebhook>, Problem> {
    let live = state.workspace().incoming_webhooks().go_live(id).await;
    let live = live.map_err(refused)?;
    note(
        &state,
        &caller,
        Deed::new("incoming_webhook.went_live", &id),
    )
    .await?;
    Ok(Json(live.into()))
}
