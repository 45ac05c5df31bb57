//! Take an order in as it is now.

use app::Way;
use axum::extract::State;
use axum::response::Response;
use customers::Intake;
use serde_json::Value;

use super::take::{Told, read, take};
use crate::dto::intake::{OrderInput, TakenList};
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Takes an order in as it is now, whether it is known or not.
#[utoipa::path(put, path = "/orders/{order_id}", operation_id = "put_order", tag = "intake",
    params(
        ("order_id" = String, Path, description = "The order's id in your system."),
        ("Idempotency-Key" = String, Header, description = "What you call the request, 1 to 255 characters; the same \
            when you send it again within a day.")),
    request_body(content = OrderInput, description = "The order, all of it; `order_id` may be left out."),
    responses(
        (status = 200, description = "The order was changed.", body = TakenList),
        (status = 201, description = "The order was not known, and was taken.", body = TakenList)))]
pub(super) async fn put(
    State(state): State<AppState>,
    ApiPath(order_id): ApiPath<String>,
    told: Told,
) -> Result<Response, Problem> {
    let mut value = told.value()?;
    let Value::Object(fields) = &mut value else {
        return Err(Problem::invalid(
            "",
            "is not an object: one order is put at a time",
        ));
    };
    let said = fields
        .entry("order_id")
        .or_insert_with(|| order_id.clone().into());
    let said = said
        .as_str()
        .map_or_else(|| said.to_string(), str::to_owned);
    if said.trim() != order_id {
        return Err(Problem::invalid(
            "order_id",
            "is another one than the address names",
        ));
    }
    let facts = read(&state, Intake::Orders, &value)?;
    let operation = format!("PUT /orders/{order_id}");
    take(&state, &told, &operation, facts, Way::Put).await
}
