//! A person's own query over the lake.

use warehouse::{QueryAnswer, QueryLimits};

use crate::{AppError, Workspace};

impl Workspace {
    /// Runs a query that somebody wrote over the lake as it is now. It only reads; dropping the future
    /// stops it.
    ///
    /// # Errors
    ///
    /// As [`warehouse::Snapshot::query`].
    pub async fn query(&self, text: &str, limits: QueryLimits) -> Result<QueryAnswer, AppError> {
        Ok(self.snapshot().await?.query(text, limits).await?)
    }
}
