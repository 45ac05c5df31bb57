//! What customers bring after costs.

use axum::Json;
use axum::extract::State;
use insight::ProfitQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::profit::ProfitReport;
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
    /// The first day that counts; all of history when absent.
    from: Option<Date>,
    /// What serving one order costs, in minor units; 0 when absent.
    #[param(minimum = 0)]
    cost_per_order_minor: Option<i64>,
    /// What serving one return costs, in minor units; 0 when absent.
    #[param(minimum = 0)]
    cost_per_return_minor: Option<i64>,
    /// The share of revenue that is left after the cost of goods, for lines whose cost is not known; without it,
    /// customers with such lines are left out.
    #[param(maximum = 1)]
    margin: Option<f64>,
}

impl Params {
    fn query(&self) -> ProfitQuery {
        ProfitQuery {
            as_of: self.as_of,
            from: self.from,
            cost_per_order_minor: self.cost_per_order_minor.unwrap_or(0),
            cost_per_return_minor: self.cost_per_return_minor.unwrap_or(0),
            margin: self.margin,
        }
    }
}

/// Reports what customers bring after costs: the whale curve, its peak, tenths, who costs more than they bring.
#[utoipa::path(get, path = "/reports/profitability", operation_id = "report_profitability", tag = "reports",
    params(Params),
    responses((status = 200, description = "The report.", body = ProfitReport)))]
pub(super) async fn profitability(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::ProfitReport>, Problem> {
    Ok(Json(
        state.workspace().profitability(&params.query()).await?,
    ))
}
