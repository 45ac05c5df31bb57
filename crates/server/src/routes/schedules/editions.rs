//! List the editions of a schedule.

use axum::Json;
use axum::extract::State;
use insight::ScheduleId;

use super::shown;
use crate::caller::Caller;
use crate::dto::schedule::ReportEditionList;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::routes::saved_queries::Owners;
use crate::state::AppState;

/// Lists the editions of a schedule: the last thirty are kept.
#[utoipa::path(get, path = "/schedules/{id}/editions", operation_id = "list_editions", tag = "schedules",
    params(("id" = String, Path, description = "The schedule's id.")),
    responses((status = 200, description = "The editions.", body = ReportEditionList)))]
pub(super) async fn editions(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<ScheduleId>,
) -> Result<Json<ReportEditionList>, Problem> {
    let found = state.workspace().schedules().editions(id).await?;
    let owners = Owners::read(&state, &caller).await?;
    let items = found.into_iter().map(|one| shown(&owners, one));
    Ok(Json(ReportEditionList {
        items: items.collect(),
    }))
}
