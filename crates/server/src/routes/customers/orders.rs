//! List a customer's orders.

use axum::Json;
use axum::extract::State;

use super::find;
use crate::dto::customer::CustomerOrderPage;
use crate::extract::{ApiPath, ApiQuery};
use crate::paging::PageQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists a customer's orders with their lines, the latest first.
#[utoipa::path(get, path = "/customers/{id}/orders", operation_id = "list_customer_orders", tag = "customers",
    params(("id" = String, Path, description = "The customer's id, or the key in the system where the customer comes from."), PageQuery),
    responses((status = 200, description = "A page of orders.", body = CustomerOrderPage)))]
pub(super) async fn orders(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<String>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<CustomerOrderPage>, Problem> {
    let page = (query.cursor.as_deref(), query.limit()?);
    let customer = find(&state, id).await?.id;
    let page = state.workspace().purchases(customer, page).await?;
    Ok(Json(CustomerOrderPage {
        items: page.items.into_iter().map(Into::into).collect(),
        next_cursor: page.next_cursor,
    }))
}
