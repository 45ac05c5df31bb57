//! List what was decided.

use axum::Json;
use axum::extract::State;

use crate::dto::catalogue::CatalogueDecisionList;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the decisions in force, the newest first.
#[utoipa::path(get, path = "/catalogue/decisions", operation_id = "list_catalogue_decisions", tag = "catalogue",
    responses((status = 200, description = "The decisions.", body = CatalogueDecisionList)))]
pub(super) async fn list(
    State(state): State<AppState>,
) -> Result<Json<CatalogueDecisionList>, Problem> {
    state.intake().write(&state).await?;
    let decisions = state.workspace().catalogue().decisions().await?;
    let items = decisions.into_iter().map(Into::into).collect();
    Ok(Json(CatalogueDecisionList { items }))
}
