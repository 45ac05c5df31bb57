//! The customers behind what moved customer equity.

use axum::Json;
use axum::extract::State;
use insight::EquityQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::equity::PieceName;
use crate::dto::member::MemberPage;
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Whose customers are wanted; the other parameters are those of the report.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// What became of them, as in the report.
    #[param(inline)]
    piece: PieceName,
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
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many customers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists the customers who moved customer equity in one way between two days, those who brought most first.
#[utoipa::path(get, path = "/reports/equity/customers", operation_id = "list_equity_customers", tag = "reports",
    params(Params),
    responses((status = 200, description = "A page of customers.", body = MemberPage)))]
pub(super) async fn customers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::MemberPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let usual = EquityQuery::default();
    let query = EquityQuery {
        from: params.from,
        to: params.to,
        lost_after_days: params.lost_after_days.unwrap_or(usual.lost_after_days),
        months: params.months.unwrap_or(usual.months),
        margin: params.margin,
        yearly_discount: params.yearly_discount.unwrap_or(usual.yearly_discount),
    };
    let page = (params.cursor.as_deref(), limit);
    let workspace = state.workspace();
    let page = workspace.equity_customers(&query, params.piece.into(), page);
    Ok(Json(page.await?))
}
