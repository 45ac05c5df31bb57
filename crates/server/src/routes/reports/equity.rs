//! What moved customer equity between two days.

use axum::Json;
use axum::extract::State;
use insight::EquityQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::equity::EquityReport;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which report is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The earlier day; a year before the later one when absent.
    from: Option<Date>,
    /// The later day; the last with an order when absent.
    to: Option<Date>,
    /// A customer without an order in so many days is lost, 180 when absent.
    #[param(minimum = 31, maximum = 3660)]
    lost_after_days: Option<u32>,
    /// How far a customer's value reaches: 12, 24 or 36 months; 36 when absent.
    #[param(minimum = 12, maximum = 36)]
    months: Option<u32>,
    /// The part of the revenue that stays after costs; from the costs of orders when absent.
    #[param(maximum = 1)]
    margin: Option<f64>,
    /// What is taken off in a year, 0.1 when absent.
    #[param(minimum = 0, maximum = 10)]
    yearly_discount: Option<f64>,
}

/// Reports customer equity on two days under the model in force, and who moved it: won, lost, grown, shrunk.
#[utoipa::path(get, path = "/reports/equity", operation_id = "report_equity", tag = "reports",
    params(Params),
    responses((status = 200, description = "The report.", body = EquityReport)))]
pub(super) async fn equity(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::EquityReport>, Problem> {
    let usual = EquityQuery::default();
    let query = EquityQuery {
        from: params.from,
        to: params.to,
        lost_after_days: params.lost_after_days.unwrap_or(usual.lost_after_days),
        months: params.months.unwrap_or(usual.months),
        margin: params.margin,
        yearly_discount: params.yearly_discount.unwrap_or(usual.yearly_discount),
    };
    Ok(Json(state.workspace().equity(&query).await?))
}
