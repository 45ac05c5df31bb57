//! List the answers to a form.

use axum::Json;
use axum::extract::State;
use kernel::Limit;
use serde::Deserialize;

use super::told;
use crate::dto::form::FormAnswerPage;
use crate::extract::{ApiPath, ApiQuery};
use crate::problem::Problem;
use crate::state::AppState;

/// Which page is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many answers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists the answers to a form, the latest first, each question beside what was answered.
#[utoipa::path(get, path = "/forms/{key}/answers", operation_id = "list_form_answers", tag = "forms",
    params(("key" = String, Path, description = "The form's key."), Params),
    responses((status = 200, description = "A page of answers.", body = FormAnswerPage)))]
pub(super) async fn answers(
    State(state): State<AppState>,
    ApiPath(key): ApiPath<String>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<FormAnswerPage>, Problem> {
    let limit = params.limit.map_or(Ok(Limit::default()), Limit::try_from);
    let limit = limit.map_err(|error| Problem::invalid("limit", error.to_string()))?;
    let forms = state.workspace().forms();
    let form = forms.get(&key).await?;
    let cursor = params.cursor.as_deref();
    let page = forms.answers(form.key.as_str(), cursor, limit).await?;
    Ok(Json(FormAnswerPage {
        items: told(&forms, page.items).await?,
        next_cursor: page.next_cursor,
    }))
}
