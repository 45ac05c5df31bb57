//! Set a goal.

use axum::Json;
use axum::extract::State;

use crate::dto::goal::{Goal, GoalInput, GoalMetric};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Sets the goal of a metric for a month, in place of the one before.
#[utoipa::path(put, path = "/goals/{metric}/{month}", operation_id = "set_goal", tag = "reports",
    params(
        ("metric" = GoalMetric, Path, description = "The metric."),
        ("month" = String, Path, description = "The month.", example = "2011-11", pattern = r"^\d{4}-\d{2}$"),
    ),
    request_body = GoalInput,
    responses((status = 200, description = "The goal.", body = Goal)))]
pub(super) async fn set(
    State(state): State<AppState>,
    ApiPath((metric, month)): ApiPath<(String, String)>,
    ApiJson(input): ApiJson<GoalInput>,
) -> Result<Json<Goal>, Problem> {
    let goal = state
        .workspace()
        .set_goal(&metric, &month, input.target)
        .await?;
    Ok(Json(goal.into()))
}
