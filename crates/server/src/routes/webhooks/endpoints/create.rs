//! Make an endpoint.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::{note, refused};
use crate::caller::Caller;
use crate::dto::webhook::{NewWebhookEndpoint, WebhookEndpointInput};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Makes a webhook endpoint: it is told of every fact from now on that its filter lets through. Its secret is in this answer
/// and nowhere else.
#[utoipa::path(post, path = "/webhooks/endpoints", operation_id = "create_webhook_endpoint", tag = "webhooks",
    request_body = WebhookEndpointInput,
    responses((status = 201, description = "The endpoint with its secret.", body = NewWebhookEndpoint)))]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<WebhookEndpointInput>,
) -> Result<(StatusCode, Json<NewWebhookEndpoint>), Problem> {
    let terms = input.terms()?;
    let endpoints = state.workspace().endpoints();
    let made = endpoints
        .create(caller.actor(), &terms)
        .await
        .map_err(refused)?;
    note(
        &state,
        &caller,
        Deed::new("webhook_endpoint.created", &made.endpoint.id),
    )
    .await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
