//! List the dashboards.

use axum::Json;
use axum::extract::State;

use crate::caller::Caller;
use crate::dto::dashboard::DashboardList;
use crate::problem::Problem;
use crate::routes::saved_queries::Owners;
use crate::state::AppState;

/// Lists the dashboards by name: those that are shared, and the caller's own.
#[utoipa::path(get, path = "/dashboards", operation_id = "list_dashboards", tag = "dashboards",
    responses((status = 200, description = "The dashboards.", body = DashboardList)))]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<DashboardList>, Problem> {
    let reader = caller.actor().to_string();
    let found = state.workspace().dashboards().list(&reader).await?;
    let owners = Owners::read(&state, &caller).await?;
    Ok(Json(DashboardList {
        items: found
            .into_iter()
            .map(|dashboard| owners.dashboard(dashboard))
            .collect(),
    }))
}
