//! Sum what marketing cost.

use axum::Json;
use axum::extract::State;
use customers::spend::{SpendBy, SpendFilter};
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::spend::{SpendGrouping, SpendSums};
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// What is summed, and by what.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// By what, channel when absent.
    #[param(inline)]
    by: Option<SpendGrouping>,
    /// From this day on.
    from: Option<Date>,
    /// Up to and with this day.
    to: Option<Date>,
    /// Of this channel.
    channel: Option<String>,
    /// Of this campaign; empty for what has none.
    campaign: Option<String>,
}

/// Sums what marketing cost by channel, campaign, day or month, with what a thousand impressions (CPM) and a click (CPC) cost.
///
/// More than 5 000 sums are refused: ask for fewer days, or by something wider.
#[utoipa::path(get, path = "/spend/sums", operation_id = "sum_spend_days", tag = "reports",
    params(Params),
    responses((status = 200, description = "The sums.", body = SpendSums)))]
pub(super) async fn sums(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<SpendSums>, Problem> {
    let filter = SpendFilter {
        from: params.from,
        to: params.to,
        channel: params.channel,
        campaign: params.campaign,
    };
    let by = params.by.map_or(SpendBy::default(), Into::into);
    let sums = state
        .workspace()
        .marketing_spend()
        .sums(&filter, by)
        .await?;
    Ok(Json(SpendSums {
        currency: state.workspace().settings().currency.into(),
        items: sums.into_iter().map(Into::into).collect(),
    }))
}
