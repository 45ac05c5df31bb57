//! List the forms.

use axum::Json;
use axum::extract::State;

use crate::dto::form::{Form, FormList};
use crate::problem::Problem;
use crate::state::AppState;

/// Lists all forms by key, with how often each was shown and answered.
#[utoipa::path(get, path = "/forms", operation_id = "list_forms", tag = "forms",
    responses((status = 200, description = "The forms.", body = FormList)))]
pub(super) async fn list(State(state): State<AppState>) -> Result<Json<FormList>, Problem> {
    state.forms().write(&state).await;
    let forms = state.workspace().forms().list().await?;
    Ok(Json(FormList {
        items: forms
            .into_iter()
            .map(|form| Form::of(form, &state))
            .collect(),
    }))
}
