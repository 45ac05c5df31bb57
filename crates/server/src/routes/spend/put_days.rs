//! Take what marketing cost by day.

use app::access::Deed;
use app::{AppError, SpendImported};
use axum::Json;
use axum::extract::{FromRequest as _, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use customers::{CustomersError, DateFormat, Refusal};
use serde::Deserialize;

use crate::caller::Caller;
use crate::dto::reason::FieldCode;
use crate::dto::spend::{SpendListInput, SpendPut};
use crate::extract::{ApiJson, ApiQuery};
use crate::problem::Problem;
use crate::state::AppState;
use crate::upload;

/// How a file is to be read; a list needs none of it.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The file's name, kept with its figures.
    #[param(example = "spend-2026.csv", max_length = 1000)]
    file_name: Option<String>,
    /// How days are written; found by looking when absent.
    #[param(example = "DD.MM.YYYY")]
    date_format: Option<String>,
}

/// Takes what marketing cost, each figure in place of an earlier one of its channel, campaign and day: all of them or none.
///
/// The body is a list, or a file (CSV, also packed; XLSX, NDJSON) with the columns channel, campaign, day, cost, impressions and clicks
/// in any order; costs in a file are written with their fraction, such as 12.50.
#[utoipa::path(put, path = "/spend/days", operation_id = "put_spend_days", tag = "reports",
    params(Params),
    request_body(content((SpendListInput = "application/json"), (String = "text/csv"))),
    responses((status = 200, description = "What they brought.", body = SpendPut)))]
pub(super) async fn put_days(
    State(state): State<AppState>,
    caller: Caller,
    ApiQuery(params): ApiQuery<Params>,
    request: Request,
) -> Result<Json<SpendPut>, Problem> {
    let imported = match media_type(request.headers()) {
        "application/json" => {
            let ApiJson(SpendListInput(list)) = ApiJson::from_request(request, &state).await?;
            let list = list.into_iter().map(Into::into).collect();
            SpendImported {
                put: state.workspace().put_spend(list).await.map_err(refusal)?,
                rounded: 0,
                ignored: Vec::new(),
            }
        }
        "text/csv" | "application/octet-stream" | "multipart/form-data" => {
            file(&state, params, request).await?
        }
        _ => {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "http.media_type_unsupported",
            )
            .detail("send a list as application/json, or a file as text/csv"));
        }
    };
    let put = imported.put;
    let detail = format!(
        "{} added, {} changed, {} same",
        put.added, put.changed, put.same
    );
    let deed = Deed::new("spend.told", &"days").detail(detail);
    state.access().record(caller.actor(), deed).await?;
    Ok(Json(imported.into()))
}

async fn file(
    state: &AppState,
    params: Params,
    request: Request,
) -> Result<SpendImported, Problem> {
    let format = match params.date_format.as_deref() {
        None => None,
        Some(name) => Some(DateFormat::from_name(name).ok_or_else(|| {
            let sentence = format!("'{name}' is not a date format such as DD.MM.YYYY");
            Problem::invalid("date_format", sentence)
        })?),
    };
    let taken = upload::receive(state, request).await?;
    let name = params.file_name.or(taken.name).unwrap_or_default();
    let name = upload::tidy_name(&name);
    let path = taken.file.path();
    let imported = state.workspace().import_spend(path, &name, format).await;
    imported.map_err(refusal)
}

/// A refusal that names every figure that was refused, up to a hundred.
fn refusal(error: AppError) -> Problem {
    let refused = match &error {
        AppError::Customers(CustomersError::SpendRefused { refused, .. }) => refused.clone(),
        _ => Vec::new(),
    };
    let name = |problem: Problem, refusal: Refusal| {
        let place = match refusal.column {
            Some(column) => format!("{} {column}", refusal.line),
            None => refusal.line.to_string(),
        };
        match FieldCode::of_refusal(refusal.code) {
            Some(code) => problem.field_because(place, (refusal.reason, code, refusal.args)),
            None => problem.field(place, refusal.reason),
        }
    };
    let named = refused.into_iter().take(100);
    named.fold(Problem::from(error), name)
}

/// What the body is said to be, without its parameters.
fn media_type(headers: &HeaderMap) -> &str {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim()
}
