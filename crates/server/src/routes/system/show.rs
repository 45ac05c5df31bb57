//! Show how the machine does.

use axum::Json;
use axum::extract::State;

use crate::dto::system::System;
use crate::problem::Problem;
use crate::state::AppState;

/// Shows how the machine does: versions, sizes, who follows the log and how far, jobs with what they did last, leases.
#[utoipa::path(get, path = "/system", operation_id = "get_system", tag = "access",
    responses((status = 200, description = "The state of the machine.", body = System)))]
pub(super) async fn show(State(state): State<AppState>) -> Result<Json<System>, Problem> {
    let status = state.workspace().system_status().await?;
    Ok(Json(System::of(status, state.clock().now())))
}
