//! Bring back a dashboard.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use insight::DashboardId;

use super::shown;
use crate::caller::Caller;
use crate::dto::dashboard::Dashboard;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Brings back a dashboard that was removed.
#[utoipa::path(post, path = "/dashboards/{id}/restore", operation_id = "restore_dashboard", tag = "dashboards",
    params(("id" = String, Path, description = "The dashboard's id.")),
    responses((status = 200, description = "The dashboard.", body = Dashboard)))]
pub(super) async fn restore(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<DashboardId>,
) -> Result<Json<Dashboard>, Problem> {
    let writer = caller.actor().to_string();
    let dashboards = state.workspace().dashboards();
    let found = dashboards.restore(&writer, id).await?;
    let deed = Deed::new("dashboard.restored", &id);
    state.access().record(caller.actor(), deed).await?;
    Ok(Json(shown(&state, &caller, found).await?))
}
