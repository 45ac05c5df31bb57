//! The customers behind a product's figures.

use axum::Json;
use axum::extract::State;
use insight::ProductQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::member::MemberPage;
use crate::dto::products::BuyerFigure;
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Whose customers are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The product's key; its name where it has none.
    #[param(max_length = 1000)]
    product: String,
    /// All buyers, or those who bought it on another day again; all when absent.
    #[param(inline)]
    figure: Option<BuyerFigure>,
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// The first day that counts; a year up to `as_of` when absent.
    from: Option<Date>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many customers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists the customers who bought a product in a time, or bought it again, those who brought most first.
#[utoipa::path(get, path = "/reports/products/customers", operation_id = "list_product_customers", tag = "reports", params(Params),
    responses((status = 200, description = "A page of customers.", body = MemberPage)))]
pub(super) async fn customers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::MemberPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let query = ProductQuery {
        as_of: params.as_of,
        from: params.from,
        ..ProductQuery::default()
    };
    let figure = params.figure.unwrap_or(BuyerFigure::Buyers).into();
    let page = (params.cursor.as_deref(), limit);
    let workspace = state.workspace();
    let page = workspace.product_customers(&query, (&params.product, figure), page);
    Ok(Json(page.await?))
}
