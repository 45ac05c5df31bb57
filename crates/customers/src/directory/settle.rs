//! Entries and words brought up to what is known of customers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use ::store::{StoreError, Tx, on};

use super::Directory;
use super::words::{Told, name_key, text, words};
use crate::bulk::Sizes;
use crate::error::CustomersError;
use crate::people::is_own_key;

/// Customers who are settled in one transaction; on SQLite others wait for it.
const AT_ONCE: i64 = 4_096;

const TAKE: &str = "delete from customer_changed
    where customer_id in (select customer_id from customer_changed order by customer_id limit $1)
    returning customer_id";
const WAITING: &str = "select count(*) from (select 1 from customer_changed limit $1) as waiting";

static KNOWN: LazyLock<Sizes> = LazyLock::new(|| {
    let first = "select id, source_key, name, email, phone, country from customer where id in (";
    Sizes::new(first, "#1", ")")
});
static TEXTS: LazyLock<Sizes> = LazyLock::new(|| {
    let first = "select customer_id, words from customer_text where customer_id in (";
    Sizes::new(first, "#1", ")")
});
static PUT_TEXTS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into customer_text (customer_id, words) values",
        "(#1, #2)",
        "on conflict (customer_id) do update set words = excluded.words",
    )
});
static PUT_WORDS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into customer_word (word, customer_id) values",
        "(#1, #2)",
        "on conflict (word, customer_id) do nothing",
    )
});
static PUT_ENTRIES: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into customer_entry (customer_id, name_key, country, contact) values",
        "(#1, #2, #3, #4)",
        "on conflict (customer_id) do update
        set name_key = excluded.name_key, country = excluded.country, contact = excluded.contact",
    )
});
const FORGET_WORD: &str = "delete from customer_word where word = $1 and customer_id = $2";
const FORGET_TEXT: &str = "delete from customer_text where customer_id = $1";

/// A customer: id, key, name, e-mail, phone, country.
type Known = (
    i64,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// What is to be written.
#[derive(Default)]
struct Changes {
    entries: Vec<(i64, Vec<u8>, String, i64)>,
    texts: Vec<(i64, String)>,
    words: Vec<(String, i64)>,
    gone_words: Vec<(String, i64)>,
    gone: Vec<i64>,
}

impl Directory {
    /// How many customers wait to be settled, at most so many.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn waiting(&self, most: i64) -> Result<u64, CustomersError> {
        let mut conn = self.store.read().await?;
        let count: i64 = on!(conn, conn => {
            let query = sqlx::query_scalar(WAITING).bind(most);
            query.fetch_one(conn).await.map_err(StoreError::from)?
        });
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Settles some thousand of the customers who wait, in one transaction, and tells how many; 0 when nobody waits.
    ///
    /// # Errors
    ///
    /// When the store does not answer; then nothing was changed.
    pub async fn settle(&self) -> Result<u64, CustomersError> {
        if self.waiting(1).await? == 0 {
            return Ok(0);
        }
        let mut tx = self.store.begin_soft().await?;
        let mut ids: Vec<i64> = on!(tx, conn => {
            let query = sqlx::query_scalar(TAKE).bind(AT_ONCE);
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        ids.sort_unstable();
        let before = texts(&mut tx, &ids).await?;
        let known = known(&mut tx, &ids).await?;
        let changes = changes(&ids, &known, &before);
        keep(&mut tx, changes).await?;
        tx.commit().await?;
        Ok(ids.len() as u64)
    }
}

async fn known(tx: &mut Tx, ids: &[i64]) -> Result<BTreeMap<i64, Known>, StoreError> {
    let mut all = BTreeMap::new();
    for (text, chunk) in KNOWN.padded(tx.kind(), ids) {
        let rows: Vec<Known> = on!(tx, conn => {
            let mut query = sqlx::query_as(text);
            for id in chunk {
                query = query.bind(id);
            }
            query.fetch_all(conn).await?
        });
        all.extend(rows.into_iter().map(|row| (row.0, row)));
    }
    Ok(all)
}

async fn texts(tx: &mut Tx, ids: &[i64]) -> Result<BTreeMap<i64, String>, StoreError> {
    let mut all = BTreeMap::new();
    for (text, chunk) in TEXTS.padded(tx.kind(), ids) {
        let rows: Vec<(i64, String)> = on!(tx, conn => {
            let mut query = sqlx::query_as(text);
            for id in chunk {
                query = query.bind(id);
            }
            query.fetch_all(conn).await?
        });
        all.extend(rows);
    }
    Ok(all)
}

/// What differs between what is known and what was settled before.
fn changes(ids: &[i64], known: &BTreeMap<i64, Known>, before: &BTreeMap<i64, String>) -> Changes {
    let mut changes = Changes::default();
    for &id in ids {
        let old: BTreeSet<String> = before
            .get(&id)
            .map(|text| text.split_whitespace().map(str::to_owned).collect())
            .unwrap_or_default();
        let mut new = BTreeSet::new();
        if let Some((_, key, name, email, phone, country)) = known.get(&id) {
            new = words(Told {
                key: if is_own_key(key) { "" } else { key },
                name: name.as_deref(),
                email: email.as_deref(),
                phone: phone.as_deref(),
            });
            let contact = i64::from(email.is_some()) + 2 * i64::from(phone.is_some());
            let country = country.clone().unwrap_or_default();
            changes
                .entries
                .push((id, name_key(name.as_deref()), country, contact));
            if before.get(&id).is_none_or(|_| old != new) {
                changes.texts.push((id, text(&new)));
            }
        } else if before.contains_key(&id) {
            changes.gone.push(id);
        }
        let gone = old.difference(&new).map(|word| (word.clone(), id));
        changes.gone_words.extend(gone);
        let come = new.difference(&old).map(|word| (word.clone(), id));
        changes.words.extend(come);
    }
    // Neighbours in the index are written together.
    changes.words.sort_unstable();
    changes
}

async fn keep(tx: &mut Tx, changes: Changes) -> Result<(), StoreError> {
    for (word, id) in &changes.gone_words {
        on!(tx, conn => {
            sqlx::query(FORGET_WORD).bind(word.as_bytes()).bind(*id).execute(conn).await.map(drop)?;
        });
    }
    for id in &changes.gone {
        on!(tx, conn => sqlx::query(FORGET_TEXT).bind(*id).execute(conn).await.map(drop)?);
    }
    for (text, chunk) in PUT_ENTRIES.exact(tx.kind(), &changes.entries) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for (id, name, country, contact) in chunk {
                query = query.bind(*id).bind(name).bind(country).bind(*contact);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    for (text, chunk) in PUT_TEXTS.exact(tx.kind(), &changes.texts) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for (id, words) in chunk {
                query = query.bind(*id).bind(words);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    for (text, chunk) in PUT_WORDS.exact(tx.kind(), &changes.words) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for (word, id) in chunk {
                query = query.bind(word.as_bytes()).bind(*id);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}
