//! Make a source.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use crate::dto::source::{Source, SourceInput};
use crate::extract::ApiJson;
use crate::intake::sources;
use crate::problem::Problem;
use crate::state::AppState;

/// Makes a source of events with a write key.
#[utoipa::path(post, path = "/sources", operation_id = "create_source", tag = "sources",
    request_body = SourceInput,
    responses((status = 201, description = "The source.", body = Source)))]
pub(super) async fn create(
    State(state): State<AppState>,
    headers: HeaderMap,
    ApiJson(input): ApiJson<SourceInput>,
) -> Result<(StatusCode, Json<Source>), Problem> {
    let made = sources(&state)
        .create(input.kind.into(), &input.name)
        .await?;
    let source = Source::of(made, &super::host(&state, &headers));
    Ok((StatusCode::CREATED, Json(source)))
}
