//! Remove a view of the list of customers.

use axum::extract::State;
use axum::http::StatusCode;
use customers::CustomerViewId;

use super::views;
use crate::caller::Caller;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Removes a view of the caller's own.
#[utoipa::path(delete, path = "/customer-views/{id}", operation_id = "remove_customer_view", tag = "customers",
    params(("id" = String, Path, description = "The view's id.")),
    responses((status = 204, description = "Removed.")))]
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<CustomerViewId>,
) -> Result<StatusCode, Problem> {
    views(&state)
        .remove(&caller.actor().to_string(), id)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
