//! What winning customers costs.

use axum::Json;
use axum::extract::State;
use insight::AcquisitionQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::acquisition::AcquisitionReport;
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
    /// The share of revenue that is left after costs that grow with it; from the costs of orders when absent.
    #[param(maximum = 1)]
    margin: Option<f64>,
}

/// Reports what winning customers cost by the month in which they came, and when it has paid back.
#[utoipa::path(get, path = "/reports/acquisition", operation_id = "report_acquisition", tag = "reports",
    params(Params),
    responses((status = 200, description = "The report.", body = AcquisitionReport)))]
pub(super) async fn acquisition(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::AcquisitionReport>, Problem> {
    let query = AcquisitionQuery {
        as_of: params.as_of,
        margin: params.margin,
    };
    Ok(Json(state.workspace().acquisition(&query).await?))
}
