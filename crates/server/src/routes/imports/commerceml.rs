//! Take an exchange file.

use std::sync::Arc;

use app::access::Deed;
use app::{ExchangeFile, RunningExchange};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::upload::{Form, given};
use crate::caller::Caller;
use crate::dto::Bytes;
use crate::dto::exchange::{Exchange, ExchangePreview};
use crate::dto::import::OnError;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::staged::UploadId;
use crate::state::AppState;
use crate::upload::{self, TemporaryFile};

/// How the file is to be taken.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The file's name, for the list of exchange files.
    #[param(example = "orders.xml", max_length = 1000)]
    file_name: Option<String>,
    /// The name of the source whose file it is, made when there is none; `commerceml` when absent.
    #[param(example = "1C", max_length = 100)]
    source: Option<String>,
    /// Whether to show what the file would bring, and take nothing.
    dry_run: Option<bool>,
    /// What to do with parts that can not be understood, limit when absent.
    on_error: Option<OnError>,
    /// A file that was handed over before (`POST /imports/uploads`), in place of the body.
    #[param(value_type = Option<String>)]
    upload: Option<UploadId>,
}

/// Takes an exchange file of CommerceML 2, as 1C and shops write it, or shows what it would bring.
///
/// The body is the file itself (XML, also packed as .gz, .zst or .zip), or a form with the part `file`. Customers, products, orders
/// and returns come to the log; the same file again adds nothing. It goes on after the answer: ask for it to see how far it is.
#[utoipa::path(post, path = "/imports/commerceml", operation_id = "import_commerceml", tag = "imports",
    params(Params),
    request_body(content((Bytes = "application/octet-stream"), (Form = "multipart/form-data"))),
    responses(
        (status = 200, description = "With `dry_run`: what the file would bring.", body = ExchangePreview),
        (status = 202, description = "The file is being taken.", body = Exchange)))]
pub(super) async fn commerceml(
    State(state): State<AppState>,
    caller: Caller,
    ApiQuery(params): ApiQuery<Params>,
    request: Request,
) -> Result<Response, Problem> {
    let taken = given(&state, &caller, params.upload, request).await?;
    if taken.mapping.is_some() {
        return Err(Problem::invalid(
            "mapping",
            "exchange files need no mapping",
        ));
    }
    let on_error = params.on_error.unwrap_or(OnError::Limit).into();
    if params.dry_run.unwrap_or(false) {
        let preview = state
            .workspace()
            .preview_exchange(taken.file.path(), on_error)
            .await?;
        return Ok(Json(ExchangePreview::from(preview)).into_response());
    }
    let name = params.file_name.or(taken.name).unwrap_or_default();
    let source = state
        .workspace()
        .exchange_source(params.source.as_deref())
        .await?;
    let file = ExchangeFile {
        path: taken.file.path().to_owned(),
        name: upload::tidy_name(&name),
        source,
        on_error,
        actor: caller.actor().to_string(),
    };
    let exchange = begin(&state, &caller, file, taken.file).await?;
    if let Some(id) = params.upload {
        state.stage().forget(id);
    }
    Ok((StatusCode::ACCEPTED, Json(exchange)).into_response())
}

async fn begin(
    state: &AppState,
    caller: &Caller,
    file: ExchangeFile,
    kept: Arc<TemporaryFile>,
) -> Result<Exchange, Problem> {
    let watched = state.running().watch();
    let (progress, cancel) = (Arc::clone(&watched.progress), watched.cancel.clone());
    let started = state
        .workspace()
        .start_exchange(file, progress, cancel)
        .await?;
    let RunningExchange { id, handle } = started;
    let ended = {
        let state = state.clone();
        async move {
            if let Ok(Err(error)) = handle.await {
                tracing::info!(exchange = %id, %error, "an exchange file was given up");
            }
            drop(kept);
            state.running().forget(id);
        }
    };
    state.running().follow(id, watched, ended);
    state
        .access()
        .record(caller.actor(), Deed::new("exchange.begun", &id))
        .await?;
    let exchange = state.workspace().exchange(id).await?;
    Ok(Exchange::of(exchange, state))
}
