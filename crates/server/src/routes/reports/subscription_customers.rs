//! The customers behind a figure of subscriptions.

use axum::Json;
use axum::extract::State;
use insight::ContractQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::contract::SubscriberFigure;
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
    /// Which figure of the month.
    #[param(inline)]
    figure: SubscriberFigure,
    /// Of which month.
    #[param(example = "2011-11")]
    month: String,
    /// The last business day that counts, inclusive; the last on which a subscription started or ended when absent.
    as_of: Option<Date>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many customers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists the customers behind a figure of a month of subscriptions, those who brought most first.
#[utoipa::path(get, path = "/reports/subscriptions/customers", operation_id = "list_subscription_customers", tag = "reports",
    params(Params),
    responses((status = 200, description = "A page of customers.", body = MemberPage)))]
pub(super) async fn customers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::MemberPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let month = params.month.parse()?;
    let query = ContractQuery {
        as_of: params.as_of,
        ..ContractQuery::default()
    };
    let figure = (params.figure.into(), &month);
    let page = (params.cursor.as_deref(), limit);
    let workspace = state.workspace();
    let page = workspace.contract_customers(&query, figure, page);
    Ok(Json(page.await?))
}
