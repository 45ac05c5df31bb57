//! Publish a form.

use app::access::Deed;
use axum::Json;
use axum::extract::State;

use crate::caller::Caller;
use crate::dto::form::Form;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Lets people answer the newest version of a form, also after it was closed.
#[utoipa::path(post, path = "/forms/{key}/publish", operation_id = "publish_form", tag = "forms",
    params(("key" = String, Path, description = "The form's key.")),
    responses((status = 200, description = "The form.", body = Form)))]
pub(super) async fn publish(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(key): ApiPath<String>,
) -> Result<Json<Form>, Problem> {
    let form = state.workspace().forms().publish(&key).await?;
    let deed = Deed::new("form.published", &form.key).detail(format!("version {}", form.version));
    state.access().record(caller.actor(), deed).await?;
    Ok(Json(Form::of(form, &state)))
}
