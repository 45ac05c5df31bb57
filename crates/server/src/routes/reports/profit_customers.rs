//! The customers by what they leave over.

use axum::Json;
use axum::extract::State;
use insight::{ProfitList, ProfitPart, ProfitQuery};
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::profit::{ProfitOrder, ProfitPage};
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Which page is wanted; the other parameters are those of the report.
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
    /// The share of revenue that is left after the cost of goods, for lines whose cost is not known.
    #[param(maximum = 1)]
    margin: Option<f64>,
    /// Where the list begins, with the worst when absent.
    #[param(inline)]
    order: Option<ProfitOrder>,
    /// Those only who cost more than they bring, when true.
    unprofitable: Option<bool>,
    /// A tenth of the customers only, 1 the best; not together with `unprofitable`.
    #[param(minimum = 1, maximum = 10)]
    decile: Option<u8>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many customers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

impl Params {
    fn part(&self) -> Result<ProfitPart, Problem> {
        match (self.unprofitable.unwrap_or(false), self.decile) {
            (false, None) => Ok(ProfitPart::Everybody),
            (true, None) => Ok(ProfitPart::Unprofitable),
            (false, Some(decile)) => Ok(ProfitPart::Decile(decile)),
            (true, Some(_)) => Err(Problem::invalid(
                "decile",
                "give decile or unprofitable, not both",
            )),
        }
    }
}

/// Lists the customers whose result is known, or those of a figure of the report, from the worst or from the best on.
#[utoipa::path(get, path = "/reports/profitability/customers", operation_id = "list_profit_customers", tag = "reports",
    params(Params),
    responses((status = 200, description = "A page of customers.", body = ProfitPage)))]
pub(super) async fn customers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::ProfitPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let query = ProfitQuery {
        as_of: params.as_of,
        from: params.from,
        cost_per_order_minor: params.cost_per_order_minor.unwrap_or(0),
        cost_per_return_minor: params.cost_per_return_minor.unwrap_or(0),
        margin: params.margin,
    };
    let list = ProfitList {
        order: params.order.unwrap_or(ProfitOrder::Worst).into(),
        part: params.part()?,
    };
    let place = (params.cursor.as_deref(), limit);
    let page = state.workspace().profit_customers(&query, list, place);
    Ok(Json(page.await?))
}
