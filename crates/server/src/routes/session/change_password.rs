//! Change one's own password.

use axum::extract::State;
use axum::http::StatusCode;

use crate::caller::Caller;
use crate::dto::session::PasswordInput;
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Changes the password of the signed-in user and ends the user's other sessions.
#[utoipa::path(put, path = "/session/password", operation_id = "change_password", tag = "session",
    request_body = PasswordInput,
    responses((status = 204, description = "Changed.")))]
pub(super) async fn change_password(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<PasswordInput>,
) -> Result<StatusCode, Problem> {
    let session = caller.session()?;
    state
        .access()
        .change_password(session, &input.current, &input.new)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
