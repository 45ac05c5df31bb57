//! Remove a schedule.

use app::access::Deed;
use axum::extract::State;
use axum::http::StatusCode;
use insight::ScheduleId;

use crate::caller::Caller;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Removes a schedule with all its editions.
#[utoipa::path(delete, path = "/schedules/{id}", operation_id = "remove_schedule", tag = "schedules",
    params(("id" = String, Path, description = "The schedule's id.")),
    responses((status = 204, description = "Removed.")))]
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<ScheduleId>,
) -> Result<StatusCode, Problem> {
    state.workspace().schedules().remove(id).await?;
    let deed = Deed::new("schedule.removed", &id);
    state.access().record(caller.actor(), deed).await?;
    Ok(StatusCode::NO_CONTENT)
}
