//! What a source sent and was not taken.

use axum::Json;
use axum::extract::State;
use customers::SourceId;

use crate::dto::source::EventRefusalPage;
use crate::extract::{ApiPath, ApiQuery};
use crate::intake::sources;
use crate::paging::PageQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists what a source sent and was not taken, newest first, with the reason and the beginning of each; the newest thousand are kept.
#[utoipa::path(get, path = "/sources/{id}/refusals", operation_id = "list_source_refusals", tag = "sources",
    params(("id" = String, Path, description = "The source's id."), PageQuery),
    responses((status = 200, description = "A page of refused events.", body = EventRefusalPage)))]
pub(super) async fn refusals(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<SourceId>,
    ApiQuery(page): ApiQuery<PageQuery>,
) -> Result<Json<EventRefusalPage>, Problem> {
    let limit = page.limit()?;
    state.intake().write(&state).await?;
    let sources = sources(&state);
    sources.get(id).await?;
    let page = sources.refusals(id, page.cursor.as_deref(), limit).await?;
    Ok(Json(EventRefusalPage {
        items: page.items.into_iter().map(Into::into).collect(),
        next_cursor: page.next_cursor,
    }))
}
