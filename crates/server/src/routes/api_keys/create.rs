//! Make an API key.

use app::access::NewKey;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::caller::Caller;
use crate::dto::access::{ApiKeyInput, NewApiKey};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Makes an API key; its secret is in this answer and nowhere else.
#[utoipa::path(post, path = "/api-keys", operation_id = "create_api_key", tag = "access",
    request_body = ApiKeyInput,
    responses((status = 201, description = "The key with its secret.", body = NewApiKey)))]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<ApiKeyInput>,
) -> Result<(StatusCode, Json<NewApiKey>), Problem> {
    let wanted = NewKey {
        name: input.name,
        role: input.role.into(),
        expires_at: input.expires_at,
    };
    let made = state.access().create_key(caller.actor(), wanted).await?;
    let body = NewApiKey {
        secret: made.expose().to_owned(),
        key: made.key.into(),
    };
    Ok((StatusCode::CREATED, Json(body)))
}
