//! List the notes on a customer.

use axum::Json;
use axum::extract::State;
use customers::CustomerNotes;

use super::find;
use crate::dto::customer_note::CustomerNotePage;
use crate::extract::{ApiPath, ApiQuery};
use crate::paging::PageQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the notes on a customer, the latest first.
#[utoipa::path(get, path = "/customers/{id}/notes", operation_id = "list_customer_notes", tag = "customers",
    params(("id" = String, Path, description = "The customer's id, or the key in the system where the customer comes from."), PageQuery),
    responses((status = 200, description = "A page of notes.", body = CustomerNotePage)))]
pub(super) async fn notes(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<String>,
    ApiQuery(query): ApiQuery<PageQuery>,
) -> Result<Json<CustomerNotePage>, Problem> {
    let page = (query.cursor.as_deref(), query.limit()?);
    let customer = find(&state, id).await?.id;
    let notes = CustomerNotes::new(state.workspace().store().clone());
    let page = notes.list(customer, page).await?;
    Ok(Json(CustomerNotePage {
        items: page.items.into_iter().map(Into::into).collect(),
        next_cursor: page.next_cursor,
    }))
}
