//! One product.

use axum::Json;
use axum::extract::State;
use insight::ProductQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::products::{ProductCompare, ProductDetail};
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which product is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Its key; its name where it has none.
    #[param(max_length = 1000)]
    product: String,
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// The first day that counts; a year up to `as_of` when absent.
    from: Option<Date>,
    /// The time to compare with: as many days right before when absent.
    #[param(inline)]
    compare: Option<ProductCompare>,
}

/// Tells the course of a product by month, and its buyers by RFM segment.
#[utoipa::path(get, path = "/reports/products/detail", operation_id = "report_product", tag = "reports", params(Params),
    responses((status = 200, description = "The product.", body = ProductDetail)))]
pub(super) async fn product(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::ProductDetail>, Problem> {
    let query = ProductQuery {
        as_of: params.as_of,
        from: params.from,
        compare: params.compare.unwrap_or(ProductCompare::Previous).into(),
    };
    let workspace = state.workspace();
    Ok(Json(workspace.product(&query, &params.product).await?))
}
