//! Make a form.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::{refusal, written};
use crate::caller::Caller;
use crate::dto::form::{Form, FormInput};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Makes a form; it is a draft until it is published.
///
/// A definition with mistakes is refused as a whole, and each mistake is named with its path under `fields`.
#[utoipa::path(post, path = "/forms", operation_id = "create_form", tag = "forms",
    request_body = FormInput,
    responses((status = 201, description = "The form.", body = Form)))]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    ApiJson(input): ApiJson<FormInput>,
) -> Result<(StatusCode, Json<Form>), Problem> {
    let forms = state.workspace().forms();
    let form = forms
        .create(&input.key, &written(&input.definition))
        .await
        .map_err(refusal)?;
    let deed = Deed::new("form.created", &form.key);
    state.access().record(caller.actor(), deed).await?;
    Ok((StatusCode::CREATED, Json(Form::of(form, &state))))
}
