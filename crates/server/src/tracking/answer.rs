//! What a sender is told.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use customers::{DroppedProperty, RefusedEvent};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::MEDIA_TYPE;
use crate::request_id;

/// What was taken is durable.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrackingAnswer {
    /// Always `true`.
    pub success: bool,
    /// The events that were not taken; sending them again does not help.
    pub refused: Vec<TrackingRefusal>,
    /// Properties that the workspace does not take, the first hundred; their events were taken without them.
    pub dropped: Vec<TrackingDropped>,
}

/// A property that was not taken with its event.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrackingDropped {
    /// The event's place in the batch, from 0.
    pub index: usize,
    /// The event's id.
    pub message_id: String,
    /// The property's name.
    pub property: String,
}

/// An event that was not taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrackingRefusal {
    /// Its place in the batch, from 0.
    pub index: usize,
    /// The id that the sender gave it.
    pub message_id: Option<String>,
    /// The reason, stable.
    #[schema(example = "event.who_missing")]
    pub code: String,
    /// The reason as a sentence.
    pub reason: String,
}

/// A problem (RFC 9457) that names each event.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrackingProblem {
    /// A name of the situation: `urn:clientele:problem:` and the code.
    pub r#type: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The situation, stable.
    #[schema(example = "tracking.all_refused")]
    pub code: String,
    /// What happened, as a sentence.
    pub detail: String,
    /// The events, none of which was taken; empty when the body as a whole could not be read.
    pub refused: Vec<TrackingRefusal>,
    /// The request's id.
    pub request_id: String,
}

/// 200 when something was taken or there was nothing to take, 400 when all was refused.
pub(super) fn of(
    taken: usize,
    refused: Vec<RefusedEvent>,
    dropped: Vec<DroppedProperty>,
) -> Response {
    let refused: Vec<TrackingRefusal> = refused.into_iter().map(told).collect();
    if taken > 0 || refused.is_empty() {
        let dropped = dropped.into_iter().map(|dropped| TrackingDropped {
            index: dropped.index,
            message_id: dropped.message_id,
            property: dropped.property,
        });
        let answer = TrackingAnswer {
            success: true,
            refused,
            dropped: dropped.collect(),
        };
        return Json(answer).into_response();
    }
    let detail = match refused.as_slice() {
        [one] => one.reason.clone(),
        many => format!(
            "none of the {} events was taken; each has its reason",
            many.len()
        ),
    };
    nothing("tracking.all_refused", detail, refused)
}

/// 400: nothing was taken, and sending it again does not help.
pub(super) fn nothing(
    code: &'static str,
    detail: String,
    refused: Vec<TrackingRefusal>,
) -> Response {
    let status = StatusCode::BAD_REQUEST;
    let problem = TrackingProblem {
        r#type: format!("urn:clientele:problem:{code}"),
        title: "Bad Request".to_owned(),
        status: status.as_u16(),
        code: code.to_owned(),
        detail,
        refused,
        request_id: request_id::current(),
    };
    let mut response = (status, Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    response
}

fn told(refused: RefusedEvent) -> TrackingRefusal {
    TrackingRefusal {
        index: refused.index,
        message_id: refused.message_id,
        code: refused.reason.code().to_owned(),
        reason: refused.reason.to_string(),
    }
}
