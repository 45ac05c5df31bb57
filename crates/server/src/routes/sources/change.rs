//! Change a source.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use customers::SourceId;

use crate::dto::source::{Source, SourceChangeInput};
use crate::extract::{ApiJson, ApiPath};
use crate::intake::sources;
use crate::problem::Problem;
use crate::state::AppState;

/// Changes a source: its name, and whether what it sends is taken. What it has sent stays.
#[utoipa::path(patch, path = "/sources/{id}", operation_id = "change_source", tag = "sources",
    params(("id" = String, Path, description = "The source's id.")),
    request_body = SourceChangeInput,
    responses((status = 200, description = "The source as changed.", body = Source)))]
pub(super) async fn change(
    State(state): State<AppState>,
    headers: HeaderMap,
    ApiPath(id): ApiPath<SourceId>,
    ApiJson(input): ApiJson<SourceChangeInput>,
) -> Result<Json<Source>, Problem> {
    let sources = sources(&state);
    let mut source = sources.get(id).await?;
    if let Some(name) = &input.name {
        source = sources.rename(id, name).await?;
    }
    match input.disabled {
        Some(true) => source = sources.disable(id).await?,
        Some(false) => source = sources.enable(id).await?,
        None => {}
    }
    state.intake().forget();
    Ok(Json(Source::of(source, &super::host(&state, &headers))))
}
