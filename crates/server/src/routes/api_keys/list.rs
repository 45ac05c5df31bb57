//! List the API keys.

use axum::Json;
use axum::extract::State;

use crate::dto::access::ApiKeyList;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists all API keys, also the ended ones.
#[utoipa::path(get, path = "/api-keys", operation_id = "list_api_keys", tag = "access",
    responses((status = 200, description = "The keys.", body = ApiKeyList)))]
pub(super) async fn list(State(state): State<AppState>) -> Result<Json<ApiKeyList>, Problem> {
    let keys = state.access().keys().await?;
    Ok(Json(ApiKeyList {
        items: keys.into_iter().map(Into::into).collect(),
    }))
}
