//! What was spent to win customers.

use customers::spend::{SpendBy, SpendFigure as Kept, SpendSum as Summed, SpendTold};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What was spent in one month.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spend {
    /// The month.
    #[schema(example = "2011-11")]
    pub month: String,
    /// What was spent, in minor units.
    pub amount_minor: i64,
    /// How it is known: set for the month, or what the month's days cost together.
    pub origin: SpendOrigin,
}

/// How a month's spend is known.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SpendOrigin {
    /// It was set for the month.
    Set,
    /// It is what the month's days cost together.
    Days,
}

/// The spend of all months.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpendList {
    /// The currency of all amounts.
    pub currency: super::Currency,
    /// The months, earliest first.
    pub items: Vec<Spend>,
}

/// What was spent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpendInput {
    /// The amount, in minor units, above 0.
    #[schema(minimum = 1)]
    pub amount_minor: i64,
}

impl From<insight::Spend> for Spend {
    fn from(spend: insight::Spend) -> Self {
        Self {
            amount_minor: spend.amount_minor(),
            month: spend.month.to_string(),
            origin: match spend.origin {
                insight::SpendOrigin::Set => SpendOrigin::Set,
                insight::SpendOrigin::Days => SpendOrigin::Days,
            },
        }
    }
}

/// What a channel's campaign cost on a day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpendFigureInput {
    /// Where the money went.
    #[schema(example = "google", min_length = 1, max_length = 100)]
    pub channel: String,
    /// The campaign; absent or empty for the channel as a whole.
    #[schema(example = "spring", max_length = 200)]
    #[serde(default)]
    pub campaign: String,
    /// The day, in the workspace's time zone.
    pub day: Date,
    /// What it cost, in minor units.
    #[schema(minimum = 0)]
    pub cost_minor: i64,
    /// How often it was seen; absent when that is not known.
    #[schema(minimum = 0)]
    pub impressions: Option<i64>,
    /// How often it was clicked; absent when that is not known.
    #[schema(minimum = 0)]
    pub clicks: Option<i64>,
}

/// Figures, taken together or not at all.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SpendListInput(pub Vec<SpendFigureInput>);

impl From<SpendFigureInput> for Kept {
    fn from(input: SpendFigureInput) -> Self {
        Self {
            day: input.day,
            channel: input.channel.trim().to_owned(),
            campaign: input.campaign.trim().to_owned(),
            cost_minor: input.cost_minor,
            impressions: input.impressions,
            clicks: input.clicks,
        }
    }
}

/// What a channel's campaign cost on a day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpendFigure {
    /// The day.
    pub day: Date,
    /// Where the money went.
    pub channel: String,
    /// The campaign; empty for the channel as a whole.
    pub campaign: String,
    /// What it cost, in minor units.
    pub cost_minor: i64,
    /// How often it was seen, where that is known.
    pub impressions: Option<i64>,
    /// How often it was clicked, where that is known.
    pub clicks: Option<i64>,
    /// Who told it: a file's name, or `api`.
    pub told_by: String,
    /// When it was told.
    pub updated_at: Timestamp,
}

impl From<SpendTold> for SpendFigure {
    fn from(told: SpendTold) -> Self {
        let figure = told.figure;
        Self {
            day: figure.day,
            channel: figure.channel,
            campaign: figure.campaign,
            cost_minor: figure.cost_minor,
            impressions: figure.impressions,
            clicks: figure.clicks,
            told_by: told.told_by,
            updated_at: told.updated_at,
        }
    }
}

/// A page of figures.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpendFigurePage {
    /// The currency of all amounts.
    pub currency: super::Currency,
    /// The figures, earliest day first.
    pub items: Vec<SpendFigure>,
    /// What to ask for the next page with; absent at the end.
    pub next_cursor: Option<String>,
}

/// What figures brought.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpendPut {
    /// Figures of a channel, campaign and day that had none.
    pub added: u64,
    /// Figures in place of others.
    pub changed: u64,
    /// Figures that were known.
    pub same: u64,
    /// Costs in a file that had to be rounded to the currency's smallest unit.
    pub rounded: u64,
    /// Columns of a file that were not looked at.
    pub ignored: Vec<String>,
}

impl From<app::SpendImported> for SpendPut {
    fn from(imported: app::SpendImported) -> Self {
        Self {
            added: imported.put.added,
            changed: imported.put.changed,
            same: imported.put.same,
            rounded: imported.rounded,
            ignored: imported.ignored,
        }
    }
}

/// What was removed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpendRemoved {
    /// How many figures.
    pub removed: u64,
}

/// By what figures are summed.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SpendGrouping {
    /// By channel, the dearest first.
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

impl From<SpendGrouping> for SpendBy {
    fn from(grouping: SpendGrouping) -> Self {
        match grouping {
            SpendGrouping::Channel => Self::Channel,
            SpendGrouping::Campaign => Self::Campaign,
            SpendGrouping::Day => Self::Day,
            SpendGrouping::Month => Self::Month,
            SpendGrouping::All => Self::All,
        }
    }
}

/// Sums of what marketing cost.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpendSums {
    /// The currency of all amounts.
    pub currency: super::Currency,
    /// The sums.
    pub items: Vec<SpendSum>,
}

/// A sum of figures.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpendSum {
    /// The channel, when it is by channel or campaign.
    pub channel: Option<String>,
    /// The campaign, when it is by campaign; empty for what has none.
    pub campaign: Option<String>,
    /// The day, when it is by day.
    #[schema(example = "2026-03-01")]
    pub day: Option<String>,
    /// The month, when it is by month.
    #[schema(example = "2026-03")]
    pub month: Option<String>,
    /// Figures in it.
    pub figures: i64,
    /// What they cost, in minor units.
    pub cost_minor: i64,
    /// How often they were seen; absent when no figure tells.
    pub impressions: Option<i64>,
    /// How often they were clicked; absent when no figure tells.
    pub clicks: Option<i64>,
    /// What a thousand impressions cost (CPM), in minor units, of the figures that tell impressions.
    pub cpm_minor: Option<f64>,
    /// What a click cost (CPC), in minor units, of the figures that tell clicks.
    pub cpc_minor: Option<f64>,
    /// Clicks by impressions (CTR), of the figures that tell both.
    pub ctr: Option<f64>,
}

impl From<Summed> for SpendSum {
    fn from(sum: Summed) -> Self {
        Self {
            channel: sum.channel,
            campaign: sum.campaign,
            day: sum.day,
            month: sum.month,
            figures: sum.figures,
            cost_minor: sum.cost_minor,
            impressions: sum.impressions,
            clicks: sum.clicks,
            cpm_minor: sum.cpm_minor,
            cpc_minor: sum.cpc_minor,
            ctr: sum.ctr,
        }
    }
}
