//! List the sources.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;

use crate::dto::source::{Source, SourceList};
use crate::intake::sources;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists all sources of events, also disabled ones, with what to paste where they send from.
#[utoipa::path(get, path = "/sources", operation_id = "list_sources", tag = "sources",
    responses((status = 200, description = "The sources.", body = SourceList)))]
pub(super) async fn list(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Json<SourceList>, Problem> {
    let host = super::host(&state, &headers);
    let found = sources(&state).list().await?;
    let items = found.into_iter().map(|source| Source::of(source, &host));
    Ok(Json(SourceList {
        items: items.collect(),
    }))
}
