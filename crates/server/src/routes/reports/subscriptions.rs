//! A base under contract.

use axum::Json;
use axum::extract::State;
use insight::ContractQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::cohorts::CohortBy;
use crate::dto::contract::ContractReport;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which report is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The last business day that counts, inclusive; the last on which a subscription started or ended when absent.
    as_of: Option<Date>,
    /// The length of the periods of start that make a cohort, month when absent.
    by: Option<CohortBy>,
    /// The share of the price that is left after costs, above 0; 1 when absent.
    #[param(maximum = 1)]
    margin: Option<f64>,
    /// The yearly rate at which what comes later counts less; 0.1 when absent.
    #[param(minimum = 0.01, maximum = 1)]
    discount: Option<f64>,
}

/// Reports subscriptions: subscribers and recurring revenue by month, retention by cohort and plan, the models of how long
/// they are kept, and what the renewals to come are worth.
#[utoipa::path(get, path = "/reports/subscriptions", operation_id = "report_subscriptions", tag = "reports",
    params(Params),
    responses((status = 200, description = "The report.", body = ContractReport)))]
pub(super) async fn subscriptions(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::ContractReport>, Problem> {
    let usual = ContractQuery::default();
    let query = ContractQuery {
        as_of: params.as_of,
        by: params.by.map_or(usual.by, Into::into),
        margin: params.margin.unwrap_or(usual.margin),
        discount: params.discount.unwrap_or(usual.discount),
        ..usual
    };
    Ok(Json(state.workspace().contract(&query).await?))
}
