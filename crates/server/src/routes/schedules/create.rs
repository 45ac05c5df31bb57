//! Make a schedule.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::Around;
use crate::caller::Caller;
use crate::dto::schedule::{ReportSchedule, ReportScheduleInput};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Has a report made by schedule, from the next time of its rhythm on.
///
/// Everybody who may read reports sees its editions, so a saved query must be shared.
#[utoipa::path(post, path = "/schedules", operation_id = "create_schedule", tag = "schedules",
    request_body = ReportScheduleInput,
    responses((status = 201, description = "The schedule.", body = ReportSchedule)))]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<ReportScheduleInput>,
) -> Result<(StatusCode, Json<ReportSchedule>), Problem> {
    let owner = caller.actor().to_string();
    let schedules = state.workspace().schedules();
    let made = schedules.create(&owner, input.try_into()?).await?;
    let deed = Deed::new("schedule.created", &made.id).detail(made.subject.name());
    state.access().record(caller.actor(), deed).await?;
    let around = Around::read(&state, &caller).await?;
    Ok((StatusCode::CREATED, Json(around.schedule(made))))
}
