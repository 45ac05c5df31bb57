//! What a file of customers says, merged into what is known: the later file wins, what it leaves empty stays.

use std::collections::{BTreeMap, HashMap};

use ::store::{StoreError, on};

use super::{Customers, Upserted, alone, statements as sql};
use crate::attributes::AttributeRow;
use crate::bulk;
use crate::directory::changed;
use crate::error::CustomersError;
use crate::imports::{ImportId, set_counts};
use crate::meaning::Meaning;
use crate::merge::{Change, merged, replace};
use crate::people::contact_marks;
use crate::people::filed::{self, Filed};

/// What is known about a customer: key, name, e-mail, phone, country, attributes, and when files told of them.
type Known = (
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    Option<String>,
);

impl Customers {
    /// Merges rows of a file of customers, in the file's order, in one transaction.
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
        alone(&mut tx).await?;
        for chunk in rows.chunks(bulk::ROWS) {
            let keys: Vec<&str> = chunk.iter().map(|row| row.key.as_str()).collect();
            let mut found: Vec<Known> = Vec::new();
            for (text, keys) in sql::FIND_KNOWN.padded(tx.kind(), &keys) {
                found.extend(on!(tx, conn => {
                    let mut query = sqlx::query_as(text);
                    for key in keys {
                        query = query.bind(key);
                    }
                    query.fetch_all(conn).await.map_err(StoreError::from)?
                }));
            }
            let mut differing = Vec::new();
            for (known, change) in merge(found, chunk, now)?.into_values() {
                counts.count(change);
                let (text, is_new) = match change {
                    Change::None => continue,
                    Change::Some => (sql::UPDATE, false),
                    Change::New => (sql::INSERT, true),
                };
                let (key, name, email, phone, country, attributes, filed) = known;
                let marks = contact_marks(email.as_deref(), phone.as_deref());
                let claimant = key.clone();
                let id = self.store.ids().next();
                let affected = on!(tx, conn => {
                    let query = sqlx::query(text).bind(key).bind(name).bind(email).bind(phone);
                    let mut query = query.bind(country).bind(attributes).bind(filed).bind(now).bind(import.raw());
                    if is_new {
                        query = query.bind(id);
                    }
                    query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
                });
                ::store::ensure_affected_rows(affected, 1)?;
                for (kind, value) in marks {
                    on!(tx, conn => {
                        let query = sqlx::query(sql::CLAIM).bind(&claimant).bind(kind).bind(value).bind(now);
                        query.execute(conn).await.map(drop).map_err(StoreError::from)?;
                    });
                }
                differing.push(claimant);
            }
            let differing: Vec<&str> = differing.iter().map(String::as_str).collect();
            changed::note_keys(&mut tx, &differing).await?;
        }
        set_counts(&mut tx, import, &serde_json::json!(counts)).await?;
        tx.commit().await?;
        Ok(counts)
    }
}

impl Upserted {
    pub(crate) fn count(&mut self, change: Change) {
        match change {
            Change::None => self.unchanged += 1,
            Change::Some => self.changed += 1,
            Change::New => self.new += 1,
        }
    }
}

/// Merges a chunk's rows into what is known, each key once, in the order of the keys.
fn merge(
    found: Vec<Known>,
    chunk: &[AttributeRow],
    now: i64,
) -> Result<BTreeMap<String, (Known, Change)>, CustomersError> {
    let known: HashMap<String, Known> = found
        .into_iter()
        .map(|known| (known.0.clone(), known))
        .collect();
    let mut all: BTreeMap<String, (Known, Change)> = BTreeMap::new();
    for row in chunk {
        let (entry, change) =
            all.entry(row.key.clone())
                .or_insert_with(|| match known.get(&row.key) {
                    Some(known) => (known.clone(), Change::None),
                    None => (
                        (
                            row.key.clone(),
                            None,
                            None,
                            None,
                            None,
                            "{}".to_owned(),
                            None,
                        ),
                        Change::New,
                    ),
                });
        let mut filed = Filed::read(entry.6.as_deref())
            .map_err(|_| StoreError::corrupt("customer", "filed", &row.key))?;
        let mut differs = false;
        let columns = [
            (&mut entry.1, filed::NAME, Meaning::Name),
            (&mut entry.2, filed::EMAIL, Meaning::Email),
            (&mut entry.3, filed::PHONE, Meaning::Phone),
            (&mut entry.4, filed::COUNTRY, Meaning::Country),
        ];
        for (column, what, meaning) in columns {
            if replace(column, row.value(meaning)) {
                filed.tell(what, now);
                differs = true;
            }
        }
        if let Some(attributes) = merged(&entry.5, row)
            .map_err(|_| StoreError::corrupt("customer", "attributes", &row.key))?
        {
            entry.5 = attributes;
            filed.tell(filed::ATTRIBUTES, now);
            differs = true;
        }
        entry.6 = filed.text();
        if differs && *change == Change::None {
            *change = Change::Some;
        }
    }
    Ok(all)
}
