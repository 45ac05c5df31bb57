//! Tell what a customer did.

use axum::Json;
use axum::extract::State;

use super::find;
use crate::dto::customer::CustomerTimelinePage;
use crate::extract::{ApiPath, ApiQuery};
use crate::paging::PageQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists what a customer did, the latest first: orders, returns and events. Notes have a list of their own.
#[utoipa::path(get, path = "/customers/{id}/timeline", operation_id = "list_customer_timeline", tag = "customers",
    params(("id" = String, Path, description = "The customer's id, or the key in the system where the customer comes from."), PageQuery),
    responses((status = 200, description = "A page of what happened.", body = CustomerTimelinePage)))]
pub(super) async fn timeline(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<String>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<CustomerTimelinePage>, Problem> {
    let page = (query.cursor.as_deref(), query.limit()?);
    let customer = find(&state, id).await?.id;
    let page = state.workspace().timeline(customer, page).await?;
    Ok(Json(CustomerTimelinePage {
        items: page.items.into_iter().map(Into::into).collect(),
        next_cursor: page.next_cursor,
    }))
}
