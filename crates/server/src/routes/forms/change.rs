//! Change a form.

use app::access::Deed;
use axum::Json;
use axum::extract::State;

use super::{refusal, written};
use crate::caller::Caller;
use crate::dto::form::{Form, FormChangeInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Gives a form a new version of its definition; people see it once it is published.
#[utoipa::path(put, path = "/forms/{key}", operation_id = "change_form", tag = "forms",
    params(("key" = String, Path, description = "The form's key.")),
    request_body = FormChangeInput,
    responses((status = 200, description = "The form.", body = Form)))]
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(key): ApiPath<String>,
    ApiJson(input): ApiJson<FormChangeInput>,
) -> Result<Json<Form>, Problem> {
    let forms = state.workspace().forms();
    let form = forms
        .change(&key, &written(&input.definition))
        .await
        .map_err(refusal)?;
    let deed = Deed::new("form.changed", &form.key).detail(format!("version {}", form.version));
    state.access().record(caller.actor(), deed).await?;
    Ok(Json(Form::of(form, &state)))
}
