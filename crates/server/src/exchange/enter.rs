//! `mode=checkauth`: login and password for a session.

use std::net::{IpAddr, SocketAddr};

use app::access::AccessError;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::WINDOWS_1251;

use super::answer::{failure, lines, refused};
use super::session::COOKIE;
use crate::state::AppState;

/// Who asks from where. Behind a proxy all peers are the proxy: then the login alone slows down who guesses.
pub(super) fn address(state: &AppState, request: &Request) -> Option<IpAddr> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.filter(|_| state.config().public_url.is_none());
    peer.map(|ConnectInfo(peer)| peer.ip())
}

/// Checks the login and begins a session.
pub(super) async fn enter(
    state: &AppState,
    headers: &HeaderMap,
    address: Option<IpAddr>,
) -> Response {
    let Some((login, password)) = credentials(headers) else {
        return refused("login or password is missing: set them in the exchange's settings");
    };
    let checked = state
        .access()
        .exchange_source(&login, &password, address)
        .await;
    match checked {
        Ok(source) => match state.exchange_sessions().begin(state, source, &login) {
            Some(token) => lines(&["success", COOKIE, &token]),
            None => failure("too many exchanges are going on: try again later"),
        },
        Err(AccessError::CredentialsWrong) => refused("login or password is wrong"),
        Err(error @ AccessError::AttemptsExhausted { .. }) => refused(&error.to_string()),
        Err(error) => {
            tracing::error!(%error, "a back office could not be let in");
            failure("the server failed: see its log")
        }
    }
}

/// The login that a request brings.
pub(crate) fn login(headers: &HeaderMap) -> Option<String> {
    credentials(headers).map(|(login, _)| login)
}

/// Login and password of basic authentication, in UTF-8 or as older programs write them.
fn credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, text) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = STANDARD.decode(text.trim()).ok()?;
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|other| WINDOWS_1251.decode(other.as_bytes()).0.into_owned());
    let (login, password) = text.split_once(':')?;
    Some((login.to_owned(), password.to_owned()))
}
