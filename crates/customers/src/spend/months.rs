//! What all channels together cost in a month.

use ::store::{StoreError, on};

use super::MarketingSpend;
use super::statements as sql;
use crate::error::CustomersError;

impl MarketingSpend {
    /// What the days of each month cost together, earliest month (`2010-12`) first, minor units; months that cost nothing are
    /// left out.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn months(&self) -> Result<Vec<(String, i64)>, CustomersError> {
        let mut conn = self.store.read().await?;
        Ok(on!(conn, conn => {
            sqlx::query_as(sql::MONTHS).fetch_all(conn).await.map_err(StoreError::from)?
        }))
    }
}
