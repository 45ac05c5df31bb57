//! Goals for months.

use insight::{GoalMetric, Month};
use serde::Serialize;

use crate::{AppError, Workspace};

/// What a metric is to reach in a month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Goal {
    /// The metric, as it is called in the report on the base.
    pub metric: String,
    /// The month, `2010-12`.
    pub month: String,
    /// What is to be reached, in the metric's unit.
    pub target: f64,
}

impl From<&insight::Goal> for Goal {
    fn from(goal: &insight::Goal) -> Self {
        Self {
            metric: goal.metric.name().to_owned(),
            month: goal.month.to_string(),
            target: goal.target(),
        }
    }
}

impl Workspace {
    /// The goals that were set.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn goals(&self) -> Result<Vec<Goal>, AppError> {
        Ok(insight::goals(&self.store).await?.iter().map(Goal::from).collect())
    }

    /// Sets a goal, in place of an earlier one for the same metric and month.
    ///
    /// # Errors
    ///
    /// When metric, month or target make no sense, or the store does not answer.
    pub async fn set_goal(&self, metric: &str, month: &str, target: f64) -> Result<Goal, AppError> {
        let goal = insight::Goal::new(metric.parse()?, month.parse()?, target)?;
        insight::set_goal(&self.store, &goal).await?;
        Ok(Goal::from(&goal))
    }

    /// Removes a goal; one that is not there is no error.
    ///
    /// # Errors
    ///
    /// When metric or month make no sense, or the store does not answer.
    pub async fn remove_goal(&self, metric: &str, month: &str) -> Result<(), AppError> {
        let (metric, month): (GoalMetric, Month) = (metric.parse()?, month.parse()?);
        insight::remove_goal(&self.store, metric, &month).await?;
        Ok(())
    }
}
