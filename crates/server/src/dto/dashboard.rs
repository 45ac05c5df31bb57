//! Dashboards: pages of cards.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::saved_query::yes;

/// What a card shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CardKind {
    /// The answer of a saved query.
    Query,
    /// Words of its owner.
    Text,
    /// Revenue, orders and baskets of the month.
    MoneyFigures,
    /// Active, new and lost customers of the month.
    CustomerFigures,
    /// Revenue and active customers by month.
    Months,
    /// How long customers stay.
    Survival,
    /// Goals and how far they are reached.
    Goals,
    /// The RFM map.
    RfmMap,
    /// The named segments.
    RfmSegments,
    /// Cohorts by month of the first order.
    Cohorts,
    /// What the customers are worth.
    Value,
    /// Who brings how much of it.
    Concentration,
}

/// A card, in its place among the others.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DashboardCard {
    /// Its name within the dashboard.
    pub id: String,
    /// What it shows.
    pub kind: CardKind,
    /// The saved query whose answer it shows.
    pub query: Option<String>,
    /// Its heading; that of what it shows when null.
    pub title: Option<String>,
    /// Its words.
    pub text: Option<String>,
    /// How many of the page's four columns it takes.
    pub width: u8,
}

/// A card as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DashboardCardInput {
    /// Its name within the dashboard: letters, digits and `-`.
    #[schema(min_length = 1, max_length = 40, pattern = "^[A-Za-z0-9-]+$")]
    pub id: String,
    /// What it shows, a `CardKind`.
    #[schema(example = "months")]
    pub kind: String,
    /// The saved query whose answer it shows, for the kind `query`.
    pub query: Option<String>,
    /// Its heading.
    #[schema(max_length = 100)]
    pub title: Option<String>,
    /// Its words, for the kind `text`.
    #[schema(max_length = 4000)]
    pub text: Option<String>,
    /// How many of the page's four columns it takes.
    #[schema(minimum = 1, maximum = 4)]
    pub width: u8,
}

/// A page of cards.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Dashboard {
    /// Its id.
    #[schema(example = "dsh_0000000000000")]
    pub id: String,
    /// Its name.
    #[schema(example = "Monday meeting")]
    pub name: String,
    /// What it tells, in its owner's words.
    pub description: String,
    /// Its cards, in order.
    pub cards: Vec<DashboardCard>,
    /// Who made it: a user or a key.
    #[schema(example = "usr_0000000000000")]
    pub owner: String,
    /// The owner's name, when it is a user.
    pub owner_name: Option<String>,
    /// Whether the caller is the owner.
    pub is_mine: bool,
    /// Whether others see it.
    pub is_shared: bool,
    /// How often it was saved; a change names it.
    pub version: i64,
    /// When it was first saved.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// The dashboards that the caller may see.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DashboardList {
    /// The dashboards, by name.
    pub items: Vec<Dashboard>,
}

/// A dashboard to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DashboardInput {
    /// Its name, of which an owner has one.
    #[schema(min_length = 1, max_length = 100, example = "Monday meeting")]
    pub name: String,
    /// What it tells.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub description: String,
    /// Its cards, at most 40.
    #[serde(default)]
    #[schema(max_items = 40)]
    pub cards: Vec<DashboardCardInput>,
    /// Whether others see it; they do when absent.
    #[serde(default = "yes")]
    pub is_shared: bool,
}

/// A dashboard to be changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DashboardChangeInput {
    /// The version that the change was made from.
    pub version: i64,
    /// Its name.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// What it tells.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub description: String,
    /// Its cards, at most 40.
    #[serde(default)]
    #[schema(max_items = 40)]
    pub cards: Vec<DashboardCardInput>,
    /// Whether others see it; they do when absent.
    #[serde(default = "yes")]
    pub is_shared: bool,
}

impl From<DashboardInput> for insight::DashboardDraft {
    fn from(input: DashboardInput) -> Self {
        Self {
            name: input.name,
            description: input.description,
            cards: input.cards.into_iter().map(Into::into).collect(),
            is_shared: input.is_shared,
        }
    }
}

impl From<DashboardChangeInput> for insight::DashboardDraft {
    fn from(input: DashboardChangeInput) -> Self {
        Self {
            name: input.name,
            description: input.description,
            cards: input.cards.into_iter().map(Into::into).collect(),
            is_shared: input.is_shared,
        }
    }
}

impl From<DashboardCardInput> for insight::CardDraft {
    fn from(card: DashboardCardInput) -> Self {
        Self {
            id: card.id,
            kind: card.kind,
            query: card.query,
            title: card.title,
            text: card.text,
            width: card.width,
        }
    }
}

impl From<insight::Card> for DashboardCard {
    fn from(card: insight::Card) -> Self {
        Self {
            id: card.id,
            kind: card.kind.into(),
            query: card.query.map(|query| query.to_string()),
            title: card.title,
            text: card.text,
            width: card.width,
        }
    }
}

impl From<insight::CardKind> for CardKind {
    fn from(kind: insight::CardKind) -> Self {
        match kind {
            insight::CardKind::Query => Self::Query,
            insight::CardKind::Text => Self::Text,
            insight::CardKind::MoneyFigures => Self::MoneyFigures,
            insight::CardKind::CustomerFigures => Self::CustomerFigures,
            insight::CardKind::Months => Self::Months,
            insight::CardKind::Survival => Self::Survival,
            insight::CardKind::Goals => Self::Goals,
            insight::CardKind::RfmMap => Self::RfmMap,
            insight::CardKind::RfmSegments => Self::RfmSegments,
            insight::CardKind::Cohorts => Self::Cohorts,
            insight::CardKind::Value => Self::Value,
            insight::CardKind::Concentration => Self::Concentration,
        }
    }
}
