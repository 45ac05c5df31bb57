//! Change a dashboard.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use insight::DashboardId;

use super::shown;
use crate::caller::Caller;
use crate::dto::dashboard::{Dashboard, DashboardChangeInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Saves a dashboard again. What was saved since the version named is not overwritten: then the change is refused.
#[utoipa::path(put, path = "/dashboards/{id}", operation_id = "change_dashboard", tag = "dashboards",
    params(("id" = String, Path, description = "The dashboard's id.")),
    request_body = DashboardChangeInput,
    responses((status = 200, description = "The dashboard.", body = Dashboard)))]
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<DashboardId>,
    ApiJson(input): ApiJson<DashboardChangeInput>,
) -> Result<Json<Dashboard>, Problem> {
    let writer = caller.actor().to_string();
    let dashboards = state.workspace().dashboards();
    let version = input.version;
    let changed = dashboards
        .change(&writer, id, version, input.into())
        .await?;
    let deed = Deed::new("dashboard.changed", &id).detail(format!("version {}", changed.version));
    state.access().record(caller.actor(), deed).await?;
    Ok(Json(shown(&state, &caller, changed).await?))
}
