//! Goals that the team sets for a month.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A metric that can have a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GoalMetric {
    /// Net revenue, in minor units.
    RevenueMinor,
    /// Orders.
    Orders,
    /// New customers.
    New,
    /// Active customers.
    Active,
    /// Lost customers by customers at the start; reached when not above the target.
    ChurnRate,
    /// Average value of an order, in minor units.
    AovMinor,
    /// Net revenue by active customer, in minor units.
    ArppuMinor,
}

/// A goal for one metric in one month.
#[derive(Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Goal {
    /// The metric.
    pub metric: GoalMetric,
    /// The month.
    #[schema(example = "2011-11")]
    pub month: String,
    /// What is to be reached, in the metric's unit.
    pub target: f64,
}

/// All goals.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GoalList {
    /// The goals, by month and metric.
    pub items: Vec<Goal>,
}

/// What is to be reached.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoalInput {
    /// The target, in the metric's unit.
    pub target: f64,
}

impl From<insight::Goal> for Goal {
    fn from(goal: insight::Goal) -> Self {
        Self {
            metric: goal.metric.into(),
            month: goal.month.to_string(),
            target: goal.target(),
        }
    }
}

impl From<insight::GoalMetric> for GoalMetric {
    fn from(metric: insight::GoalMetric) -> Self {
        match metric {
            insight::GoalMetric::RevenueMinor => Self::RevenueMinor,
            insight::GoalMetric::Orders => Self::Orders,
            insight::GoalMetric::New => Self::New,
            insight::GoalMetric::Active => Self::Active,
            insight::GoalMetric::ChurnRate => Self::ChurnRate,
            insight::GoalMetric::AovMinor => Self::AovMinor,
            insight::GoalMetric::ArppuMinor => Self::ArppuMinor,
        }
    }
}
