//! Run a saved query.

use app::ChosenDays;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use insight::SavedQueryId;
use jiff::civil::Date;
use serde::Deserialize;

use crate::caller::Caller;
use crate::dto::Bytes;
use crate::dto::query::QueryAnswer;
use crate::extract::{ApiPath, ApiQuery};
use crate::problem::Problem;
use crate::routes::query::answer::{self, Wanted};
use crate::state::AppState;

/// How far the question may go, and over which days.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The most rows to answer, 10 000 when absent; the server has a limit.
    #[param(minimum = 1)]
    max_rows: Option<u64>,
    /// The most seconds to take, 30 when absent; the server has a limit.
    #[param(minimum = 1)]
    timeout_seconds: Option<u64>,
    /// The day that `$from` stands for, the first with an order when absent.
    from: Option<Date>,
    /// The day that `$as_of` stands for, the last with an order when absent.
    as_of: Option<Date>,
}

/// Runs a saved query: for everybody who may read reports, with the text that its owner saved.
///
/// Answers and headers are those of `POST /query`.
#[utoipa::path(get, path = "/saved-queries/{id}/result", operation_id = "run_saved_query", tag = "query",
    params(("id" = String, Path, description = "The query's id."), Params),
    responses((status = 200, description = "The answer.", content(
        (QueryAnswer = "application/json"), (String = "text/csv"), (Bytes = "application/vnd.apache.parquet")))))]
pub(super) async fn result(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    ApiPath(id): ApiPath<SavedQueryId>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Response, Problem> {
    let reader = caller.actor().to_string();
    let query = state.workspace().saved_queries().get(&reader, id).await?;
    let wanted = Wanted {
        max_rows: params.max_rows,
        timeout_seconds: params.timeout_seconds,
        days: ChosenDays {
            from: params.from,
            as_of: params.as_of,
        },
    };
    answer::answer(&state, &headers, &query.sql, wanted).await
}
