//! The customers behind a figure of the base.

use axum::Json;
use axum::extract::State;
use insight::{BaseQuery, Figure};
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
    /// `start`, `new`, `active`, `repeat`, `lost`, `reactivated` or `end`, as in the report.
    #[param(example = "lost")]
    figure: String,
    /// Of which month.
    #[param(example = "2011-11")]
    month: String,
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// A customer without an order in so many days is lost, 180 when absent.
    #[param(minimum = 31, maximum = 3660)]
    lost_after_days: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many customers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists the customers behind a figure of a month of the base, those who brought most first.
#[utoipa::path(get, path = "/reports/base/customers", operation_id = "list_base_customers", tag = "reports",
    params(Params),
    responses((status = 200, description = "A page of customers.", body = MemberPage)))]
pub(super) async fn customers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::MemberPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let usual = BaseQuery::default().lost_after_days;
    let figure = Figure::Base {
        figure: params.figure.parse()?,
        month: params.month.parse()?,
        lost_after_days: params.lost_after_days.unwrap_or(usual),
    };
    let page = (params.cursor.as_deref(), limit);
    let page = state.workspace().members(figure, params.as_of, page);
    Ok(Json(page.await?))
}
