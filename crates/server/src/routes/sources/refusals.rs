//! What a source sent and was not taken.

use axum::Json;
use axum::extract::State;
use customers::SourceId;
use kernel::Limit;
use serde::Deserialize;

use crate::dto::source::EventRefusalPage;
use crate::extract::{ApiPath, ApiQuery};
use crate::intake::sources;
use crate::problem::Problem;
use crate::state::AppState;

/// Which page is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists what a source sent and was not taken, newest first, with the reason and the beginning of each; the newest thousand are kept.
#[utoipa::path(get, path = "/sources/{id}/refusals", operation_id = "list_source_refusals", tag = "sources",
    params(("id" = String, Path, description = "The source's id."), Params),
    responses((status = 200, description = "A page of refused events.", body = EventRefusalPage)))]
pub(super) async fn refusals(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<SourceId>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<EventRefusalPage>, Problem> {
    let limit = params.limit.map_or(Ok(Limit::default()), Limit::try_from);
    let limit = limit.map_err(|error| Problem::invalid("limit", error.to_string()))?;
    state.intake().write(&state).await?;
    let sources = sources(&state);
    sources.get(id).await?;
    let page = sources
        .refusals(id, params.cursor.as_deref(), limit)
        .await?;
    Ok(Json(EventRefusalPage {
        items: page.items.into_iter().map(Into::into).collect(),
        next_cursor: page.next_cursor,
    }))
}
