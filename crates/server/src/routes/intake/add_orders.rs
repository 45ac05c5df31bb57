//! Take orders in.

use app::Way;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use customers::Intake;

use super::take::{Request, read, take};
use crate::caller::Caller;
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
pub(super) async fn add(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let request = Request {
        caller,
        headers,
        body,
        operation: "POST /orders".to_owned(),
    };
    let facts = read(&state, Intake::Orders, &request.value()?)?;
    take(&state, &request, facts, Way::Add).await
}
