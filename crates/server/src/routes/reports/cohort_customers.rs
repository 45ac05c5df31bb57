//! The customers of a cohort.

use axum::Json;
use axum::extract::State;
use insight::Figure;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::cohorts::CohortBy;
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
    /// The cohort by its name in the report.
    #[param(example = "2010-12")]
    cohort: String,
    /// Periods since the first order in which they ordered; 0, all of the cohort, when absent.
    #[param(maximum = 10000)]
    period: Option<u16>,
    /// The length of a period, month when absent.
    by: Option<CohortBy>,
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many customers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists the customers of a cohort who ordered in a period, those who brought most first.
#[utoipa::path(get, path = "/reports/cohorts/customers", operation_id = "list_cohort_customers", tag = "reports",
    params(Params),
    responses((status = 200, description = "A page of customers.", body = MemberPage)))]
pub(super) async fn customers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::MemberPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let figure = Figure::Cohort {
        by: params.by.unwrap_or(CohortBy::Month).into(),
        cohort: params.cohort,
        period: params.period.unwrap_or(0).into(),
    };
    let page = (params.cursor.as_deref(), limit);
    let page = state.workspace().members(figure, params.as_of, page);
    Ok(Json(page.await?))
}
