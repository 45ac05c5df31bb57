//! What lost customers cost.

use axum::Json;
use axum::extract::State;
use insight::LostCustomersQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::lost::LostCustomersReport;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which report is wanted. Shares are numbers: 0.05 is 5 %.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// A customer without an order in so many days is lost, 180 when absent.
    #[param(minimum = 31, maximum = 3660)]
    lost_after_days: Option<u32>,
    /// How many more customers are lost, as a share; -0.05 (5 % fewer) when absent.
    #[param(minimum = -1, maximum = 1, example = -0.05)]
    change: Option<f64>,
    /// How many years are followed, 5 when absent.
    #[param(minimum = 1, maximum = 30)]
    years: Option<u32>,
    /// Customers now; those of the base when absent.
    #[param(minimum = 0)]
    customers: Option<f64>,
    /// The share of the customers who are lost in a year; that of the base when absent.
    #[param(minimum = 0, maximum = 1)]
    yearly_churn: Option<f64>,
    /// Customers who come in a year; those of the base when absent.
    #[param(minimum = 0)]
    inflow: Option<f64>,
    /// How the inflow changes from year to year, as a share; as it did in the base when absent.
    #[param(maximum = 10)]
    inflow_growth: Option<f64>,
    /// Revenue from one customer in a year, in minor units; that of the base when absent.
    #[param(minimum = 0)]
    revenue_per_customer_minor: Option<i64>,
    /// The share of revenue that is left after costs that grow with it; from the costs of orders when absent.
    #[param(maximum = 1)]
    margin: Option<f64>,
    /// Discount a year, 0.1 when absent.
    #[param(minimum = 0, maximum = 1)]
    discount: Option<f64>,
}

/// Reports what more or fewer lost customers bring over years, held against the present course.
#[utoipa::path(get, path = "/reports/lost-customers", operation_id = "report_lost_customers", tag = "reports",
    params(Params),
    responses((status = 200, description = "The report.", body = LostCustomersReport)))]
pub(super) async fn lost_customers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::LostCustomersReport>, Problem> {
    let usual = LostCustomersQuery::default();
    let query = LostCustomersQuery {
        as_of: params.as_of,
        lost_after_days: params.lost_after_days.unwrap_or(usual.lost_after_days),
        change: params.change.unwrap_or(usual.change),
        years: params.years.unwrap_or(usual.years),
        customers: params.customers,
        yearly_churn: params.yearly_churn,
        inflow: params.inflow,
        inflow_growth: params.inflow_growth,
        revenue_per_customer_minor: params.revenue_per_customer_minor,
        margin: params.margin,
        discount: params.discount,
    };
    Ok(Json(state.workspace().lost_customers(&query).await?))
}
