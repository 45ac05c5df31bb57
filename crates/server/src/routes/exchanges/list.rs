//! List the exchange files.

use axum::Json;
use axum::extract::State;
use kernel::Limit;
use serde::Deserialize;

use crate::dto::exchange::{Exchange, ExchangePage};
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which page is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many files, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists the exchange files, latest first.
#[utoipa::path(get, path = "/exchanges", operation_id = "list_exchanges", tag = "imports",
    params(Params),
    responses((status = 200, description = "A page of exchange files.", body = ExchangePage)))]
pub(super) async fn list(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<ExchangePage>, Problem> {
    let limit = params.limit.map_or(Ok(Limit::default()), Limit::try_from);
    let limit = limit.map_err(|error| Problem::invalid("limit", error.to_string()))?;
    let page = state
        .workspace()
        .exchanges(params.cursor.as_deref(), limit)
        .await?;
    let page = page.map(|exchange| Exchange::of(exchange, &state));
    Ok(Json(ExchangePage {
        items: page.items,
        next_cursor: page.next_cursor,
    }))
}
