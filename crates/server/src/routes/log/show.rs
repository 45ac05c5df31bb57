//! Show how far the log goes and everybody is.

use axum::Json;
use axum::extract::State;

use crate::dto::log::LogState;
use crate::problem::Problem;
use crate::state::AppState;

/// Events set aside that one answer shows.
const SET_ASIDE_MAX: usize = 100;

/// Shows how far the log of events goes, how far everybody is who follows it, and the first hundred events that could not be
/// applied.
#[utoipa::path(get, path = "/log", operation_id = "get_log", tag = "events",
    responses((status = 200, description = "The state of the log.", body = LogState)))]
pub(super) async fn show(State(state): State<AppState>) -> Result<Json<LogState>, Problem> {
    let status = state.workspace().log_status().await?;
    let aside = state
        .workspace()
        .events_set_aside(None, 0, SET_ASIDE_MAX)
        .await?;
    Ok(Json(LogState {
        position: status.position,
        consumers: status.consumers.into_iter().map(Into::into).collect(),
        set_aside: aside.into_iter().map(Into::into).collect(),
    }))
}
