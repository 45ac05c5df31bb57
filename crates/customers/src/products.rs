//! The products of the workspace, by the keys of the source.

mod statements;

use std::collections::{BTreeMap, HashMap};

use ::store::{Store, StoreError, on};
use kernel::{Limit, Page};
use serde::Serialize;

use crate::attributes::AttributeRow;
use crate::base::Upserted;
use crate::bulk;
use crate::error::CustomersError;
use crate::imports::{ImportId, set_counts};
use crate::meaning::Meaning;
use crate::merge::{Change, merged, replace};
use statements as sql;

/// The products of one workspace.
#[derive(Clone, Debug)]
pub struct Products {
    store: Store,
}

/// A product as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Product {
    /// The key in the system where the product comes from.
    pub key: String,
    /// The name.
    pub name: Option<String>,
    /// The category.
    pub category: Option<String>,
    /// Further attributes, a JSON object.
    pub attributes: String,
}

type Row = (String, Option<String>, Option<String>, String);

impl Products {
    /// The products in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// Merges rows of a file of products, in the file's order, in one transaction.
    ///
    /// The counts are noted with the import, when it is committing: by them a restart knows that this was done.
    ///
    /// # Errors
    ///
    /// When the store does not answer; then nothing was changed.
    pub async fn upsert(
        &self,
        import: ImportId,
        rows: &[AttributeRow],
    ) -> Result<Upserted, CustomersError> {
        let now = self.store.clock().now().as_microsecond();
        let mut counts = Upserted::default();
        let mut tx = self.store.begin().await?;
        for chunk in rows.chunks(bulk::ROWS) {
            let keys: Vec<&str> = chunk.iter().map(|row| row.key.as_str()).collect();
            let mut found: Vec<Row> = Vec::new();
            for (text, keys) in sql::FIND.padded(tx.kind(), &keys) {
                found.extend(on!(tx, conn => {
                    let mut query = sqlx::query_as(text);
                    for key in keys {
                        query = query.bind(key);
                    }
                    query.fetch_all(conn).await.map_err(StoreError::from)?
                }));
            }
            for ((key, name, category, attributes), change) in merge(found, chunk)?.into_values() {
                counts.count(change);
                let text = match change {
                    Change::None => continue,
                    Change::Some => sql::UPDATE,
                    Change::New => sql::INSERT,
                };
                let affected = on!(tx, conn => {
                    let query = sqlx::query(text).bind(key).bind(name).bind(category).bind(attributes);
                    let query = query.bind(now).bind(import.raw());
                    query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
                });
                ::store::ensure_affected_rows(affected, 1)?;
            }
        }
        set_counts(&mut tx, import, &serde_json::json!(counts)).await?;
        tx.commit().await?;
        Ok(counts)
    }

    /// The products that an import made, and about which no later file has said more.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn created_by(&self, import: ImportId) -> Result<Vec<String>, CustomersError> {
        let mut conn = self.store.read().await?;
        Ok(on!(conn, conn => {
            let query = sqlx::query_scalar(sql::CREATED_BY).bind(import.raw());
            query.fetch_all(conn).await.map_err(StoreError::from)?
        }))
    }

    /// Removes the products that an import made, unless a later file has said more about them.
    ///
    /// # Errors
    ///
    /// When the store does not answer; then none was removed.
    pub async fn remove_created_by(&self, import: ImportId) -> Result<u64, CustomersError> {
        let mut tx = self.store.begin().await?;
        let removed = on!(tx, conn => {
            let query = sqlx::query(sql::REMOVE).bind(import.raw());
            query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
        });
        tx.commit().await?;
        Ok(removed)
    }

    /// The products by key, in pages; the cursor is the last key.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn list(
        &self,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<Product>, CustomersError> {
        let mut conn = self.store.read().await?;
        let rows: Vec<Row> = on!(conn, conn => {
            let query = sqlx::query_as(sql::LIST).bind(cursor.unwrap_or("")).bind(limit.one_more());
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        let product = |(key, name, category, attributes)| Product {
            key,
            name,
            category,
            attributes,
        };
        let items = rows.into_iter().map(product).collect();
        Ok(Page::of(items, limit, |product| product.key.clone()))
    }
}

/// Merges a chunk's rows into what is known, each key once, in the order of the keys.
fn merge(
    found: Vec<Row>,
    chunk: &[AttributeRow],
) -> Result<BTreeMap<String, (Row, Change)>, CustomersError> {
    let known: HashMap<String, Row> = found.into_iter().map(|row| (row.0.clone(), row)).collect();
    let mut all: BTreeMap<String, (Row, Change)> = BTreeMap::new();
    for row in chunk {
        let (entry, change) =
            all.entry(row.key.clone())
                .or_insert_with(|| match known.get(&row.key) {
                    Some(known) => (known.clone(), Change::None),
                    None => ((row.key.clone(), None, None, "{}".to_owned()), Change::New),
                });
        let mut differs = replace(&mut entry.1, row.value(Meaning::Name));
        differs |= replace(&mut entry.2, row.value(Meaning::Category));
        if let Some(attributes) = merged(&entry.3, row)
            .map_err(|_| StoreError::corrupt("product", "attributes", &row.key))?
        {
            entry.3 = attributes;
            differs = true;
        }
        if differs && *change == Change::None {
            *change = Change::Some;
        }
    }
    Ok(all)
}
