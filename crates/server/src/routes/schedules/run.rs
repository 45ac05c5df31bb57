//! Make a schedule's report now.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use insight::ScheduleId;

use super::shown;
use crate::caller::Caller;
use crate::dto::schedule::ReportEdition;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::routes::saved_queries::Owners;
use crate::state::AppState;

/// Makes a schedule's report now; when it is due stays as it is. Where it can not be made, the edition says why.
#[utoipa::path(post, path = "/schedules/{id}/editions", operation_id = "run_schedule", tag = "schedules",
    params(("id" = String, Path, description = "The schedule's id.")),
    responses((status = 201, description = "The edition.", body = ReportEdition)))]
pub(super) async fn run(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<ScheduleId>,
) -> Result<(StatusCode, Json<ReportEdition>), Problem> {
    let actor = caller.actor().to_string();
    let made = state.workspace().run_schedule(id, &actor).await?;
    let deed = Deed::new("schedule.run", &id).detail(made.id.to_string());
    state.access().record(caller.actor(), deed).await?;
    let owners = Owners::read(&state, &caller).await?;
    Ok((StatusCode::CREATED, Json(shown(&owners, made))))
}
