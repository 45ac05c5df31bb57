//! Sign in with login and password.

use std::net::SocketAddr;

use app::access::{AccessError, SignIn};
use axum::Json;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::show::session_body;
use crate::dto::session::{Session, SignInInput};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;
use crate::{address, cookie};

/// Signs in and sets the session's cookie.
///
/// After too many failed attempts the answer is 429 with `retry-after`.
#[utoipa::path(post, path = "/session", operation_id = "sign_in", tag = "session",
    request_body = SignInInput,
    responses((status = 201, description = "Signed in; the cookie is set.", body = Session)))]
pub(super) async fn sign_in(
    State(state): State<AppState>,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    ApiJson(input): ApiJson<SignInInput>,
) -> Result<Response, Problem> {
    let peer = peer.map(|axum::Extension(ConnectInfo(peer))| peer.ip());
    let address = address::of(&headers, peer, state.config());
    let attempt = SignIn {
        login: &input.login,
        password: &input.password,
        address,
    };
    let (token, session) = state.access().sign_in(attempt).await.map_err(refusal)?;
    let body = session_body(&state, &session).await?;
    let secure = cookie::is_secure(state.config());
    let cookie = cookie::set(token.expose(), state.access().session_seconds(), secure);
    let mut response = (StatusCode::CREATED, Json(body)).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn refusal(error: AccessError) -> Problem {
    let wait = match error {
        AccessError::AttemptsExhausted {
            retry_after_seconds,
        } => Some(retry_after_seconds),
        _ => None,
    };
    let problem = Problem::from(error);
    wait.into_iter().fold(problem, Problem::retry_after)
}
