//! A person's own query over the lake.

use warehouse::{QueryAnswer, QueryLimits};

use crate::{AppError, Workspace};

impl Workspace {
    /// Runs a query that somebody wrote over the lake as it is now, with the functions of the model in force. It only
    /// reads; dropping the future stops it.
    ///
    /// # Errors
    ///
    /// As [`warehouse::Snapshot::query`].
    pub async fn query(&self, text: &str, limits: QueryLimits) -> Result<QueryAnswer, AppError> {
        let snapshot = self.snapshot().await?;
        let model = insight::find_in_force(&self.store).await?;
        insight::register_value(snapshot.session(), model.as_ref()).await?;
        Ok(snapshot.query(text, limits).await?)
    }
}
