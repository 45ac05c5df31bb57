//! Goals for months.

use insight::{Goal, GoalMetric, Month};

use crate::{AppError, Workspace};

impl Workspace {
    /// The goals that were set.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn goals(&self) -> Result<Vec<Goal>, AppError> {
        Ok(insight::goals(&self.store).await?)
    }

    /// Sets a goal, in place of an earlier one for the same metric and month.
    ///
    /// # Errors
    ///
    /// When metric, month or target make no sense, or the store does not answer.
    pub async fn set_goal(&self, metric: &str, month: &str, target: f64) -> Result<Goal, AppError> {
        let goal = Goal::new(metric.parse()?, month.parse()?, target)?;
        insight::set_goal(&self.store, &goal).await?;
        Ok(goal)
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
