//! Give an endpoint another secret.

use app::access::Deed;
use app::webhooks::EndpointId;
use axum::Json;
use axum::extract::State;

use super::{note, refused};
use crate::caller::Caller;
use crate::dto::webhook::NewWebhookEndpoint;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Draws a new secret for an endpoint. For 24 hours messages are signed with the old one too.
#[utoipa::path(post, path = "/webhooks/endpoints/{id}/rotate", operation_id = "rotate_webhook_secret", tag = "webhooks",
    params(("id" = String, Path, description = "The endpoint's id.")),
    responses((status = 200, description = "The endpoint with its new secret.", body = NewWebhookEndpoint)))]
pub(super) async fn rotate(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<EndpointId>,
) -> Result<Json<NewWebhookEndpoint>, Problem> {
    let made = state.workspace().endpoints().rotate(id).await;
    let made = made.map_err(refused)?;
    note(
        &state,
        &caller,
        Deed::new("webhook_endpoint.secret_rotated", &id),
    )
    .await?;
    Ok(Json(made.into()))
}
