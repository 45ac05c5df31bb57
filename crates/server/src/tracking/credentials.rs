//! Write keys as libraries send them.

use axum::http::{HeaderMap, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use customers::Source;

use crate::problem::Problem;
use crate::state::AppState;

/// The user name of basic authentication, where there is one; the password does not matter.
pub(super) fn write_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let told = value
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))
        .and_then(|(_, coded)| STANDARD.decode(coded.trim()).ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|pair| pair.split_once(':').map(|(name, _)| name.to_owned()));
    // An empty name comes from libraries that send the key in the body.
    told.map(|key| (!key.is_empty()).then_some(key))
        .ok_or_else(missing)
}

/// The source of a key.
pub(super) async fn source(state: &AppState, key: &str) -> Result<Source, Problem> {
    let found = state.intake().source(state, key).await?;
    let source = found.ok_or_else(|| {
        Problem::new(StatusCode::UNAUTHORIZED, "tracking.key_unknown").detail(
            "no source has this write key: look it up under Sources, it may have been changed",
        )
    })?;
    if source.is_enabled() {
        return Ok(source);
    }
    Err(Problem::new(StatusCode::FORBIDDEN, "tracking.source_disabled").detail(
        "the source of this write key is disabled, so nothing of it is taken: enable it under Sources",
    ))
}

pub(super) fn missing() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "tracking.key_missing").detail(
        "send the source's write key as the user name of basic authentication, or as `writeKey` in the body",
    )
}
