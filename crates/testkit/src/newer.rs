//! A store that a later program has used.

use store::{Store, StoreUrl, on};

use crate::clock;

const STEP: &str =
    "insert into schema_version (version, name, applied_at) values (9999, 'later', 0)";

/// Notes in a store that its schema has version 9999, which no program of today knows.
///
/// # Errors
///
/// When the store can not be opened or written.
pub async fn make_newer(url: &StoreUrl) -> anyhow::Result<()> {
    let store = Store::open(url, clock::at_noon()).await?;
    let mut tx = store.begin().await?;
    on!(tx, conn => sqlx::query(STEP).execute(conn).await.map(drop))?;
    tx.commit().await?;
    store.close().await;
    Ok(())
}
