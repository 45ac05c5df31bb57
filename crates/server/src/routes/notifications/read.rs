//! Mark notices as read.

use axum::extract::State;
use axum::http::StatusCode;

use crate::caller::Caller;
use crate::dto::notification::NotificationMarksInput;
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Marks notices as read by the caller: those named, or all. Ids that nothing is told of are passed over.
#[utoipa::path(post, path = "/notifications/read", operation_id = "read_notifications", tag = "notifications",
    request_body = NotificationMarksInput,
    responses((status = 204, description = "They are marked.")))]
pub(super) async fn read(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<NotificationMarksInput>,
) -> Result<StatusCode, Problem> {
    let user = caller.session()?.user.id;
    state
        .workspace()
        .mark_notices_read(user, input.ids.as_ref())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
