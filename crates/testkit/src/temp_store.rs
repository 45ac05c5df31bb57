//! Stores that vanish, and tests that run on them.

use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context;
use kernel::{Clock, ManualClock};
use sqlx::AssertSqlSafe;
use store::{Store, StoreUrl, on};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use crate::{clock, postgres};

static SCHEMAS: AtomicU32 = AtomicU32::new(0);

/// A store of its own, with a clock that can be moved, and a folder for what lies beside it.
#[derive(Debug)]
pub struct TempStore {
    /// The store.
    pub store: Store,
    /// The store's clock, at noon of 2026-01-15 in UTC.
    pub clock: Arc<ManualClock>,
    folder: TempDir,
}

impl TempStore {
    /// Makes a store in an SQLite file.
    ///
    /// # Errors
    ///
    /// When the folder or the file can not be made.
    pub async fn sqlite() -> anyhow::Result<Self> {
        let folder = TempDir::with_prefix("clientele-")?;
        let url = StoreUrl::sqlite(folder.path().join("clientele.db"));
        Self::open(&url, folder).await
    }

    /// Makes a store in a fresh schema of the PostgreSQL database at `url`, such as [`postgres::url()`] gives.
    ///
    /// # Errors
    ///
    /// When the database can not be reached.
    pub async fn postgres(url: &str) -> anyhow::Result<Self> {
        let folder = TempDir::with_prefix("clientele-")?;
        let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
        // The folder's name is unique on this machine; the process and a counter make it so for readers of the log.
        let chance: String = folder
            .path()
            .to_string_lossy()
            .bytes()
            .rev()
            .take(6)
            .map(hexadecimal)
            .collect();
        let joint = if url.contains('?') { '&' } else { '?' };
        let schema = format!("test_{}_{number}_{chance}", std::process::id());
        let url = format!("{url}{joint}schema={schema}").parse()?;
        Self::open(&url, folder).await
    }

    async fn open(url: &StoreUrl, folder: TempDir) -> anyhow::Result<Self> {
        let clock = clock::at_noon();
        let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let store = Store::open(url, shared)
            .await
            .with_context(|| format!("opening {url}"))?;
        Ok(Self {
            store,
            clock,
            folder,
        })
    }

    /// The folder for what lies beside the store, such as a lake; it vanishes with this.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Closes the store, and on PostgreSQL drops its schema.
    ///
    /// # Errors
    ///
    /// When the schema can not be dropped.
    pub async fn close(self) -> anyhow::Result<()> {
        if let Some(schema) = self.store.url().schema() {
            let drop_schema = format!("drop schema if exists \"{schema}\" cascade");
            let mut tx = self.store.begin().await?;
            on!(tx, conn => sqlx::raw_sql(AssertSqlSafe(drop_schema)).execute(conn).await.map(drop))?;
            tx.commit().await?;
        }
        self.store.close().await;
        Ok(())
    }
}

fn hexadecimal(byte: u8) -> String {
    format!("{byte:02x}")
}

/// Runs a test on a fresh SQLite store; what [`store::contract!`] calls.
pub fn on_sqlite<T: Future<Output = ()>>(test: impl FnOnce(Store) -> T) {
    runtime().block_on(async {
        let temp = must(TempStore::sqlite().await);
        test(temp.store.clone()).await;
        must(temp.close().await);
    });
}

/// Runs a test on a fresh PostgreSQL store, or says that it was left out; what [`store::contract!`] calls.
pub fn on_postgres<T: Future<Output = ()>>(test: impl FnOnce(Store) -> T) {
    let Some(url) = postgres::url() else { return };
    runtime().block_on(async {
        let temp = must(TempStore::postgres(&url).await);
        test(temp.store.clone()).await;
        must(temp.close().await);
    });
}

fn runtime() -> Runtime {
    must(
        Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(Into::into),
    )
}

#[expect(clippy::panic, reason = "a test that can not start fails")]
fn must<T>(result: anyhow::Result<T>) -> T {
    result.unwrap_or_else(|error| panic!("{error:?}"))
}
