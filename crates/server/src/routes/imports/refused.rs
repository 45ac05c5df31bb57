//! List the lines that an import refused.

use app::ImportId;
use axum::Json;
use axum::extract::State;

use crate::dto::import::{Refusal, RefusalPage};
use crate::extract::{ApiPath, ApiQuery};
use crate::paging::PageQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the lines that an import refused, in the file's order; the first hundred thousand are kept.
#[utoipa::path(get, path = "/imports/{id}/refused", operation_id = "list_import_refusals", tag = "imports",
    params(("id" = String, Path, description = "The import's id."), PageQuery),
    responses((status = 200, description = "A page of refused lines.", body = RefusalPage)))]
pub(super) async fn refused(
    State(state): State<AppState>,
    ApiPath(id): ApiPath<ImportId>,
    ApiQuery(page): ApiQuery<PageQuery>,
) -> Result<Json<RefusalPage>, Problem> {
    let limit = usize::from(page.limit()?.get());
    let skip: usize = match &page.cursor {
        None => 0,
        Some(cursor) => cursor.parse().map_err(|_| {
            Problem::invalid("cursor", format!("`{cursor}` is not a cursor of this list"))
        })?,
    };
    let mut lines = state.workspace().refused_lines(id, skip, limit + 1).await?;
    let next_cursor = (lines.len() > limit).then(|| (skip + limit).to_string());
    lines.truncate(limit);
    Ok(Json(RefusalPage {
        items: lines.into_iter().map(Refusal::from).collect(),
        next_cursor,
    }))
}
