//! The customers of the RFM map: of a cell, of a segment, who moved between segments, or all of them.

use axum::Json;
use axum::extract::State;
use insight::{Figure, Origin, RfmPlace, Segment};
use jiff::civil::Date;
use serde::Deserialize;

use super::rfm::method;
use crate::dto::member::MemberPage;
use crate::dto::rfm::MoneyKind;
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Whose customers are wanted, everybody's when neither a cell nor a segment is given; the other parameters are those of the report.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Score for recency of a cell, 5 the latest; give both scores, or segments.
    #[param(minimum = 1, maximum = 5)]
    recency_score: Option<u8>,
    /// Score for frequency of the cell, 5 the most.
    #[param(minimum = 1, maximum = 5)]
    frequency_score: Option<u8>,
    /// A segment by its name in the report.
    #[param(example = "champions")]
    segment: Option<String>,
    /// The segment on the day `compare`, `none` for who had not ordered yet: only those who were there then.
    #[param(example = "loyal")]
    from_segment: Option<String>,
    /// The earlier day of `from_segment`.
    compare: Option<Date>,
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
        let segment: Option<Segment> = self.segment.as_deref().map(str::parse).transpose()?;
        match (self.cell()?, segment, self.origin()?) {
            (Some(cell), None, None) => Ok(cell),
            (None, None, None) => Ok(RfmPlace::Everybody),
            (None, Some(segment), None) => Ok(RfmPlace::Segment(segment)),
            (None, to, Some((since, from))) => Ok(RfmPlace::Moved { since, from, to }),
            (Some(_), ..) => Err(Problem::invalid(
                "recency_score",
                "give the scores of a cell, or segment and from_segment, or none of them for everybody",
            )),
        }
    }

    fn cell(&self) -> Result<Option<RfmPlace>, Problem> {
        let missing = match (self.recency_score, self.frequency_score) {
            (None, None) => return Ok(None),
            (Some(recency_score), Some(frequency_score)) => {
                return Ok(Some(RfmPlace::Cell {
                    recency_score,
                    frequency_score,
                }));
            }
            (None, Some(_)) => "recency_score",
            (Some(_), None) => "frequency_score",
        };
        let advice = "a cell has a recency_score and a frequency_score";
        Err(Problem::invalid(missing, advice))
    }

    /// The earlier day, and the segment on it.
    fn origin(&self) -> Result<Option<(Date, Origin)>, Problem> {
        let missing = match (self.compare, self.from_segment.as_deref()) {
            (None, None) => return Ok(None),
            (Some(since), Some(from)) => return Ok(Some((since, from.parse()?))),
            (None, Some(_)) => "compare",
            (Some(_), None) => "from_segment",
        };
        let advice = "whoever moved was in from_segment on the day compare";
        Err(Problem::invalid(missing, advice))
    }
}

/// Lists the customers of the RFM map, of a cell or a segment of it, or those who moved from a segment since an earlier day, those who
/// brought most first.
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
