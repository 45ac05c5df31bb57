//! The customers of a cell or a segment of the RFM map.

use axum::Json;
use axum::extract::State;
use insight::{Figure, RfmPlace};
use jiff::civil::Date;
use serde::Deserialize;

use super::rfm::method;
use crate::dto::member::MemberPage;
use crate::dto::rfm::MoneyKind;
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Whose customers are wanted; the other parameters are those of the report.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Score for recency of a cell, 5 the latest; give both scores, or `segment`.
    #[param(minimum = 1, maximum = 5)]
    recency_score: Option<u8>,
    /// Score for frequency of the cell, 5 the most.
    #[param(minimum = 1, maximum = 5)]
    frequency_score: Option<u8>,
    /// A segment by its name in the report.
    #[param(example = "champions")]
    segment: Option<String>,
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// Which money is listed, net when absent.
    money: Option<MoneyKind>,
    /// Four rising bounds of days since the last order, with commas; give all three lists of bounds or none.
    #[param(example = "30,60,90,180")]
    r_bounds: Option<String>,
    /// Four rising bounds of the number of orders.
    #[param(example = "1,2,4,8")]
    f_bounds: Option<String>,
    /// Four rising bounds of money, in minor units.
    #[param(example = "5000,20000,50000,100000")]
    m_bounds: Option<String>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many customers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

impl Params {
    fn place(&self) -> Result<RfmPlace, Problem> {
        match (self.recency_score, self.frequency_score, &self.segment) {
            (Some(recency_score), Some(frequency_score), None) => Ok(RfmPlace::Cell {
                recency_score,
                frequency_score,
            }),
            (None, None, Some(segment)) => Ok(RfmPlace::Segment(segment.parse()?)),
            _ => Err(Problem::invalid(
                "recency_score",
                "give recency_score and frequency_score of a cell, or segment",
            )),
        }
    }
}

/// Lists the customers of a cell or a segment of the RFM map, those who brought most first.
#[utoipa::path(get, path = "/reports/rfm/customers", operation_id = "list_rfm_customers", tag = "reports",
    params(Params),
    responses((status = 200, description = "A page of customers.", body = MemberPage)))]
pub(super) async fn customers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::MemberPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let figure = Figure::Rfm {
        place: params.place()?,
        money: params.money.unwrap_or(MoneyKind::Net).into(),
        method: method([&params.r_bounds, &params.f_bounds, &params.m_bounds])?,
    };
    let page = (params.cursor.as_deref(), limit);
    let page = state.workspace().members(figure, params.as_of, page);
    Ok(Json(page.await?))
}
