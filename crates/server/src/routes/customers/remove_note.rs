//! Remove a note on a customer.

use app::access::Deed;
use axum::extract::State;
use axum::http::StatusCode;
use customers::{CustomerNoteId, CustomerNotes};

use super::find;
use crate::caller::Caller;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Removes a note on a customer.
#[utoipa::path(delete, path = "/customers/{id}/notes/{note}", operation_id = "remove_customer_note", tag = "customers",
    params(
        ("id" = String, Path, description = "The customer's id, or the key in the system where the customer comes from."),
        ("note" = String, Path, description = "The note's id."),
    ),
    responses((status = 204, description = "Removed.")))]
pub(super) async fn remove_note(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath((id, note)): ApiPath<(String, CustomerNoteId)>,
) -> Result<StatusCode, Problem> {
    let customer = find(&state, id).await?.id;
    let notes = CustomerNotes::new(state.workspace().store().clone());
    notes.remove(customer, note).await?;
    let deed = Deed::new("customer_note.removed", &note);
    state.access().record(caller.actor(), deed).await?;
    Ok(StatusCode::NO_CONTENT)
}
