//! Products that are bought together.

use axum::Json;
use axum::extract::State;
use insight::{PairList, ProductQuery};
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::products::{PairOrder, PairReport};
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Which pairs are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// The first day that counts; a year up to `as_of` when absent.
    from: Option<Date>,
    /// A product that each pair must hold; pairs of the thousand sold most often when absent.
    #[param(max_length = 1000)]
    product: Option<String>,
    /// On how many receipts a pair must stand; 10, and one in 10,000 of all, when absent.
    #[param(minimum = 1)]
    min_orders: Option<u64>,
    /// By what pairs are listed, the most first: receipts with both when absent.
    #[param(inline)]
    order: Option<PairOrder>,
    /// How many pairs, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Finds products that stand on one receipt more often than by chance, with confidence, lift and its interval.
#[utoipa::path(get, path = "/reports/products/pairs", operation_id = "report_product_pairs", tag = "reports", params(Params),
    responses((status = 200, description = "The pairs.", body = PairReport)))]
pub(super) async fn pairs(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::PairReport>, Problem> {
    let query = ProductQuery {
        as_of: params.as_of,
        from: params.from,
        ..ProductQuery::default()
    };
    let list = PairList {
        product: params.product.as_deref(),
        min_orders: params.min_orders,
        order: params.order.unwrap_or(PairOrder::Orders).into(),
        limit: usize::from(paging::limit(params.limit)?.get()),
    };
    Ok(Json(state.workspace().product_pairs(&query, &list).await?))
}
