//! Change a schedule.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use insight::ScheduleId;

use super::Around;
use crate::caller::Caller;
use crate::dto::schedule::{ReportSchedule, ReportScheduleChangeInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Saves a schedule again. What was saved since the version named is not overwritten: then the change is refused.
#[utoipa::path(put, path = "/schedules/{id}", operation_id = "change_schedule", tag = "schedules",
    params(("id" = String, Path, description = "The schedule's id.")),
    request_body = ReportScheduleChangeInput,
    responses((status = 200, description = "The schedule.", body = ReportSchedule)))]
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<ScheduleId>,
    ApiJson(input): ApiJson<ReportScheduleChangeInput>,
) -> Result<Json<ReportSchedule>, Problem> {
    let (version, input) = input.parts();
    let schedules = state.workspace().schedules();
    let changed = schedules.change(id, version, input.try_into()?).await?;
    let deed = Deed::new("schedule.changed", &id).detail(format!("version {}", changed.version));
    state.access().record(caller.actor(), deed).await?;
    let around = Around::read(&state, &caller).await?;
    Ok(Json(around.schedule(changed)))
}
