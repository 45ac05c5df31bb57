//! List the answers to a form.

use axum::Json;
use axum::extract::State;

use super::told;
use crate::dto::form::FormAnswerPage;
use crate::extract::{ApiPath, ApiQuery};
use crate::paging::PageQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the answers to a form, the latest first, each question beside what was answered.
#[utoipa::path(get, path = "/forms/{key}/answers", operation_id = "list_form_answers", tag = "forms",
    params(("key" = String, Path, description = "The form's key."), PageQuery),
    responses((status = 200, description = "A page of answers.", body = FormAnswerPage)))]
pub(super) async fn answers(
    State(state): State<AppState>,
    ApiPath(key): ApiPath<String>,
    ApiQuery(page): ApiQuery<PageQuery>,
) -> Result<Json<FormAnswerPage>, Problem> {
    let limit = page.limit()?;
    let forms = state.workspace().forms();
    let form = forms.get(&key).await?;
    let cursor = page.cursor.as_deref();
    let page = forms.answers(form.key.as_str(), cursor, limit).await?;
    Ok(Json(FormAnswerPage {
        items: told(&forms, page.items).await?,
        next_cursor: page.next_cursor,
    }))
}
