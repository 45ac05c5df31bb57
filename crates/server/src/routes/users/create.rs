//! Make a user.

use app::access::NewUser;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::caller::Caller;
use crate::dto::access::{User, UserInput};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Makes a user.
#[utoipa::path(post, path = "/users", operation_id = "create_user", tag = "access",
    request_body = UserInput,
    responses((status = 201, description = "The user.", body = User)))]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<UserInput>,
) -> Result<(StatusCode, Json<User>), Problem> {
    let wanted = NewUser {
        login: input.login,
        name: input.name,
        password: input.password,
        role: input.role.into(),
        language: input.language.unwrap_or_else(|| "en".to_owned()),
    };
    let user = state.access().create_user(caller.actor(), wanted).await?;
    Ok((StatusCode::CREATED, Json(user.into())))
}
