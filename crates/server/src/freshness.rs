//! Up to where in the log a report is true.

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Response};
use axum::middleware::Next;

use crate::state::AppState;

/// The position of the log up to which every acknowledged event is in the report.
const HEADER: HeaderName = HeaderName::from_static("log-position");

/// Brings what was acknowledged before into a report, for as long as that is soon done, and tells how far it came.
pub(crate) async fn tell(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let is_report = request
        .extensions()
        .get::<MatchedPath>()
        .is_some_and(|path| path.as_str().contains("/reports/"));
    if !is_report {
        return next.run(request).await;
    }
    // When the store does not answer, the report will say so.
    let position = state.workspace().bring_tail().await.ok();
    let mut response = next.run(request).await;
    if let Some(position) = position {
        response
            .headers_mut()
            .insert(HEADER, HeaderValue::from(position));
    }
    response
}
