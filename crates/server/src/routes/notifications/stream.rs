//! Tell of notices as they come.

use std::collections::HashSet;
use std::convert::Infallible;
use std::time::Duration;

use app::access::Session;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, Stream};
use tokio::sync::watch;

use crate::caller::Caller;
use crate::dto::notification::Notification;
use crate::notices::{EVERY, Place};
use crate::problem::Problem;
use crate::state::AppState;

/// A sign of life, so that no proxy takes the connection for dead.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// What a browser waits before it connects again.
const AGAIN: Duration = Duration::from_secs(5);
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// Asks proxies to pass on what comes at once.
const UNBUFFERED: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Tells of notices as they come, as server-sent events: `event: notice`, its id, and the notice as JSON.
///
/// With the header `last-event-id` also those since that one. The stream ends with the session and when the server stops;
/// a person may have eight at a time.
#[utoipa::path(get, path = "/notifications/stream", operation_id = "stream_notifications", tag = "notifications",
    params(("last-event-id" = Option<String>, Header, description = "The last notice that was seen.")),
    responses((status = 200, description = "The notices, as long as the session lasts.", body = String, content_type = "text/event-stream")))]
pub(super) async fn stream(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let session = caller.session()?.clone();
    let place = state.board().take_place(session.user.id).ok_or_else(|| {
        Problem::new(StatusCode::TOO_MANY_REQUESTS, "server.listeners_exhausted")
            .detail("too many pages listen already: close some of them")
            .retry_after(60)
    })?;
    let last = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok());
    let listener = Listener::begin(state, session, place, last).await?;
    let keep_alive = KeepAlive::new().interval(HEARTBEAT).text("alive");
    let mut response = Sse::new(listener.events())
        .keep_alive(keep_alive)
        .into_response();
    response
        .headers_mut()
        .insert(UNBUFFERED, HeaderValue::from_static("no"));
    Ok(response)
}

/// A page that listens.
struct Listener {
    state: AppState,
    session: Session,
    _place: Place,
    bell: watch::Receiver<u64>,
    seen: HashSet<String>,
    waiting: Vec<Event>,
}

impl Listener {
    /// Whoever knows a notice is told of all since; whoever knows none, of all that come from now on.
    async fn begin(
        state: AppState,
        session: Session,
        place: Place,
        last: Option<&str>,
    ) -> Result<Self, Problem> {
        let bell = state.board().listen();
        let all = state.board().notices(state.workspace()).await?;
        let since = last.map_or(0, |last| {
            let place = all.iter().position(|notice| notice.id == last);
            place.unwrap_or(all.len())
        });
        let seen = all.iter().skip(since).map(|notice| notice.id.clone());
        Ok(Self {
            seen: seen.collect(),
            state,
            session,
            _place: place,
            bell,
            waiting: vec![Event::default().retry(AGAIN).comment("listening")],
        })
    }

    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut listener| async move {
            let event = listener.next().await?;
            Some((Ok(event), listener))
        })
    }

    /// The next event; nothing when the session is over or the server stops.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.pop() {
                return Some(event);
            }
            self.bell.borrow_and_update();
            self.look().await?;
            if !self.waiting.is_empty() {
                continue;
            }
            tokio::select! {
                () = self.state.board().stopping().cancelled() => return None,
                _ = self.bell.changed() => {}
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    /// Looks for what is new, latest last to be told first. A store that does not answer is asked again later.
    async fn look(&mut self) -> Option<()> {
        match self.state.access().stands(&self.session).await {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                tracing::warn!(%error, "a listener's session could not be looked at");
                return Some(());
            }
        }
        let all = match self.state.board().notices(self.state.workspace()).await {
            Ok(all) => all,
            Err(error) => {
                tracing::warn!(%error, "the notices could not be read");
                return Some(());
            }
        };
        let user = &self.session.user;
        for notice in app::told(&all, user.role, user.created_at) {
            if self.seen.insert(notice.id.clone()) {
                let event = Event::default().event("notice").id(notice.id.clone());
                self.waiting
                    .extend(event.json_data(Notification::of(notice, false)));
            }
        }
        Some(())
    }
}
