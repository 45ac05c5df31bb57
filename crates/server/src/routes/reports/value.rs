//! What the customers are worth.

use axum::Json;
use axum::extract::State;
use insight::ValueQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::value::ValueReport;
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
    /// The part of the revenue that stays, above 0 to 1; from the costs of the orders when absent.
    #[param(example = 0.35)]
    margin: Option<f64>,
    /// What is taken off in a year, 0.1 when absent.
    #[param(minimum = 0, maximum = 10)]
    discount: Option<f64>,
}

/// Reports what the customers are worth by the model in force: equity with its interval, value by segment, country and
/// month of the first order, concentration, the model and its forecasts against the truth.
#[utoipa::path(get, path = "/reports/value", operation_id = "report_value", tag = "reports",
    params(Params),
    responses((status = 200, description = "The report.", body = ValueReport)))]
pub(super) async fn value(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::ValueReport>, Problem> {
    let usual = ValueQuery::default();
    let query = ValueQuery {
        as_of: params.as_of,
        margin: params.margin,
        yearly_discount: params.discount.unwrap_or(usual.yearly_discount),
    };
    Ok(Json(state.workspace().value(&query).await?))
}
