//! Take customers in.

use axum::extract::State;
use axum::response::Response;
use customers::Intake;

use super::take::{self, Told};
use crate::dto::intake::{CustomerInput, TakenList};
use crate::problem::Problem;
use crate::state::AppState;

/// Takes a customer in, or up to 1,000: who they are, and what is told of them.
#[utoipa::path(post, path = "/customers", operation_id = "add_customers", tag = "intake",
    params(("Idempotency-Key" = String, Header, description = "What you call the request, 1 to 255 characters; the same \
        when you send it again within a day.")),
    request_body(content = CustomerInput, description = "One object, or a list of up to 1,000."),
    responses(
        (status = 200, description = "All of it was known.", body = TakenList),
        (status = 201, description = "It was taken.", body = TakenList)))]
pub(super) async fn add(State(state): State<AppState>, told: Told) -> Result<Response, Problem> {
    take::add(&state, &told, "POST /customers", Intake::Customers).await
}
