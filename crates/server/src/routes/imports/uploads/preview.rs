//! Look at a file that waits.

use axum::Json;
use axum::extract::State;

use crate::caller::Caller;
use crate::dto::look::{ImportLook, LookInput};
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::staged::UploadId;
use crate::state::AppState;

/// Shows how a file that waits is understood, under a saved mapping and what was changed by hand.
///
/// What the file leaves open (a column without which there are no orders, whether day or month comes first) is told in
/// `missing`, beside the columns as they are; nothing is imported.
#[utoipa::path(post, path = "/imports/uploads/{id}/preview", operation_id = "preview_upload", tag = "imports",
    params(("id" = String, Path, description = "The id of the file that waits.")),
    request_body = LookInput,
    responses((status = 200, description = "How the file is understood.", body = ImportLook)))]
pub(in crate::routes::imports) async fn preview(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<UploadId>,
    ApiJson(input): ApiJson<LookInput>,
) -> Result<Json<ImportLook>, Problem> {
    let staged = state.stage().find(&state, caller.actor(), id)?;
    let kind = input.kind.into();
    let changes =
        serde_json::to_value(&input.changes).map_err(|error| Problem::internal(&error))?;
    let found = state
        .workspace()
        .look_at(kind, staged.file.path(), input.mapping.as_deref(), &changes)
        .await?;
    let zone = state.workspace().settings().time_zone.iana_name();
    Ok(Json(ImportLook::of(kind, found, zone.unwrap_or("UTC"))))
}
