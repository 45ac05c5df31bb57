//! Note something on a customer.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use customers::CustomerNotes;

use super::find;
use crate::caller::Caller;
use crate::dto::customer_note::{CustomerNote, CustomerNoteInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Notes something on a customer, for everybody who sees the card.
#[utoipa::path(post, path = "/customers/{id}/notes", operation_id = "add_customer_note", tag = "customers",
    params(("id" = String, Path, description = "The customer's id, or the key in the system where the customer comes from.")),
    request_body = CustomerNoteInput,
    responses((status = 201, description = "The note.", body = CustomerNote)))]
pub(super) async fn add_note(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<String>,
    ApiJson(input): ApiJson<CustomerNoteInput>,
) -> Result<(StatusCode, Json<CustomerNote>), Problem> {
    let customer = find(&state, id).await?.id;
    let author = match &caller {
        Caller::Person(session) => session.user.name.clone(),
        Caller::Program(key) => key.name.clone(),
    };
    let notes = CustomerNotes::new(state.workspace().store().clone());
    let note = notes.add(customer, &author, &input.text).await?;
    Ok((StatusCode::CREATED, Json(note.into())))
}
