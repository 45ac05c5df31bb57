//! List what a customer has answered.

use axum::Json;
use axum::extract::State;
use customers::CustomerId;
use kernel::Limit;

use super::told;
use crate::dto::form::FormAnswerList;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists what a customer has answered, to all forms, the latest fifty first.
#[utoipa::path(get, path = "/customers/{id}/answers", operation_id = "list_customer_answers", tag = "forms",
    params(("id" = String, Path, description = "The customer's id.")),
    responses((status = 200, description = "The answers.", body = FormAnswerList)))]
pub(super) async fn answers_of(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<CustomerId>,
) -> Result<Json<FormAnswerList>, Problem> {
    let forms = state.workspace().forms();
    let answers = forms.answers_of(id, Limit::default()).await?;
    Ok(Json(FormAnswerList {
        items: told(&forms, answers).await?,
    }))
}
