//! Change a source.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use customers::SourceId;

use crate::caller::Caller;
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
    caller: Caller,
    headers: HeaderMap,
    ApiPath(id): ApiPath<SourceId>,
    ApiJson(input): ApiJson<SourceChangeInput>,
) -> Result<Json<Source>, Problem> {
    let sources = sources(&state);
    let mut source = sources.get(id).await?;
    let mut deeds = Vec::new();
    if let Some(name) = &input.name {
        source = sources.rename(id, name).await?;
        deeds.push("source.renamed");
    }
    match input.disabled {
        Some(true) => {
            source = sources.disable(id).await?;
            deeds.push("source.disabled");
        }
        Some(false) => {
            source = sources.enable(id).await?;
            deeds.push("source.enabled");
        }
        None => {}
    }
    state.intake().forget();
    for action in deeds {
        state
            .access()
            .record(caller.actor(), Deed::new(action, &id))
            .await?;
    }
    Ok(Json(Source::of(source, &super::host(&state, &headers))))
}
