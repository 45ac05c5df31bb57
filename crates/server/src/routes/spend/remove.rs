//! Remove the spend of a month.

use axum::extract::State;
use axum::http::StatusCode;

use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Removes the spend of a month; removing what is not there is done too.
#[utoipa::path(delete, path = "/spend/{month}", operation_id = "remove_spend", tag = "reports",
    params(("month" = String, Path, description = "The month.", example = "2011-11", pattern = r"^\d{4}-\d{2}$")),
    responses((status = 204, description = "Removed.")))]
pub(super) async fn remove(
    State(state): State<AppState>,
    ApiPath(month): ApiPath<String>,
) -> Result<StatusCode, Problem> {
    state.workspace().remove_spend(&month).await?;
    Ok(StatusCode::NO_CONTENT)
}
