//! Make a dashboard.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::shown;
use crate::caller::Caller;
use crate::dto::dashboard::{Dashboard, DashboardInput};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Makes a dashboard. Whether its queries are there shows when it is read.
#[utoipa::path(post, path = "/dashboards", operation_id = "create_dashboard", tag = "dashboards",
    request_body = DashboardInput,
    responses((status = 201, description = "The dashboard.", body = Dashboard)))]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<DashboardInput>,
) -> Result<(StatusCode, Json<Dashboard>), Problem> {
    let owner = caller.actor().to_string();
    let dashboards = state.workspace().dashboards();
    let made = dashboards.create(&owner, input.into()).await?;
    let deed = Deed::new("dashboard.made", &made.id);
    state.access().record(caller.actor(), deed).await?;
    let answer = shown(&state, &caller, made).await?;
    Ok((StatusCode::CREATED, Json(answer)))
}
