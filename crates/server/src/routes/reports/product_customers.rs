//! The customers behind the figures of a product, and of all products.

use axum::Json;
use axum::extract::State;
use insight::{ProductPlace, ProductQuery, ShopFigure};
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
    /// The product's key; its name where it has none. All products when absent.
    #[param(max_length = 1000)]
    product: Option<String>,
    /// The buyers when absent. Of a product: `buyers`, or `repeat_buyers` on another day again; of all products: `buyers` or
    /// `new_customers`.
    #[param(inline)]
    figure: Option<BuyerFigure>,
    /// Of a product's buyers those who are in this segment of the RFM map at the end of the time.
    #[param(example = "champions")]
    segment: Option<String>,
    /// Those who bought the product in this month of its course, which may lie before the time.
    #[param(example = "2010-12")]
    month: Option<String>,
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

impl Params {
    fn place(&self) -> Result<ProductPlace, Problem> {
        let invalid = |field, message| Err(Problem::invalid(field, message));
        let Some(product) = &self.product else {
            if self.segment.is_some() || self.month.is_some() {
                return invalid(
                    "product",
                    "segment and month are of one product: give product",
                );
            }
            return match self.figure {
                None | Some(BuyerFigure::Buyers) => Ok(ProductPlace::All(ShopFigure::Buyers)),
                Some(BuyerFigure::NewCustomers) => Ok(ProductPlace::All(ShopFigure::NewCustomers)),
                Some(BuyerFigure::RepeatBuyers) => invalid(
                    "product",
                    "repeat_buyers are counted of one product: give product",
                ),
            };
        };
        let figure = match (self.figure, &self.segment, &self.month) {
            (None | Some(BuyerFigure::Buyers), None, None) => insight::BuyerFigure::Buyers,
            (Some(BuyerFigure::RepeatBuyers), None, None) => insight::BuyerFigure::RepeatBuyers,
            (None | Some(BuyerFigure::Buyers), Some(segment), None) => {
                insight::BuyerFigure::Segment(segment.parse()?)
            }
            (None | Some(BuyerFigure::Buyers), None, Some(month)) => {
                insight::BuyerFigure::Month(month.parse()?)
            }
            (Some(BuyerFigure::NewCustomers), ..) => {
                return invalid(
                    "figure",
                    "new_customers are counted of all products: leave out product",
                );
            }
            _ => {
                return invalid(
                    "segment",
                    "give one of segment and month, and neither with repeat_buyers",
                );
            }
        };
        Ok(ProductPlace::Of(product.clone(), figure))
    }
}

/// Lists the customers who bought a product in a time, or bought it again, or of a segment, or in a month; without a product, those
/// who bought any, or came in the time. Those who brought most come first.
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
    let place = params.place()?;
    let page = (params.cursor.as_deref(), limit);
    let workspace = state.workspace();
    let page = workspace.product_customers(&query, &place, page);
    Ok(Json(page.await?))
}
