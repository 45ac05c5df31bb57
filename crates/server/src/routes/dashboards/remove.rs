//! Remove a dashboard.

use app::access::Deed;
use axum::extract::State;
use axum::http::StatusCode;
use insight::DashboardId;

use crate::caller::Caller;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Removes a dashboard. It can be brought back.
#[utoipa::path(delete, path = "/dashboards/{id}", operation_id = "remove_dashboard", tag = "dashboards",
    params(("id" = String, Path, description = "The dashboard's id.")),
    responses((status = 204, description = "Removed.")))]
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<DashboardId>,
) -> Result<StatusCode, Problem> {
    let writer = caller.actor().to_string();
    state.workspace().dashboards().remove(&writer, id).await?;
    let deed = Deed::new("dashboard.removed", &id);
    state.access().record(caller.actor(), deed).await?;
    Ok(StatusCode::NO_CONTENT)
}
