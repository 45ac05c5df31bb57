//! Keys as signposts: which workspace knows one. What the key allows is judged there, not here.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use app::AppError;
use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use customers::Sources;
use customers::forms::FormState;
use kernel::{Fault as _, FaultKind};
use serde::Deserialize;

use super::{Hosts, Place};
use crate::problem::Problem;

/// Owners that are remembered; when there are more, all are looked up again.
const REMEMBERED_MAX: usize = 10_000;

/// A key that a request brings.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// Of a program that calls operations.
    Api(String),
    /// Of a source that sends events.
    Write(String),
    /// The token of an incoming webhook.
    Hook(String),
    /// The key of a form, as its address has it.
    Form(String),
    /// The login of a back office.
    Exchange(String),
}

impl Key {
    /// Whether another workspace may have the same by chance: it is then asked for in the workspace that is usual for the caller first.
    pub(super) const fn has_namesakes(&self) -> bool {
        matches!(self, Self::Form(_) | Self::Exchange(_))
    }
}

/// Which workspace each write key belongs to, as far as it was asked for. They are no secrets, and never change hands.
#[derive(Debug, Default)]
pub(super) struct KnownKeys(Mutex<HashMap<String, usize>>);

impl KnownKeys {
    fn owner(&self, key: &str) -> Option<usize> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(key).copied()
    }

    fn remember(&self, key: &str, place: usize) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED_MAX {
            known.clear();
        }
        known.insert(key.to_owned(), place);
    }
}

pub(super) fn in_headers(headers: &HeaderMap) -> Option<Key> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, text) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(Key::Api(text.trim().to_owned()));
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()?;
    let user = pair.split_once(':').map_or(pair.as_str(), |(user, _)| user);
    Some(Key::Write(user.to_owned()))
}

pub(super) fn in_body(body: &[u8]) -> Option<Key> {
    #[derive(Deserialize)]
    struct Said {
        #[serde(rename = "writeKey")]
        write_key: String,
    }
    let said: Said = serde_json::from_slice(body).ok()?;
    Some(Key::Write(said.write_key))
}

/// The workspace that a back office has entered.
pub(super) fn exchanging(hosts: &Hosts, headers: &HeaderMap) -> Option<usize> {
    let has_entered = |place: &Place| {
        let state = &place.hosted.state;
        state.exchange_sessions().knows(state, headers)
    };
    hosts.places.iter().position(has_entered)
}

/// The workspace that knows a key; `first` is asked first.
pub(super) async fn owner(
    hosts: &Hosts,
    key: &Key,
    first: usize,
) -> Result<Option<usize>, Problem> {
    if let Key::Write(text) = key
        && let Some(place) = hosts.known.owner(text)
    {
        return Ok(Some(place));
    }
    let mut places: Vec<(usize, &Place)> = hosts.places.iter().enumerate().collect();
    places.sort_by_key(|(index, _)| *index != first);
    for (index, place) in places {
        if knows(place, key).await? {
            if let Key::Write(text) = key {
                hosts.known.remember(text, index);
            }
            return Ok(Some(index));
        }
    }
    Ok(None)
}

async fn knows(place: &Place, key: &Key) -> Result<bool, Problem> {
    let state = &place.hosted.state;
    match key {
        Key::Api(text) => match state.access().key(text).await {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == FaultKind::Unauthenticated => Ok(false),
            Err(error) => Err(error.into()),
        },
        Key::Hook(text) => Ok(state.workspace().incoming_webhooks().knows(text).await?),
        Key::Form(key) => {
            let found = state.workspace().forms().find_published(key).await;
            let found = found.map_err(AppError::from)?;
            Ok(found.is_some_and(|form| form.state == FormState::Published))
        }
        Key::Exchange(login) => Ok(state.access().knows_exchange_login(login).await?),
        Key::Write(text) => {
            let sources = Sources::new(state.workspace().store().clone());
            Ok(sources.find_by_write_key(text).await?.is_some())
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(authorization: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::AUTHORIZATION,
            HeaderValue::from_static(authorization),
        );
        headers
    }

    #[test]
    fn a_key_is_found_in_either_form_of_the_header() {
        assert_eq!(
            in_headers(&headers("Bearer ck_1")),
            Some(Key::Api("ck_1".to_owned()))
        );
        // wk_1 and an empty password.
        assert_eq!(
            in_headers(&headers("Basic d2tfMTo=")),
            Some(Key::Write("wk_1".to_owned()))
        );
        for nothing in ["Basic %", "Digest x", "Bearer"] {
            assert_eq!(in_headers(&headers(nothing)), None, "{nothing}");
        }
    }

    #[test]
    fn a_key_is_found_in_the_body_of_a_browser() {
        assert_eq!(
            in_body(br#"{"batch":[{"a":[1]}],"writeKey":"wk_1"}"#),
            Some(Key::Write("wk_1".to_owned()))
        );
        assert_eq!(in_body(b"{}"), None);
        assert_eq!(in_body(b"no JSON"), None);
    }
}
