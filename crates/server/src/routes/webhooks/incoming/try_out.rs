//! Try a mapping on a sample.

use axum::Json;
use axum::extract::State;

use crate::dto::incoming::{MappingTrial, MappingTrialInput};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Shows what a mapping makes of a sample: the facts, or every problem with its place. Nothing of it is kept.
#[utoipa::path(post, path = "/webhooks/incoming/try", operation_id = "try_incoming_mapping", tag = "webhooks",
    request_body = MappingTrialInput,
    responses((status = 200, description = "What the mapping makes of the sample.", body = MappingTrial)))]
pub(super) async fn try_out(
    State(state): State<AppState>,
    ApiJson(input): ApiJson<MappingTrialInput>,
) -> Result<Json<MappingTrial>, Problem> {
    let doors = state.workspace().incoming_webhooks();
    let tried = doors.try_out(&input.definition.to_string(), input.sample.as_bytes());
    Ok(Json(tried.into()))
}
