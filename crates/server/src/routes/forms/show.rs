//! Show a form.

use axum::Json;
use axum::extract::State;

use crate::dto::form::Form;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Shows a form with its newest definition and its counts.
#[utoipa::path(get, path = "/forms/{key}", operation_id = "get_form", tag = "forms",
    params(("key" = String, Path, description = "The form's key.")),
    responses((status = 200, description = "The form.", body = Form)))]
pub(super) async fn show(
    State(state): State<AppState>,
    ApiPath(key): ApiPath<String>,
) -> Result<Json<Form>, Problem> {
    state.forms().write(&state).await;
    let form = state.workspace().forms().get(&key).await?;
    Ok(Json(Form::of(form, &state)))
}
