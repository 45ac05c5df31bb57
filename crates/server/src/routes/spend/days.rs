//! List what marketing cost by day.

use axum::Json;
use axum::extract::State;
use customers::spend::SpendFilter;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::spend::SpendFigurePage;
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Which figures are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// From this day on.
    from: Option<Date>,
    /// Up to and with this day.
    to: Option<Date>,
    /// Of this channel.
    channel: Option<String>,
    /// Of this campaign; empty for what has none.
    campaign: Option<String>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists what marketing cost by channel, campaign and day, earliest day first.
#[utoipa::path(get, path = "/spend/days", operation_id = "list_spend_days", tag = "reports",
    params(Params),
    responses((status = 200, description = "A page of figures.", body = SpendFigurePage)))]
pub(super) async fn days(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<SpendFigurePage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let filter = SpendFilter {
        from: params.from,
        to: params.to,
        channel: params.channel,
        campaign: params.campaign,
    };
    let spend = state.workspace().marketing_spend();
    let page = spend
        .list(&filter, params.cursor.as_deref(), limit)
        .await?
        .map(Into::into);
    Ok(Json(SpendFigurePage {
        currency: state.workspace().settings().currency.into(),
        items: page.items,
        next_cursor: page.next_cursor,
    }))
}
