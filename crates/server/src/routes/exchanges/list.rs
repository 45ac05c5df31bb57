//! List the exchange files.

use axum::Json;
use axum::extract::State;

use crate::dto::exchange::{Exchange, ExchangePage};
use crate::extract::ApiQuery;
use crate::paging::PageQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Lists the exchange files, latest first.
#[utoipa::path(get, path = "/exchanges", operation_id = "list_exchanges", tag = "imports",
    params(PageQuery),
    responses((status = 200, description = "A page of exchange files.", body = ExchangePage)))]
pub(super) async fn list(
    State(state): State<AppState>,
    ApiQuery(page): ApiQuery<PageQuery>,
) -> Result<Json<ExchangePage>, Problem> {
    let limit = page.limit()?;
    let page = state
        .workspace()
        .exchanges(page.cursor.as_deref(), limit)
        .await?;
    let page = page.map(|exchange| Exchange::of(exchange, &state));
    Ok(Json(ExchangePage {
        items: page.items,
        next_cursor: page.next_cursor,
    }))
}
