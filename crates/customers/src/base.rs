//! The customers of the workspace: who they are by the keys of the source, and what is known about them.

mod created;
mod resolve;
mod statements;
mod upsert;

use std::collections::BTreeMap;

use ::store::{Engine, Store, StoreError, Tx, on};
use kernel::{Limit, Page, define_id};
use serde::{Deserialize, Serialize};

use crate::directory::changed;
use crate::error::CustomersError;
use crate::imports::ImportId;
pub use resolve::Resolved;
use statements as sql;

define_id!(
    /// A customer.
    CustomerId,
    "cus"
);

/// The customers of one workspace.
#[derive(Clone, Debug)]
pub struct Customers {
    store: Store,
}

/// What came of a file of customers or products.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upserted {
    /// Keys that were not known before.
    pub new: u64,
    /// Keys of which something is now said otherwise, or more.
    pub changed: u64,
    /// Keys of which all was known.
    pub unchanged: u64,
}

/// A customer as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Customer {
    /// Our id.
    pub id: CustomerId,
    /// The key in the system where the customer comes from.
    pub key: String,
    /// The country.
    pub country: Option<String>,
    /// Further attributes, a JSON object.
    pub attributes: String,
}

impl Customers {
    /// The customers in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// Removes the customers that an import made, for an import that is undone or did not come to its end.
    ///
    /// Those stay of whom a later file has said more, and those in `still_used`, who have lines of other imports.
    ///
    /// # Errors
    ///
    /// When the store does not answer; then none was removed.
    pub async fn remove_created_by(
        &self,
        import: ImportId,
        still_used: &[CustomerId],
    ) -> Result<u64, CustomersError> {
        let mut tx = self.store.begin().await?;
        for (text, chunk) in sql::RELEASE.padded(tx.kind(), still_used) {
            on!(tx, conn => {
                let mut query = sqlx::query(text).bind(import.raw());
                for id in chunk {
                    query = query.bind(id.raw());
                }
                query.execute(conn).await.map(drop).map_err(StoreError::from)?;
            });
        }
        changed::note_made_by(&mut tx, import).await?;
        let removed = on!(tx, conn => {
            let query = sqlx::query(sql::REMOVE).bind(import.raw());
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        tx.commit().await?;
        Ok(removed)
    }

    /// How many customers there are.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn count(&self) -> Result<u64, CustomersError> {
        let mut conn = self.store.read().await?;
        let count: i64 = on!(conn, conn => {
            sqlx::query_scalar(sql::COUNT).fetch_one(conn).await.map_err(StoreError::from)?
        });
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// The customers by id, in pages.
    ///
    /// # Errors
    ///
    /// When the cursor is not one of ours, or the store does not answer.
    pub async fn list(
        &self,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<Customer>, CustomersError> {
        let after = match cursor {
            None => -1,
            Some(text) => match text.parse::<CustomerId>() {
                Ok(id) => id.raw(),
                Err(_) => return Err(CustomersError::CursorInvalid(text.to_owned())),
            },
        };
        let mut conn = self.store.read().await?;
        let rows: Vec<Found> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST).bind(after).bind(limit.one_more());
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        let items: Result<Vec<Customer>, CustomersError> = rows.into_iter().map(customer).collect();
        Ok(Page::of(items?, limit, |customer| customer.id.to_string()))
    }

    /// Those customers of `ids` that there are, in no order.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn find(&self, ids: &[CustomerId]) -> Result<Vec<Customer>, CustomersError> {
        let raw: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
        let mut found: BTreeMap<i64, Customer> = BTreeMap::new();
        let mut conn = self.store.read().await?;
        for (text, chunk) in sql::FIND.padded(conn.kind(), &raw) {
            let rows: Vec<Found> = on!(conn, conn => {
                let mut query = sqlx::query_as(text);
                for id in chunk {
                    query = query.bind(id);
                }
                query.fetch_all(conn).await.map_err(StoreError::from)?
            });
            for row in rows {
                found.insert(row.0, customer(row)?);
            }
        }
        Ok(found.into_values().collect())
    }
}

/// Keeps others from changing customers until the transaction ends. SQLite has one writer anyway.
///
/// # Errors
///
/// When the store does not answer.
pub(crate) async fn alone(tx: &mut Tx) -> Result<(), StoreError> {
    if let Engine::Postgres(conn) = tx.engine() {
        sqlx::query(sql::ALONE).execute(conn).await?;
    }
    Ok(())
}

/// A row of the statements that list.
type Found = (i64, String, Option<String>, String);

fn customer((id, key, country, attributes): Found) -> Result<Customer, CustomersError> {
    Ok(Customer {
        id: customer_id(id)?,
        key,
        country,
        attributes,
    })
}

fn customer_id(raw: i64) -> Result<CustomerId, CustomersError> {
    CustomerId::from_raw(raw).map_err(|_| StoreError::corrupt("customer", "id", raw).into())
}
