//! List the scores of customers.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use crate::dto::score::{ScorePage, ScoreSort};
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Which page is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The order, clv when absent.
    sort: Option<ScoreSort>,
    /// Where the page begins: `next_cursor` of the page before, in the same order.
    cursor: Option<String>,
    /// How many customers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists what the model in force says of each customer: how probably still a customer, how many orders to come, their
/// worth.
#[utoipa::path(get, path = "/scores", operation_id = "list_scores", tag = "models",
    params(Params),
    responses((status = 200, description = "A page of scores.", body = ScorePage)))]
pub(super) async fn scores(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<ScorePage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let sort = params.sort.unwrap_or(ScoreSort::Clv);
    let page = state
        .workspace()
        .scores(sort.into(), params.cursor.as_deref(), limit)
        .await?;
    Ok(Json(ScorePage {
        items: page.items,
        next_cursor: page.next_cursor,
    }))
}
