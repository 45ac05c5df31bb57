//! List the views of the list of customers.

use axum::Json;
use axum::extract::State;

use super::views;
use crate::caller::Caller;
use crate::dto::customer_note::{CustomerView, CustomerViewList};
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the views of the list of customers that the caller sees, by name: their own, and those that are shared.
#[utoipa::path(get, path = "/customer-views", operation_id = "list_customer_views", tag = "customers",
    responses((status = 200, description = "The views.", body = CustomerViewList)))]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<CustomerViewList>, Problem> {
    let owner = caller.actor().to_string();
    let items = views(&state).list(&owner).await?;
    let items = items.into_iter().map(|view| CustomerView::of(view, &owner));
    Ok(Json(CustomerViewList {
        items: items.collect(),
    }))
}
