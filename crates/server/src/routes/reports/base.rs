//! The health of the customer base.

use axum::Json;
use axum::extract::State;
use insight::BaseQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::base::BaseReport;
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
    /// A customer without an order in so many days is lost, 180 when absent.
    #[param(minimum = 31, maximum = 3660)]
    lost_after_days: Option<u32>,
    /// How many months to show; all when absent.
    #[param(minimum = 1, maximum = 600)]
    months: Option<u16>,
}

/// Reports the customer base by month: who came, stayed and left, and what they bought.
#[utoipa::path(get, path = "/reports/base", operation_id = "report_base", tag = "reports",
    params(Params),
    responses((status = 200, description = "The report.", body = BaseReport)))]
pub(super) async fn base(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::BaseReport>, Problem> {
    let usual = BaseQuery::default();
    let query = BaseQuery {
        as_of: params.as_of,
        lost_after_days: params.lost_after_days.unwrap_or(usual.lost_after_days),
        months: params.months.map(usize::from),
    };
    Ok(Json(state.workspace().base(&query).await?))
}
