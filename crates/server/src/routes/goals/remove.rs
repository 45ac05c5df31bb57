//! Remove a goal.

use axum::extract::State;
use axum::http::StatusCode;

use crate::dto::goal::GoalMetric;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Removes the goal of a metric for a month; removing what is not there is done too.
#[utoipa::path(delete, path = "/goals/{metric}/{month}", operation_id = "remove_goal", tag = "reports",
    params(
        ("metric" = GoalMetric, Path, description = "The metric."),
        ("month" = String, Path, description = "The month.", example = "2011-11", pattern = r"^\d{4}-\d{2}$"),
    ),
    responses((status = 204, description = "Removed.")))]
pub(super) async fn remove(
    State(state): State<AppState>,
    ApiPath((metric, month)): ApiPath<(String, String)>,
) -> Result<StatusCode, Problem> {
    state.workspace().remove_goal(&metric, &month).await?;
    Ok(StatusCode::NO_CONTENT)
}
