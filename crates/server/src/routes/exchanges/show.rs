//! Show an exchange file.

use app::ExchangeId;
use axum::Json;
use axum::extract::State;

use crate::dto::exchange::Exchange;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Shows an exchange file, and how far it is while it is being taken.
#[utoipa::path(get, path = "/exchanges/{id}", operation_id = "get_exchange", tag = "imports",
    params(("id" = String, Path, description = "The exchange file's id.")),
    responses((status = 200, description = "The exchange file.", body = Exchange)))]
pub(super) async fn show(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<ExchangeId>,
) -> Result<Json<Exchange>, Problem> {
    let exchange = state.workspace().exchange(id).await?;
    Ok(Json(Exchange::of(exchange, &state)))
}
