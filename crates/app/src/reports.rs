//! The reports, over the lake as it is now.

use insight::{
    BaseQuery, BaseReport, CohortQuery, CohortReport, RfmQuery, RfmReport, Source, ValueQuery,
    ValueReport,
};

use crate::{AppError, Workspace};

impl Workspace {
    /// The customer base by month, with the goals that were set.
    ///
    /// # Errors
    ///
    /// As [`insight::base`].
    pub async fn base(&self, query: &BaseQuery) -> Result<BaseReport, AppError> {
        let snapshot = self.snapshot().await?;
        let mut report = insight::base(&self.source(&snapshot), query).await?;
        report.set_goals(&insight::goals(&self.store).await?);
        Ok(report)
    }

    /// Customers by recency, frequency and money.
    ///
    /// # Errors
    ///
    /// As [`insight::rfm`].
    pub async fn rfm(&self, query: &RfmQuery) -> Result<RfmReport, AppError> {
        let snapshot = self.snapshot().await?;
        Ok(insight::rfm(&self.source(&snapshot), query).await?)
    }

    /// Customers by the period of their first order.
    ///
    /// # Errors
    ///
    /// As [`insight::cohorts`].
    pub async fn cohorts(&self, query: &CohortQuery) -> Result<CohortReport, AppError> {
        let snapshot = self.snapshot().await?;
        Ok(insight::cohorts(&self.source(&snapshot), query).await?)
    }

    /// What the customers are worth, by the model in force.
    ///
    /// # Errors
    ///
    /// As [`insight::value`].
    pub async fn value(&self, query: &ValueQuery) -> Result<ValueReport, AppError> {
        let snapshot = self.snapshot().await?;
        Ok(insight::value(&self.source(&snapshot), &self.store, query).await?)
    }

    pub(crate) fn source<'a>(&'a self, snapshot: &'a warehouse::Snapshot) -> Source<'a> {
        Source::of(
            snapshot,
            self.settings.currency,
            self.settings.time_zone_name(),
        )
    }
}
