//! Fit a model of value.

use axum::Json;
use axum::extract::State;
use insight::FitQuery;

use crate::dto::model::{FitInput, Model};
use crate::dto::rfm::MoneyKind;
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Fits the candidates on the first part of the history, compares them on the rest, keeps the best and scores every
/// customer by it. The same data and options again give the same model.
#[utoipa::path(post, path = "/models", operation_id = "fit_model", tag = "models",
    request_body = FitInput,
    responses((status = 200, description = "The model.", body = Model)))]
pub(super) async fn fit(
    State(state): State<AppState>,
    ApiJson(input): ApiJson<FitInput>,
) -> Result<Json<insight::Model>, Problem> {
    let query = FitQuery {
        as_of: input.as_of,
        holdout_days: input.holdout_days,
        money: input.money.unwrap_or(MoneyKind::Net).into(),
        kinds: input.kinds.unwrap_or_default(),
        covariates: input.covariates.unwrap_or_default(),
    };
    Ok(Json(state.workspace().fit_model(&query).await?.model))
}
