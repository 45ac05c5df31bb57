//! Which customers an import made.

use ::store::{StoreError, on};

use super::{CustomerId, Customers, customer_id};
use crate::error::CustomersError;
use crate::imports::ImportId;

const CREATED_BY: &str = "select id from customer where created_by_import = $1 order by id";

impl Customers {
    /// The customers that an import made.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn created_by(&self, import: ImportId) -> Result<Vec<CustomerId>, CustomersError> {
        let mut conn = self.store.read().await?;
        let ids: Vec<i64> = on!(conn, conn => {
            let query = sqlx::query_scalar(CREATED_BY).bind(import.raw());
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        ids.into_iter().map(customer_id).collect()
    }
}
