//! Make a source.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use crate::caller::Caller;
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
    caller: Caller,
    headers: HeaderMap,
    ApiJson(input): ApiJson<SourceInput>,
) -> Result<(StatusCode, Json<Source>), Problem> {
    let made = sources(&state)
        .create(input.kind.into(), &input.name)
        .await?;
    let deed = Deed::new("source.created", &made.id).detail(made.kind.as_str());
    state.access().record(caller.actor(), deed).await?;
    let source = Source::of(made, &super::host(&state, &headers));
    Ok((StatusCode::CREATED, Json(source)))
}
