//! List the imports.

use axum::Json;
use axum::extract::State;

use crate::dto::import::{Import, ImportPage};
use crate::extract::ApiQuery;
use crate::paging::PageQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the imports, latest first.
#[utoipa::path(get, path = "/imports", operation_id = "list_imports", tag = "imports",
    params(PageQuery),
    responses((status = 200, description = "A page of imports.", body = ImportPage)))]
pub(super) async fn list(
    State(state): State<AppState>,
    ApiQuery(page): ApiQuery<PageQuery>,
) -> Result<Json<ImportPage>, Problem> {
    let limit = page.limit()?;
    let page = state
        .workspace()
        .imports(page.cursor.as_deref(), limit)
        .await?;
    let page = page.map(|record| Import::of(record, &state));
    Ok(Json(ImportPage {
        items: page.items,
        next_cursor: page.next_cursor,
    }))
}
