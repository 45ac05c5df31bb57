//! Remove what marketing cost by day.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use customers::spend::SpendFilter;
use jiff::civil::Date;
use serde::Deserialize;

use crate::caller::Caller;
use crate::dto::spend::SpendRemoved;
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which figures are to go: at least one of these.
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
}

/// Removes figures of what marketing cost, and tells how many.
#[utoipa::path(delete, path = "/spend/days", operation_id = "remove_spend_days", tag = "reports",
    params(Params),
    responses((status = 200, description = "How many were removed.", body = SpendRemoved)))]
pub(super) async fn remove_days(
    State(state): State<AppState>,
    caller: Caller,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<SpendRemoved>, Problem> {
    let filter = SpendFilter {
        from: params.from,
        to: params.to,
        channel: params.channel,
        campaign: params.campaign,
    };
    let removed = state.workspace().marketing_spend().remove(&filter).await?;
    let deed = Deed::new("spend.removed", &"days").detail(format!("{removed} figures"));
    state.access().record(caller.actor(), deed).await?;
    Ok(Json(SpendRemoved { removed }))
}
