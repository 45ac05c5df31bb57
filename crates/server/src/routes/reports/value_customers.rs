//! The customers of a group of the report of value.

use axum::Json;
use axum::extract::State;
use insight::ValuePlace;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::member::MemberPage;
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Whose customers are wanted: of one group, or everybody's when none is given.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// A segment by its name in the report.
    #[param(example = "champions")]
    segment: Option<String>,
    /// A country by its name in the report; `unknown` are those whose country is not known.
    #[param(max_length = 1000)]
    country: Option<String>,
    /// A month of the first order.
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

impl Params {
    fn place(&self) -> Result<ValuePlace, Problem> {
        match (&self.segment, &self.country, &self.month) {
            (None, None, None) => Ok(ValuePlace::Everybody),
            (Some(segment), None, None) => Ok(ValuePlace::Segment(segment.parse()?)),
            (None, Some(country), None) => Ok(ValuePlace::Country(country.clone())),
            (None, None, Some(month)) => Ok(ValuePlace::Month(month.parse()?)),
            _ => Err(Problem::invalid(
                "segment",
                "give one of segment, country and month, or none of them for everybody",
            )),
        }
    }
}

/// Lists the customers of a segment, a country or a month of the first order, as the report of value counts them, those who
/// brought most first.
#[utoipa::path(get, path = "/reports/value/customers", operation_id = "list_value_customers", tag = "reports",
    params(Params),
    responses((status = 200, description = "A page of customers.", body = MemberPage)))]
pub(super) async fn customers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::MemberPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let place = params.place()?;
    let page = (params.cursor.as_deref(), limit);
    let workspace = state.workspace();
    let page = workspace.value_customers(&place, params.as_of, page);
    Ok(Json(page.await?))
}
