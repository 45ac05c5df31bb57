//! Take orders in.

use axum::extract::State;
use axum::response::Response;
use customers::Intake;

use super::take::{self, Told};
use crate::dto::intake::{OrderInput, TakenList};
use crate::problem::Problem;
use crate::state::AppState;

/// Takes an order in, or up to 1,000: all of them or none. An order that is known stays as it is; with other content it is refused.
///
/// Every wrong field is named with its path, such as `products[2].price`.
#[utoipa::path(post, path = "/orders", operation_id = "add_orders", tag = "intake",
    params(("Idempotency-Key" = String, Header, description = "What you call the request, 1 to 255 characters; the same \
        when you send it again within a day.")),
    request_body(content = OrderInput, description = "One object, or a list of up to 1,000."),
    responses(
        (status = 200, description = "All of it was known.", body = TakenList),
        (status = 201, description = "It was taken.", body = TakenList)))]
pub(super) async fn add(State(state): State<AppState>, told: Told) -> Result<Response, Problem> {
    take::add(&state, &told, "POST /orders", Intake::Orders).await
}
