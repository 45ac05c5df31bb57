//! Asking for figures.

use ::store::{StoreError, instant, on};
use jiff::Timestamp;
use kernel::{Limit, Page};
use serde::Serialize;

use super::statements as sql;
use super::{MarketingSpend, SpendFigure, SpendFilter};
use crate::error::CustomersError;

/// Between the parts of a cursor: no name has it.
const BETWEEN: char = '\t';

/// A figure as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpendTold {
    /// The figure.
    #[serde(flatten)]
    pub figure: SpendFigure,
    /// Who told it: the file's name, or `api`.
    pub told_by: String,
    /// When it was told.
    pub updated_at: Timestamp,
}

type Row = (
    String,
    String,
    String,
    i64,
    Option<i64>,
    Option<i64>,
    String,
    i64,
);

impl MarketingSpend {
    /// The figures, earliest day first, in pages; the cursor is day, channel and campaign of the last.
    ///
    /// # Errors
    ///
    /// [`CustomersError::CursorInvalid`] for a cursor that is none, and when the store does not answer.
    pub async fn list(
        &self,
        filter: &SpendFilter,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<SpendTold>, CustomersError> {
        let (day, channel, campaign) = after(cursor)?;
        let (first, last) = (filter.first(), filter.last());
        let (channel_asked, campaign_asked) = (filter.channel(), filter.campaign());
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST).bind(first).bind(last);
            let query = query.bind(channel_asked).bind(campaign_asked);
            let query = query.bind(day).bind(channel).bind(campaign).bind(limit.one_more());
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        let items: Result<Vec<SpendTold>, StoreError> = rows.into_iter().map(told).collect();
        Ok(Page::of(items?, limit, |told| {
            let SpendFigure {
                day,
                channel,
                campaign,
                ..
            } = &told.figure;
            format!("{day}{BETWEEN}{channel}{BETWEEN}{campaign}")
        }))
    }
}

fn after(cursor: Option<&str>) -> Result<(&str, &str, &str), CustomersError> {
    let Some(cursor) = cursor else {
        return Ok(("", "", ""));
    };
    let mut parts = cursor.split(BETWEEN);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(day), Some(channel), Some(campaign), None) if !cursor.contains('\0') => {
            Ok((day, channel, campaign))
        }
        _ => Err(CustomersError::CursorInvalid(cursor.to_owned())),
    }
}

fn told(
    (day, channel, campaign, cost_minor, impressions, clicks, told_by, at): Row,
) -> Result<SpendTold, StoreError> {
    let corrupt = |column| StoreError::corrupt("marketing_spend", column, &day);
    Ok(SpendTold {
        told_by,
        updated_at: instant(at, "marketing_spend", "updated_at", &day)?,
        figure: SpendFigure {
            day: day.parse().map_err(|_| corrupt("day"))?,
            channel,
            campaign,
            cost_minor,
            impressions,
            clicks,
        },
    })
}
