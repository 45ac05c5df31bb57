//! List the spend.

use axum::Json;
use axum::extract::State;

use crate::dto::spend::SpendList;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists what was spent to win customers, by month.
#[utoipa::path(get, path = "/spend", operation_id = "list_spend", tag = "reports",
    responses((status = 200, description = "The spend.", body = SpendList)))]
pub(super) async fn list(State(state): State<AppState>) -> Result<Json<SpendList>, Problem> {
    let spends = state.workspace().spends().await?;
    Ok(Json(SpendList {
        currency: state.workspace().settings().currency.into(),
        items: spends.into_iter().map(Into::into).collect(),
    }))
}
