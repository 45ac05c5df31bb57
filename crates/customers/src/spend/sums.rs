//! Sums of figures, and what a thousand impressions and a click cost.

use std::fmt;
use std::str::FromStr;

use ::store::{StoreError, on};
use serde::Serialize;

use super::statements as sql;
use super::{MarketingSpend, SpendFilter};
use crate::error::CustomersError;

/// Sums that are told at once.
pub const SUMS_MAX: usize = 5_000;

/// By what figures are summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpendBy {
    /// By channel, the dearest first.
    #[default]
    Channel,
    /// By channel and campaign, the dearest first.
    Campaign,
    /// By day, the earliest first.
    Day,
    /// By month, the earliest first.
    Month,
    /// All in one sum.
    All,
}

impl SpendBy {
    const NAMES: [(&'static str, Self); 5] = [
        ("channel", Self::Channel),
        ("campaign", Self::Campaign),
        ("day", Self::Day),
        ("month", Self::Month),
        ("all", Self::All),
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        let mut names = Self::NAMES.iter();
        names
            .find(|(_, by)| *by == self)
            .map_or("", |(name, _)| name)
    }

    const fn statement(self) -> &'static str {
        match self {
            Self::Channel => sql::BY_CHANNEL,
            Self::Campaign => sql::BY_CAMPAIGN,
            Self::Day => sql::BY_DAY,
            Self::Month => sql::BY_MONTH,
            Self::All => sql::IN_ALL,
        }
    }
}

impl fmt::Display for SpendBy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for SpendBy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut names = Self::NAMES.iter();
        let found = names.find(|(name, _)| *name == text);
        found
            .map(|(_, by)| *by)
            .ok_or_else(|| format!("'{text}' is none of channel, campaign, day, month, all"))
    }
}

/// A sum of figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SpendSum {
    /// The channel, when it is by channel or campaign.
    pub channel: Option<String>,
    /// The campaign, when it is by campaign; empty for what has none.
    pub campaign: Option<String>,
    /// The day, `2010-12-31`, when it is by day.
    pub day: Option<String>,
    /// The month, `2010-12`, when it is by month.
    pub month: Option<String>,
    /// Figures in it.
    pub figures: i64,
    /// What they cost, minor units.
    pub cost_minor: i64,
    /// How often they were seen; absent when no figure tells.
    pub impressions: Option<i64>,
    /// How often they were clicked; absent when no figure tells.
    pub clicks: Option<i64>,
    /// What a thousand impressions cost (CPM), minor units, of the figures that tell impressions.
    pub cpm_minor: Option<f64>,
    /// What a click cost (CPC), minor units, of the figures that tell clicks.
    pub cpc_minor: Option<f64>,
    /// Clicks by impressions (CTR), of the figures that tell both.
    pub ctr: Option<f64>,
}

/// Label and campaign; count; cost, impressions, clicks; cost where impressions are known; impressions where clicks are, clicks where
/// impressions are; cost where clicks are known.
type Row = (
    String,
    String,
    i64,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

impl MarketingSpend {
    /// Sums figures.
    ///
    /// # Errors
    ///
    /// [`CustomersError::SpendSumsTooMany`] for more than [`SUMS_MAX`] sums, and when the store does not answer.
    pub async fn sums(
        &self,
        filter: &SpendFilter,
        by: SpendBy,
    ) -> Result<Vec<SpendSum>, CustomersError> {
        let (first, last) = (filter.first(), filter.last());
        let (channel_asked, campaign_asked) = (filter.channel(), filter.campaign());
        let most = i64::try_from(SUMS_MAX + 1).unwrap_or(i64::MAX);
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(by.statement()).bind(first).bind(last);
            let query = query.bind(channel_asked).bind(campaign_asked);
            query.bind(most).fetch_all(conn).await.map_err(StoreError::from)?
        });
        if rows.len() > SUMS_MAX {
            return Err(CustomersError::SpendSumsTooMany { most: SUMS_MAX });
        }
        Ok(rows.into_iter().map(|row| sum(by, row)).collect())
    }
}

fn sum(
    by: SpendBy,
    (label, part, figures, cost_minor, impressions, clicks, seen_cost, tried, hit, click_cost): Row,
) -> SpendSum {
    let mut sum = SpendSum {
        figures,
        cost_minor,
        impressions,
        clicks,
        cpm_minor: ratio(seen_cost, impressions).map(|cost| cost * 1000.0),
        cpc_minor: ratio(click_cost, clicks),
        ctr: ratio(hit, tried),
        ..SpendSum::default()
    };
    match by {
        SpendBy::Channel => sum.channel = Some(label),
        SpendBy::Campaign => (sum.channel, sum.campaign) = (Some(label), Some(part)),
        SpendBy::Day => sum.day = Some(label),
        SpendBy::Month => sum.month = Some(label),
        SpendBy::All => {}
    }
    sum
}

/// One by the other, where both are known and the other is not 0.
#[expect(
    clippy::cast_precision_loss,
    reason = "a mean is told to some digits, sums stay whole"
)]
fn ratio(over: Option<i64>, under: Option<i64>) -> Option<f64> {
    let (over, under) = (over?, under.filter(|under| *under > 0)?);
    Some(over as f64 / under as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 6 400 clicks of 80 000 impressions are 8 %: a published example of the click-through rate.
    #[test]
    fn means_are_taken_of_what_is_known() {
        let row = (
            String::new(),
            String::new(),
            2,
            50_000,
            Some(80_000),
            Some(6_400),
            Some(40_000),
            Some(80_000),
            Some(6_400),
            Some(40_000),
        );
        let sum = sum(SpendBy::All, row);
        assert_eq!(
            (sum.ctr, sum.cpm_minor, sum.cpc_minor),
            (Some(0.08), Some(500.0), Some(6.25))
        );
        assert_eq!(ratio(Some(1), Some(0)), None);
        assert_eq!(ratio(None, Some(1)), None);
    }

    #[test]
    fn names_are_read_back() {
        for (name, by) in SpendBy::NAMES {
            assert_eq!((name.parse(), by.to_string()), (Ok(by), name.to_owned()));
        }
        assert!("hour".parse::<SpendBy>().is_err());
    }
}
