//! What the imports of all kinds of files share: taking the file, then looking at it or beginning the import.

use std::sync::Arc;

use app::access::Deed;
use app::{ImportOptions, ImportRecord};
use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::dto::import::{Import, ImportKind, OnError};
use crate::problem::Problem;
use crate::running::Watched;
use crate::staged::UploadId;
use crate::state::AppState;
use crate::upload::{self, TemporaryFile};

/// How the file is to be taken.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The file's name, for the list of imports.
    #[param(example = "orders-2011.csv", max_length = 1000)]
    file_name: Option<String>,
    /// Whether to show how the file would be understood, and import nothing.
    dry_run: Option<bool>,
    /// What to do with lines that can not be understood, limit when absent.
    on_error: Option<OnError>,
    /// The name of a saved mapping; found by looking when absent.
    mapping: Option<String>,
    /// A file that was handed over before (`POST /imports/uploads`), in place of the body.
    #[param(value_type = Option<String>)]
    upload: Option<UploadId>,
}

/// A file that is here, by whichever way it came.
pub(super) struct Given {
    pub(super) file: Arc<TemporaryFile>,
    pub(super) name: Option<String>,
    pub(super) mapping: Option<String>,
}

/// The file that waits, or the one in the body.
pub(super) async fn given(
    state: &AppState,
    caller: &Caller,
    staged: Option<UploadId>,
    request: Request,
) -> Result<Given, Problem> {
    if let Some(id) = staged {
        let found = state.stage().find(state, caller.actor(), id)?;
        return Ok(Given {
            file: Arc::clone(&found.file),
            name: Some(found.name.clone()),
            mapping: upload::receive_mapping(state, request).await?,
        });
    }
    let taken = upload::receive(state, request).await?;
    Ok(Given {
        file: Arc::new(taken.file),
        name: taken.name,
        mapping: taken.mapping,
    })
}

/// A form with a file.
#[derive(ToSchema)]
#[schema(as = ImportFormInput)]
#[expect(dead_code, reason = "a description: forms are read part by part")]
pub(super) struct Form {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// A mapping file (TOML), in place of a saved one.
    mapping: Option<String>,
}

/// Takes the file and looks at it, or begins its import.
pub(super) async fn take(
    state: &AppState,
    caller: &Caller,
    kind: ImportKind,
    params: Params,
    request: Request,
) -> Result<Response, Problem> {
    let taken = given(state, caller, params.upload, request).await?;
    let name = params.file_name.or(taken.name).unwrap_or_default();
    let name = upload::tidy_name(&name);
    let options = ImportOptions {
        on_error: params.on_error.unwrap_or(OnError::Limit).into(),
        mapping_name: params.mapping,
        mapping_text: taken.mapping,
    };
    if params.dry_run.unwrap_or(false) {
        let preview = state
            .workspace()
            .preview(kind.into(), taken.file.path(), &name, &options)
            .await?;
        return Ok(Json(preview).into_response());
    }
    let import = begin(state, caller, kind, (taken.file, &name), &options).await?;
    if let Some(id) = params.upload {
        state.stage().forget(id);
    }
    Ok((StatusCode::ACCEPTED, Json(import)).into_response())
}

/// Begins an import, which goes on when the answer has been given.
pub(super) async fn begin(
    state: &AppState,
    caller: &Caller,
    kind: ImportKind,
    (file, name): (Arc<TemporaryFile>, &str),
    options: &ImportOptions,
) -> Result<Import, Problem> {
    let watched = state.running().watch();
    let Watched { progress, cancel } = watched.clone();
    let actor = caller.actor();
    let started = state
        .workspace()
        .start_import(
            kind.into(),
            file.path(),
            name,
            options,
            &actor.to_string(),
            progress,
            cancel,
        )
        .await?;
    let id = started.id;
    state.metrics().import_began();
    let ended = {
        let state = state.clone();
        async move {
            let outcome = match started.handle.await {
                Ok(Ok(_)) => "done",
                Ok(Err(error)) => {
                    tracing::info!(import = %id, %error, "an import failed");
                    "failed"
                }
                Err(_) => "broken",
            };
            drop(file);
            state.metrics().import_ended(outcome);
            state.board().ring();
            state.running().forget(id);
        }
    };
    state.running().follow(id, watched, ended);
    state
        .access()
        .record(actor, Deed::new("import.begun", &id))
        .await?;
    let record: ImportRecord = state.workspace().import_record(id).await?;
    Ok(Import::of(record, state))
}
