//! Keys as signposts: which workspace knows one. What the key allows is judged there, not here.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use customers::Sources;
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

/// The workspace that knows a key.
pub(super) async fn owner(hosts: &Hosts, key: &Key) -> Result<Option<usize>, Problem> {
    if let Key::Write(text) = key
        && let Some(place) = hosts.known.owner(text)
    {
        return Ok(Some(place));
    }
    for (index, place) in hosts.places.iter().enumerate() {
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
