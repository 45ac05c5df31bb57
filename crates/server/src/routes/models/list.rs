//! List the models.

use axum::Json;
use axum::extract::State;

use crate::dto::model::ModelList;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the models of value, latest first.
#[utoipa::path(get, path = "/models", operation_id = "list_models", tag = "models",
    responses((status = 200, description = "The models.", body = ModelList)))]
pub(super) async fn list(State(state): State<AppState>) -> Result<Json<ModelList>, Problem> {
    let models = state.workspace().models().await?;
    Ok(Json(ModelList {
        items: models.into_iter().map(Into::into).collect(),
        refit_failure: state.workspace().refit_failure().await?.map(Into::into),
    }))
}
