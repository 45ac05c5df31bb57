//! Saved queries.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A form in which an answer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChartKind {
    /// As rows.
    Table,
    /// A line over an ordered column.
    Line,
    /// A bar for each row.
    Bar,
    /// One figure.
    Number,
}

/// How an answer is drawn.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct QueryChart {
    /// The form.
    pub kind: ChartKind,
    /// The column along the axis; the reader's program guesses when null.
    pub x: Option<String>,
    /// The columns that are drawn, at most four; the reader's program guesses when there are none.
    pub y: Vec<String>,
}

/// How an answer is to be drawn.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QueryChartInput {
    /// The form.
    pub kind: ChartKind,
    /// The column along the axis.
    pub x: Option<String>,
    /// The columns that are drawn, at most four.
    #[serde(default)]
    #[schema(max_items = 4)]
    pub y: Vec<String>,
}

/// A question that was saved.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SavedQuery {
    /// Its id.
    #[schema(example = "sqy_0000000000000")]
    pub id: String,
    /// Its name.
    #[schema(example = "Orders by month")]
    pub name: String,
    /// What it tells, in its owner's words.
    pub description: String,
    /// The question.
    #[schema(
        example = "select month_of(day) as month, count(*) as orders from orders group by 1 order by 1"
    )]
    pub sql: String,
    /// How its answer is drawn.
    pub chart: QueryChart,
    /// Who saved it: a user or a key.
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

/// The saved queries that the caller may see.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SavedQueryList {
    /// The queries, by name.
    pub items: Vec<SavedQuery>,
}

/// A question to be saved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedQueryInput {
    /// Its name, of which an owner has one.
    #[schema(min_length = 1, max_length = 100, example = "Orders by month")]
    pub name: String,
    /// What it tells.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub description: String,
    /// The question, at most 65 536 bytes.
    #[schema(min_length = 1)]
    pub sql: String,
    /// How its answer is drawn; as a table when absent.
    pub chart: Option<QueryChartInput>,
    /// Whether others see it; they do when absent.
    #[serde(default = "yes")]
    pub is_shared: bool,
}

/// A saved question to be changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedQueryChangeInput {
    /// The version that the change was made from.
    pub version: i64,
    /// Its name.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// What it tells.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub description: String,
    /// The question.
    #[schema(min_length = 1)]
    pub sql: String,
    /// How its answer is drawn; as a table when absent.
    pub chart: Option<QueryChartInput>,
    /// Whether others see it; they do when absent.
    #[serde(default = "yes")]
    pub is_shared: bool,
}

pub(crate) const fn yes() -> bool {
    true
}

impl From<SavedQueryInput> for insight::SavedQueryDraft {
    fn from(input: SavedQueryInput) -> Self {
        Self {
            name: input.name,
            description: input.description,
            sql: input.sql,
            chart: input.chart.map(Into::into).unwrap_or_default(),
            is_shared: input.is_shared,
        }
    }
}

impl From<SavedQueryChangeInput> for insight::SavedQueryDraft {
    fn from(input: SavedQueryChangeInput) -> Self {
        Self {
            name: input.name,
            description: input.description,
            sql: input.sql,
            chart: input.chart.map(Into::into).unwrap_or_default(),
            is_shared: input.is_shared,
        }
    }
}

impl From<QueryChartInput> for insight::Chart {
    fn from(input: QueryChartInput) -> Self {
        Self {
            kind: match input.kind {
                ChartKind::Table => insight::ChartKind::Table,
                ChartKind::Line => insight::ChartKind::Line,
                ChartKind::Bar => insight::ChartKind::Bar,
                ChartKind::Number => insight::ChartKind::Number,
            },
            x: input.x,
            y: input.y,
        }
    }
}

impl From<insight::Chart> for QueryChart {
    fn from(chart: insight::Chart) -> Self {
        Self {
            kind: match chart.kind {
                insight::ChartKind::Table => ChartKind::Table,
                insight::ChartKind::Line => ChartKind::Line,
                insight::ChartKind::Bar => ChartKind::Bar,
                insight::ChartKind::Number => ChartKind::Number,
            },
            x: chart.x,
            y: chart.y,
        }
    }
}
