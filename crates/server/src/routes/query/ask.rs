//! Ask in SQL.

use app::ChosenDays;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::{self, Wanted};
use crate::dto::Bytes;
use crate::dto::query::{QueryAnswer, QueryInput};
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::AppState;

/// Answers a question in SQL, read only, as JSON, CSV or Parquet by the header `accept`.
///
/// The answer's headers tell the limits: `x-rows`, `x-row-limit`, `x-rows-truncated`, `x-timeout-seconds`. Closing the
/// connection stops the query. A question that is wrong is refused with its `line` and `column`.
#[utoipa::path(post, path = "/query", operation_id = "query", tag = "query",
    request_body = QueryInput,
    responses((status = 200, description = "The answer.", content(
        (QueryAnswer = "application/json"), (String = "text/csv"), (Bytes = "application/vnd.apache.parquet")))))]
pub(super) async fn ask(
    State(state): State<AppState>,
    headers: HeaderMap,
    ApiJson(input): ApiJson<QueryInput>,
) -> Result<Response, Problem> {
    let wanted = Wanted {
        max_rows: input.max_rows,
        timeout_seconds: input.timeout_seconds,
        days: ChosenDays {
            from: input.from,
            as_of: input.as_of,
        },
    };
    answer::answer(&state, &headers, &input.sql, wanted).await
}
