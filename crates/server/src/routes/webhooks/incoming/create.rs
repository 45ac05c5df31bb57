//! Make an incoming webhook.

use app::access::Deed;
use app::webhooks::SenderCheck;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::{note, refused};
use crate::caller::Caller;
use crate::dto::incoming::{IncomingWebhookInput, NewIncomingWebhook};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Makes a door for another system, with a source of its own. Nothing is taken at it before it goes live. Its address is in
/// this answer and nowhere else.
#[utoipa::path(post, path = "/webhooks/incoming", operation_id = "create_incoming_webhook", tag = "webhooks",
    request_body = IncomingWebhookInput,
    responses((status = 201, description = "The webhook with its address.", body = NewIncomingWebhook)))]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<IncomingWebhookInput>,
) -> Result<(StatusCode, Json<NewIncomingWebhook>), Problem> {
    let check = match input.check {
        Some(check) => check.check()?,
        None => SenderCheck::Address,
    };
    let definition = input.definition.to_string();
    let doors = state.workspace().incoming_webhooks();
    let made = doors
        .create(caller.actor(), &input.name, &definition, check)
        .await;
    let made = made.map_err(refused)?;
    note(
        &state,
        &caller,
        Deed::new("incoming_webhook.created", &made.incoming.id),
    )
    .await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}
