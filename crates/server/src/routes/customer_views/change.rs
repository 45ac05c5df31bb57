//! Change a view of the list of customers.

use axum::Json;
use axum::extract::State;
use customers::CustomerViewId;

use super::{refusal, views};
use crate::caller::Caller;
use crate::dto::customer_note::{CustomerView, CustomerViewInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Changes a view of the caller's own.
#[utoipa::path(put, path = "/customer-views/{id}", operation_id = "change_customer_view", tag = "customers",
    params(("id" = String, Path, description = "The view's id.")),
    request_body = CustomerViewInput,
    responses((status = 200, description = "The view.", body = CustomerView)))]
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<CustomerViewId>,
    ApiJson(input): ApiJson<CustomerViewInput>,
) -> Result<Json<CustomerView>, Problem> {
    let owner = caller.actor().to_string();
    let view = views(&state).change(&owner, id, &input.into()).await;
    Ok(Json(CustomerView::of(view.map_err(refusal)?, &owner)))
}
