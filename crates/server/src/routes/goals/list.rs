//! List the goals.

use axum::Json;
use axum::extract::State;

use crate::dto::goal::GoalList;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists all goals, by month and metric.
#[utoipa::path(get, path = "/goals", operation_id = "list_goals", tag = "reports",
    responses((status = 200, description = "The goals.", body = GoalList)))]
pub(super) async fn list(State(state): State<AppState>) -> Result<Json<GoalList>, Problem> {
    let goals = state.workspace().goals().await?;
    Ok(Json(GoalList {
        items: goals.into_iter().map(Into::into).collect(),
    }))
}
