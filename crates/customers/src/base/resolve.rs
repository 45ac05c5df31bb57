//! From the keys of a source to our ids.

use std::collections::HashMap;

use ::store::{StoreError, Tx, on};

use super::{CustomerId, Customers, alone, customer_id, statements as sql};
use crate::bulk;
use crate::directory::changed;
use crate::error::CustomersError;
use crate::imports::ImportId;

/// The ids of customers by their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// One for each key, in the order of the keys.
    pub ids: Vec<CustomerId>,
    /// How many were not known before.
    pub created: u64,
}

impl Customers {
    /// Gives each key its id, and makes a customer, as of `import`, for each key that has none yet.
    ///
    /// All in one transaction. An empty key is not a customer: leave it out.
    ///
    /// # Errors
    ///
    /// When the store does not answer; then no customer was made.
    pub async fn resolve<K: AsRef<str> + Sync>(
        &self,
        import: ImportId,
        keys: &[K],
    ) -> Result<Resolved, CustomersError> {
        let mut ids = Vec::with_capacity(keys.len());
        let mut created = 0;
        // Neighbours are alike: in a first file all keys are new, in a later one nearly none.
        let mut are_known = false;
        let mut tx = self.store.begin().await?;
        alone(&mut tx).await?;
        for chunk in keys.chunks(bulk::ROWS) {
            let chunk: Vec<&str> = chunk.iter().map(AsRef::as_ref).collect();
            if are_known && let Some(known) = find(&mut tx, &chunk).await? {
                ids.extend(known);
                continue;
            }
            let fresh: Vec<i64> = chunk.iter().map(|_| self.store.ids().next()).collect();
            let inserted = self.insert(&mut tx, import, &chunk, &fresh).await?;
            created += inserted;
            are_known = inserted == 0;
            if usize::try_from(inserted) == Ok(chunk.len()) {
                ids.extend(fresh);
                continue;
            }
            let known = find(&mut tx, &chunk).await?;
            ids.extend(known.ok_or_else(|| StoreError::corrupt("customer", "source_key", "?"))?);
        }
        if created > 0 {
            changed::note_made_by(&mut tx, import).await?;
        }
        tx.commit().await?;
        let ids: Result<Vec<CustomerId>, CustomersError> =
            ids.into_iter().map(customer_id).collect();
        Ok(Resolved { ids: ids?, created })
    }

    /// Makes a customer for each key that is not known, and tells how many.
    async fn insert(
        &self,
        tx: &mut Tx,
        import: ImportId,
        keys: &[&str],
        fresh: &[i64],
    ) -> Result<u64, CustomersError> {
        let now = self.store.clock().now().as_microsecond();
        let rows: Vec<(i64, &str)> = fresh.iter().copied().zip(keys.iter().copied()).collect();
        let mut inserted = 0;
        for (text, chunk) in sql::INSERT_KEYS.exact(tx.kind(), &rows) {
            inserted += on!(tx, conn => {
                let mut query = sqlx::query(text);
                for (id, key) in chunk {
                    query = query.bind(*id).bind(*key).bind(now).bind(import.raw()).bind(now);
                }
                query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
            });
        }
        Ok(inserted)
    }
}

/// The ids of the keys, in their order; nothing when one of them is not known.
async fn find(tx: &mut Tx, keys: &[&str]) -> Result<Option<Vec<i64>>, CustomersError> {
    let mut found: HashMap<String, i64> = HashMap::new();
    for (text, chunk) in sql::FIND_KEYS.padded(tx.kind(), keys) {
        let rows: Vec<(String, i64)> = on!(tx, conn => {
            let mut query = sqlx::query_as(text);
            for key in chunk {
                query = query.bind(key);
            }
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        found.extend(rows);
    }
    Ok(keys.iter().map(|key| found.get(*key).copied()).collect())
}
