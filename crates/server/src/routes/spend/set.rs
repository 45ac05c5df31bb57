//! Set the spend of a month.

use axum::Json;
use axum::extract::State;

use crate::dto::spend::{Spend, SpendInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Sets what was spent in a month to win customers, in place of the amount before.
#[utoipa::path(put, path = "/spend/{month}", operation_id = "set_spend", tag = "reports",
    params(("month" = String, Path, description = "The month.", example = "2011-11", pattern = r"^\d{4}-\d{2}$")),
    request_body = SpendInput,
    responses((status = 200, description = "The spend.", body = Spend)))]
pub(super) async fn set(
    State(state): State<AppState>,
    ApiPath(month): ApiPath<String>,
    ApiJson(input): ApiJson<SpendInput>,
) -> Result<Json<Spend>, Problem> {
    let spend = state
        .workspace()
        .set_spend(&month, input.amount_minor)
        .await?;
    Ok(Json(spend.into()))
}
