//! Look at a model.

use axum::Json;
use axum::extract::State;
use insight::ModelId;

use crate::dto::model::Model;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// A model of value: its parameters with their errors, and how the candidates compared.
#[utoipa::path(get, path = "/models/{id}", operation_id = "show_model", tag = "models",
    params(("id" = String, Path, description = "The model.", example = "mdl_0000000000000")),
    responses((status = 200, description = "The model.", body = Model)))]
pub(super) async fn show(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<ModelId>,
) -> Result<Json<insight::Model>, Problem> {
    Ok(Json(state.workspace().model(id).await?))
}
