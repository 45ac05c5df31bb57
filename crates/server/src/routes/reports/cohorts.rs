//! Customers by the period of their first order.

use axum::Json;
use axum::extract::State;
use insight::CohortQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::cohorts::{CohortBy, CohortReport};
use crate::dto::rfm::MoneyKind;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which report is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// The length of a period, month when absent.
    by: Option<CohortBy>,
    /// Which money counts, net when absent.
    money: Option<MoneyKind>,
}

/// Reports cohorts: retention, orders and money by the period of the first order.
#[utoipa::path(get, path = "/reports/cohorts", operation_id = "report_cohorts", tag = "reports",
    params(Params),
    responses((status = 200, description = "The report.", body = CohortReport)))]
pub(super) async fn cohorts(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::CohortReport>, Problem> {
    let query = CohortQuery {
        as_of: params.as_of,
        by: params.by.unwrap_or(CohortBy::Month).into(),
        money: params.money.unwrap_or(MoneyKind::Net).into(),
    };
    Ok(Json(state.workspace().cohorts(&query).await?))
}
