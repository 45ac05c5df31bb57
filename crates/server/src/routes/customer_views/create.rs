//! Keep a view of the list of customers.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::{refusal, views};
use crate::caller::Caller;
use crate::dto::customer_note::{CustomerView, CustomerViewInput};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Keeps a view of the list of customers.
#[utoipa::path(post, path = "/customer-views", operation_id = "create_customer_view", tag = "customers",
    request_body = CustomerViewInput,
    responses((status = 201, description = "The view.", body = CustomerView)))]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<CustomerViewInput>,
) -> Result<(StatusCode, Json<CustomerView>), Problem> {
    let owner = caller.actor().to_string();
    let view = views(&state).create(&owner, &input.into()).await;
    let view = view.map_err(refusal)?;
    Ok((StatusCode::CREATED, Json(CustomerView::of(view, &owner))))
}
