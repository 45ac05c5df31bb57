//! Who calls: by session cookie or API key; and whether the operation's rule admits them.
//!
//! This runs before every operation. An operation without a rule is refused, so that a forgotten line in the table shows
//! as an error and not as an open door.

use app::access::{Actor, ApiKey, Role, Session};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::cookie;
use crate::openapi::BASE;
use crate::problem::Problem;
use crate::rules::{self, Rule};
use crate::state::AppState;

/// The header that proves that a changing request comes from our own page.
pub(crate) const CSRF_HEADER: HeaderName = HeaderName::from_static("x-csrf-token");

/// Who calls.
#[derive(Debug, Clone)]
pub(crate) enum Caller {
    /// A person, in a browser.
    Person(Session),
    /// A program.
    Program(ApiKey),
}

impl Caller {
    /// The caller's role.
    pub(crate) fn role(&self) -> Role {
        match self {
            Self::Person(session) => session.user.role,
            Self::Program(key) => key.role,
        }
    }

    /// The caller as the audit names them.
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Person(session) => Actor::User(session.user.id),
            Self::Program(key) => Actor::Key(key.id),
        }
    }

    /// The caller's session; a program has none.
    pub(crate) fn session(&self) -> Result<&Session, Problem> {
        match self {
            Self::Person(session) => Ok(session),
            Self::Program(_) => Err(Problem::new(StatusCode::FORBIDDEN, "access.session_needed")
                .detail("this is for a person who is signed in, an API key has no session")),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(nobody)
    }
}

/// Lets a request through to its operation, with the caller attached, or refuses it.
pub(crate) async fn authorize(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map(MatchedPath::as_str)
        .unwrap_or_default();
    let place = path.strip_prefix(BASE).unwrap_or(path);
    let rule = rules::rule_of(request.method(), place).ok_or_else(|| {
        tracing::error!(path, "an operation has no rule");
        Problem::new(StatusCode::FORBIDDEN, "access.rule_missing")
    })?;
    if rule != Rule::Anyone {
        let caller = identify(&state, request.method(), request.headers()).await?;
        if !rule.admits(caller.role()) {
            return Err(
                Problem::new(StatusCode::FORBIDDEN, "access.role_insufficient").detail(format!(
                    "the role {} does not allow this, ask an administrator",
                    caller.role()
                )),
            );
        }
        request.extensions_mut().insert(caller);
    }
    Ok(next.run(request).await)
}

async fn identify(
    state: &AppState,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Caller, Problem> {
    if let Some(text) = bearer(headers) {
        return Ok(Caller::Program(state.access().key(text).await?));
    }
    let token = cookie::read(headers).ok_or_else(nobody)?;
    let session = state.access().session(token).await?;
    if !method.is_safe() {
        let given = headers
            .get(CSRF_HEADER)
            .and_then(|value| value.to_str().ok());
        if !given.is_some_and(|given| session.accepts_csrf(given)) {
            return Err(Problem::new(StatusCode::FORBIDDEN, "access.csrf_missing")
                .detail("send the session's csrf_token in the header x-csrf-token"));
        }
    }
    Ok(Caller::Person(session))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, text) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| text.trim())
}

fn nobody() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "access.credentials_missing")
        .detail("sign in, or send an API key as `Authorization: Bearer ck_…`")
}
