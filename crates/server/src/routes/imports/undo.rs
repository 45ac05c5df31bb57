//! Take an import back.

use app::ImportId;
use app::access::Deed;
use axum::Json;
use axum::extract::State;

use crate::caller::Caller;
use crate::dto::import::Import;
use crate::extract::ApiPath;
use crate::problem::Problem;
use crate::state::AppState;

/// Takes an import back: everything that it added is removed.
#[utoipa::path(delete, path = "/imports/{id}", operation_id = "undo_import", tag = "imports",
    params(("id" = String, Path, description = "The import's id.")),
    responses((status = 200, description = "The import, undone.", body = Import)))]
pub(super) async fn undo(
    State(state): State<AppState>,
    caller: Caller,
    ApiPath(id): ApiPath<ImportId>,
) -> Result<Json<Import>, Problem> {
    let actor = caller.actor();
    let record = state
        .workspace()
        .undo_import(id, &actor.to_string())
        .await?;
    state
        .access()
        .record(actor, Deed::new("import.undone", &id))
        .await?;
    Ok(Json(Import::of(record, &state)))
}
