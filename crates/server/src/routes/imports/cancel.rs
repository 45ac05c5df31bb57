//! Cancel a running import.

use app::ImportId;
use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::caller::Caller;
use crate::dto::import::Import;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Cancels a running import, which then leaves nothing behind; ask for it to see when it has ended.
#[utoipa::path(post, path = "/imports/{id}/cancel", operation_id = "cancel_import", tag = "imports",
    params(("id" = String, Path, description = "The import's id.")),
    responses((status = 202, description = "It is being cancelled.", body = Import)))]
pub(super) async fn cancel(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<ImportId>,
) -> Result<(StatusCode, Json<Import>), Problem> {
    let record = state.workspace().import_record(id).await?;
    let Some(watched) = state.running().find(id) else {
        return Err(
            Problem::new(StatusCode::CONFLICT, "import.not_running").detail(format!(
                "the import {id} does not run here, so there is nothing to cancel"
            )),
        );
    };
    watched.cancel.cancel();
    state
        .access()
        .record(caller.actor(), Deed::new("import.cancelled", &id))
        .await?;
    Ok((StatusCode::ACCEPTED, Json(Import::of(record, &state))))
}
