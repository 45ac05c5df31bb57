//! Sign out.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::caller::Caller;
use crate::cookie;
use crate::problem::Problem;
use crate::state::AppState;

/// Ends the session; its cookie is worth nothing afterwards.
#[utoipa::path(delete, path = "/session", operation_id = "sign_out", tag = "session",
    responses((status = 204, description = "Signed out.")))]
pub(super) async fn sign_out(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Response, Problem> {
    state.access().sign_out(caller.session()?).await?;
    state.board().ring();
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(cookie) = cookie::forget(cookie::is_secure(state.config())) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
