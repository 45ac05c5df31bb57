//! Give a source a new key.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use customers::SourceId;

use crate::caller::Caller;
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
    caller: Caller,
    headers: HeaderMap,
    ApiPath(id): ApiPath<SourceId>,
) -> Result<Json<Source>, Problem> {
    let source = sources(&state).rotate_key(id).await?;
    state.intake().forget();
    let deed = Deed::new("source.key_rotated", &source.id);
    state.access().record(caller.actor(), deed).await?;
    Ok(Json(Source::of(source, &super::host(&state, &headers))))
}
