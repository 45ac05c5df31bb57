//! List the newest notices.

use axum::Json;
use axum::extract::State;

use crate::caller::Caller;
use crate::dto::notification::{Notification, NotificationList};
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the newest notices of what came to its end or went wrong, with what the caller has read.
#[utoipa::path(get, path = "/notifications", operation_id = "list_notifications", tag = "notifications",
    responses((status = 200, description = "The notices.", body = NotificationList)))]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<NotificationList>, Problem> {
    let user = &caller.session()?.user;
    let all = state.board().notices(state.workspace()).await?;
    let read = state.workspace().notices_read(user.id).await?;
    let items: Vec<Notification> = app::told(&all, user.role, user.created_at)
        .map(|notice| Notification::of(notice, read.contains(&notice.id)))
        .collect();
    let unread = items.iter().filter(|item| !item.is_read).count();
    Ok(Json(NotificationList {
        items,
        unread: u32::try_from(unread).unwrap_or(u32::MAX),
    }))
}
