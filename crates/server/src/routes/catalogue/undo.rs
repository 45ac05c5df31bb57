//! Undo a decision.

use app::access::Deed;
use axum::extract::State;
use axum::http::StatusCode;
use customers::DecisionId;

use crate::caller::Caller;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Undoes a decision, from now on.
#[utoipa::path(delete, path = "/catalogue/decisions/{id}", operation_id = "undo_catalogue_decision", tag = "catalogue",
    params(("id" = String, Path, description = "The decision's id.")),
    responses((status = 204, description = "It is undone.")))]
pub(super) async fn undo(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<DecisionId>,
) -> Result<StatusCode, Problem> {
    let undone = state.workspace().undo_decision(id).await?;
    let deed = Deed::new("catalogue_decision.undone", &id);
    let deed = deed.detail(format!(
        "{} {}",
        undone.decision.as_str(),
        undone.kind.as_str()
    ));
    state.access().record(caller.actor(), deed).await?;
    Ok(StatusCode::NO_CONTENT)
}
