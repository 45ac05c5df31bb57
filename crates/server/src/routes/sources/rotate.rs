//! Give a source a new key.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use customers::SourceId;

use crate::dto::source::Source;
use crate::extract::ApiPath;
use crate::intake::sources;
use crate::problem::Problem;
use crate::state::AppState;

/// Gives a source a new write key. What comes with the old one is refused, on other servers after five seconds.
#[utoipa::path(post, path = "/sources/{id}/rotate-key", operation_id = "rotate_source_key", tag = "sources",
    params(("id" = String, Path, description = "The source's id.")),
    responses((status = 200, description = "The source with its new key.", body = Source)))]
pub(super) async fn rotate(
    State(state): State<AppState>,
    headers: HeaderMap,
    ApiPath(id): ApiPath<SourceId>,
) -> Result<Json<Source>, Problem> {
    let source = sources(&state).rotate_key(id).await?;
    state.intake().forget();
    Ok(Json(Source::of(source, &super::host(&state, &headers))))
}
