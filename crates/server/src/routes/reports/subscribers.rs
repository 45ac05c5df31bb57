//! The running subscriptions by what their renewals to come are worth.

use axum::Json;
use axum::extract::State;
use insight::ContractQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::contract::SubscriberPage;
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Which page is wanted; the other parameters are those of the report.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The last business day that counts, inclusive; the last on which a subscription started or ended when absent.
    as_of: Option<Date>,
    /// The share of the price that is left after costs, above 0; 1 when absent.
    #[param(maximum = 1)]
    margin: Option<f64>,
    /// The yearly rate at which what comes later counts less; 0.1 when absent.
    #[param(minimum = 0.01, maximum = 1)]
    discount: Option<f64>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many subscriptions, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists the running subscriptions, those whose renewals to come are worth most first.
#[utoipa::path(get, path = "/reports/subscriptions/subscribers", operation_id = "list_subscribers", tag = "reports",
    params(Params),
    responses((status = 200, description = "A page of subscriptions.", body = SubscriberPage)))]
pub(super) async fn subscribers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<kernel::Page<insight::Subscriber>>, Problem> {
    let limit = paging::limit(params.limit)?;
    let usual = ContractQuery::default();
    let query = ContractQuery {
        as_of: params.as_of,
        margin: params.margin.unwrap_or(usual.margin),
        discount: params.discount.unwrap_or(usual.discount),
        ..usual
    };
    let cursor = params.cursor.as_deref();
    let page = state.workspace().subscribers(&query, cursor, limit).await?;
    Ok(Json(page))
}
