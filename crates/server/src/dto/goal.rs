//! Goals that the team sets for a month.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;

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

impl Goal {
    /// A goal as it travels.
    pub(crate) fn of(goal: app::Goal) -> Result<Self, Problem> {
        let metric = serde_json::from_value(serde_json::Value::String(goal.metric));
        let metric = metric.map_err(|error| Problem::internal(&error))?;
        Ok(Self {
            metric,
            month: goal.month,
            target: goal.target,
        })
    }
}
