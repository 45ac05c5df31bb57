//! Taking figures out.

use ::store::{StoreError, on};

use super::statements as sql;
use super::{MarketingSpend, SpendFilter};
use crate::error::CustomersError;

impl MarketingSpend {
    /// Removes figures and tells how many; the filter must say something.
    ///
    /// # Errors
    ///
    /// [`CustomersError::SpendUnbounded`] for a filter that means all figures, and when the store does not answer: then
    /// none was removed.
    pub async fn remove(&self, filter: &SpendFilter) -> Result<u64, CustomersError> {
        if filter.is_empty() {
            return Err(CustomersError::SpendUnbounded);
        }
        let (first, last) = (filter.first(), filter.last());
        let (channel_asked, campaign_asked) = (filter.channel(), filter.campaign());
        let mut tx = self.store.begin().await?;
        let removed = on!(tx, conn => {
            let query = sqlx::query(sql::REMOVE).bind(first).bind(last);
            let query = query.bind(channel_asked).bind(campaign_asked);
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        tx.commit().await?;
        Ok(removed)
    }
}
