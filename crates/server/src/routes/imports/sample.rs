//! Load the sample.

use std::sync::Arc;

use app::{ImportRecord, SampleState};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::upload::begin;
use crate::caller::Caller;
use crate::dto::import::{Import, ImportKind};
use crate::problem::Problem;
use crate::state::AppState;
use crate::upload;

/// Loads the sample into an empty workspace: two years of orders of every fifth customer of Online Retail II.
///
/// It is an import of orders like any other, and undone as one. Loaded already, it is shown and nothing is added. The data are
/// by Chen, D. (2012), `doi:10.24432/C5CG6D`, under CC BY 4.0; their pounds are taken in the workspace's currency as they stand.
#[utoipa::path(post, path = "/imports/sample", operation_id = "import_sample", tag = "imports",
    responses(
        (status = 200, description = "The sample was loaded before, by this import.", body = Import),
        (status = 202, description = "The import has begun.", body = Import)))]
pub(super) async fn sample(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<(StatusCode, Json<Import>), Problem> {
    let sample = match state.workspace().sample().await? {
        SampleState::Loaded(record) => {
            let record: ImportRecord = *record;
            return Ok((StatusCode::OK, Json(Import::of(record, &state))));
        }
        SampleState::Open(sample) => sample,
    };
    let file = Arc::new(upload::keep(&state, sample.bytes).await?);
    let options = sample.options();
    let import = begin(
        &state,
        &caller,
        ImportKind::Orders,
        (file, sample.name),
        &options,
    )
    .await?;
    Ok((StatusCode::ACCEPTED, Json(import)))
}
