//! Report how good what arrived is.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use crate::dto::quality::QualityReport;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// What is looked at when nothing is said.
const DAYS: u16 = 30;

/// How far is looked back.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// What was received in the last so many business days, today included; 30 when absent.
    #[param(minimum = 1, maximum = 90)]
    days: Option<u16>,
}

/// Reports how good what arrived is: contacts that are none, events without a customer, late events, refusals by reason, and what
/// was set aside.
#[utoipa::path(get, path = "/quality", operation_id = "get_quality", tag = "quality",
    params(Params),
    responses((status = 200, description = "The report.", body = QualityReport)))]
pub(super) async fn show(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<QualityReport>, Problem> {
    let days = params.days.unwrap_or(DAYS);
    if !(1..=90).contains(&days) {
        return Err(Problem::invalid("days", "1 to 90 days are looked back"));
    }
    state.intake().write(&state).await?;
    Ok(Json(state.workspace().quality_report(days).await?.into()))
}
