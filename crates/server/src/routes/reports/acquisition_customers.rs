//! The customers who came in a month of the report on acquisition.

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::member::MemberPage;
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Whose customers are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The month in which they came; all months with a spend when absent.
    #[param(example = "2010-12")]
    month: Option<String>,
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many customers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists the customers whose first order is in a month, or in any month with a spend, those who brought most first.
#[utoipa::path(get, path = "/reports/acquisition/customers", operation_id = "list_acquisition_customers", tag = "reports",
    params(Params),
    responses((status = 200, description = "A page of customers.", body = MemberPage)))]
pub(super) async fn customers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::MemberPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let month = params.month.map(|month| month.parse()).transpose()?;
    let page = (params.cursor.as_deref(), limit);
    let page = state.workspace().acquired(month, params.as_of, page);
    Ok(Json(page.await?))
}
