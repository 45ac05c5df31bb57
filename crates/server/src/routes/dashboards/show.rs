//! Show a dashboard.

use axum::Json;
use axum::extract::State;
use insight::DashboardId;

use super::shown;
use crate::caller::Caller;
use crate::dto::dashboard::Dashboard;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Shows a dashboard.
#[utoipa::path(get, path = "/dashboards/{id}", operation_id = "get_dashboard", tag = "dashboards",
    params(("id" = String, Path, description = "The dashboard's id.")),
    responses((status = 200, description = "The dashboard.", body = Dashboard)))]
pub(super) async fn show(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<DashboardId>,
) -> Result<Json<Dashboard>, Problem> {
    let reader = caller.actor().to_string();
    let found = state.workspace().dashboards().get(&reader, id).await?;
    Ok(Json(shown(&state, &caller, found).await?))
}
