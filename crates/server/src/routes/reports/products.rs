//! The products of a time.

use axum::Json;
use axum::extract::State;
use insight::{ProductList, ProductQuery};
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::products::{ProductCompare, ProductOrder, ProductPage};
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Which page of products is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// The first day that counts; a year up to `as_of` when absent.
    from: Option<Date>,
    /// The time to compare with: as many days right before when absent.
    #[param(inline)]
    compare: Option<ProductCompare>,
    /// A part of the key, the name or the category, in any case.
    #[param(max_length = 200)]
    search: Option<String>,
    /// By what products are listed, the most first: net revenue when absent. Names begin at A.
    #[param(inline)]
    order: Option<ProductOrder>,
    /// Whether the list is turned round.
    reversed: Option<bool>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many products, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists the products of a time: revenue, returns, buyers, who bought again, who began with it.
#[utoipa::path(get, path = "/reports/products", operation_id = "report_products", tag = "reports", params(Params),
    responses((status = 200, description = "A page of products.", body = ProductPage)))]
pub(super) async fn products(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::ProductPage>, Problem> {
    let query = ProductQuery {
        as_of: params.as_of,
        from: params.from,
        compare: params.compare.unwrap_or(ProductCompare::Previous).into(),
    };
    let list = ProductList {
        search: params.search.as_deref().filter(|text| !text.is_empty()),
        order: params.order.unwrap_or(ProductOrder::Revenue).into(),
        reversed: params.reversed.unwrap_or(false),
        cursor: params.cursor.as_deref(),
        limit: paging::limit(params.limit)?,
    };
    Ok(Json(state.workspace().products(&query, &list).await?))
}
