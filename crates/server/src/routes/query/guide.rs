//! What a question can name.

use axum::Json;
use axum::extract::State;

use super::answer::{ROWS, SECONDS};
use crate::dto::query::QueryGuide;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the tables with their columns, our functions, and the limits of a question.
#[utoipa::path(get, path = "/query/schema", operation_id = "query_schema", tag = "query",
    responses((status = 200, description = "What a question can name.", body = QueryGuide)))]
pub(super) async fn guide(State(state): State<AppState>) -> Result<Json<QueryGuide>, Problem> {
    let guide = state.workspace().query_guide();
    let config = state.config();
    Ok(Json(QueryGuide {
        tables: guide.tables.into_iter().map(Into::into).collect(),
        functions: guide.functions.into_iter().map(Into::into).collect(),
        bytes_max: warehouse::QUERY_BYTES_MAX,
        rows_usual: ROWS.min(config.query_rows_max),
        rows_max: config.query_rows_max,
        seconds_usual: SECONDS.min(config.query_seconds_max),
        seconds_max: config.query_seconds_max,
    }))
}
