//! List the schedules.

use axum::Json;
use axum::extract::State;

use super::Around;
use crate::caller::Caller;
use crate::dto::schedule::ReportScheduleList;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the reports by schedule by name, each with its last edition.
#[utoipa::path(get, path = "/schedules", operation_id = "list_schedules", tag = "schedules",
    responses((status = 200, description = "The schedules.", body = ReportScheduleList)))]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<ReportScheduleList>, Problem> {
    let found = state.workspace().schedules().list().await?;
    let around = Around::read(&state, &caller).await?;
    let items = found.into_iter().map(|one| around.schedule(one));
    Ok(Json(ReportScheduleList {
        items: items.collect(),
        time_zone: state.workspace().settings().time_zone_name().to_owned(),
    }))
}
