//! Hand over a file, to look at it before it is imported.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use serde::Deserialize;

use crate::caller::Caller;
use crate::dto::Bytes;
use crate::dto::import::Import;
use crate::dto::look::StagedUpload;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::routes::imports::upload::Form;
use crate::state::AppState;
use crate::upload;

/// What is said of the file.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::routes::imports) struct Params {
    /// The file's name, for the list of imports.
    #[param(example = "orders-2011.csv", max_length = 1000)]
    file_name: Option<String>,
}

/// Hands over a file that is to be looked at, perhaps several times, and then imported.
///
/// It waits for two hours after it was last looked at; three files of one caller wait at a time. `known` are the imports of
/// the very same file that are in: importing it again adds nothing.
#[utoipa::path(post, path = "/imports/uploads", operation_id = "stage_upload", tag = "imports",
    params(Params),
    request_body(content((Bytes = "application/octet-stream"), (Form = "multipart/form-data"))),
    responses((status = 201, description = "The file waits.", body = StagedUpload)))]
pub(in crate::routes::imports) async fn put(
    State(state): State<AppState>,
    caller: Caller,
    ApiQuery(params): ApiQuery<Params>,
    request: Request,
) -> Result<(StatusCode, Json<StagedUpload>), Problem> {
    let taken = upload::receive(&state, request).await?;
    let name = params.file_name.or(taken.name).unwrap_or_default();
    let name = upload::tidy_name(&name);
    let path = taken.file.path();
    let file_bytes = tokio::fs::metadata(path)
        .await
        .map_err(|error| Problem::internal(&error))?
        .len();
    let known = state.workspace().known_as(path).await?;
    let file = (taken.file, name.clone());
    let id = state.stage().keep(&state, caller.actor(), file);
    let staged = StagedUpload {
        id: id.to_string(),
        file_name: name,
        file_bytes,
        known: known
            .into_iter()
            .map(|record| Import::of(record, &state))
            .collect(),
    };
    Ok((StatusCode::CREATED, Json(staged)))
}
