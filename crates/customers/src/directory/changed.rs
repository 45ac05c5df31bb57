//! Whose entry and words are to be made again: noted by whoever changes customers, in the same transaction.
//!
//! A row that is there is taken once more, so that whoever settles at the same time waits for the change and reads it.

use std::sync::LazyLock;

use ::store::{StoreError, Tx, on};

use crate::bulk::Sizes;
use crate::imports::ImportId;

const AGAIN: &str = "on conflict (customer_id) do update set customer_id = excluded.customer_id";

/// Of each row: the id.
static BY_ID: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "insert into customer_changed (customer_id) values",
        "(#1)",
        AGAIN,
    )
});

/// Of each row: the key.
static BY_KEY: LazyLock<Sizes> = LazyLock::new(|| {
    let last = format!(") {AGAIN}");
    Sizes::new(
        "insert into customer_changed (customer_id) select id from customer where source_key in (",
        "#1",
        &last,
    )
});

const BY_IMPORT: &str = "insert into customer_changed (customer_id)
    select id from customer where created_by_import = $1
    on conflict (customer_id) do update set customer_id = excluded.customer_id";

const MADE_BY_LOG: &str = "insert into customer_changed (customer_id)
    select id from customer where made_position is not null and filed is null
    on conflict (customer_id) do update set customer_id = excluded.customer_id";

/// Notes customers by id.
pub(crate) async fn note_ids(tx: &mut Tx, ids: &[i64]) -> Result<(), StoreError> {
    for (text, chunk) in BY_ID.exact(tx.kind(), ids) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for id in chunk {
                query = query.bind(*id);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}

/// Notes customers by the key of the source.
pub(crate) async fn note_keys(tx: &mut Tx, keys: &[&str]) -> Result<(), StoreError> {
    for (text, chunk) in BY_KEY.exact(tx.kind(), keys) {
        on!(tx, conn => {
            let mut query = sqlx::query(text);
            for key in chunk {
                query = query.bind(*key);
            }
            query.execute(conn).await.map(drop)?;
        });
    }
    Ok(())
}

/// Notes the customers that an import made.
pub(crate) async fn note_made_by(tx: &mut Tx, import: ImportId) -> Result<(), StoreError> {
    on!(tx, conn => {
        sqlx::query(BY_IMPORT).bind(import.raw()).execute(conn).await.map(drop)?;
    });
    Ok(())
}

/// Notes the customers whom the log made, before a replay forgets them.
pub(crate) async fn note_made_by_log(tx: &mut Tx) -> Result<(), StoreError> {
    on!(tx, conn => {
        sqlx::query(MADE_BY_LOG).execute(conn).await.map(drop)?;
    });
    Ok(())
}
