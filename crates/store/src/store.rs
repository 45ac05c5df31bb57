//! The store: opening it, reading from it, changing it.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Clock, IdSource};
use sqlx::PgPool;

use crate::engine::{postgres, sqlite::SqliteStore};
use crate::{Conn, StoreError, StoreUrl, Tx, View, migrate, on};

const PING_TIMEOUT: Duration = Duration::from_secs(2);

/// The store of one workspace. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Store {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    url: StoreUrl,
    clock: Arc<dyn Clock>,
    ids: IdSource,
    pools: Pools,
}

#[derive(Debug)]
enum Pools {
    Sqlite(SqliteStore),
    Postgres(PgPool),
}

impl Store {
    /// Opens the store, makes it when it is not there, and brings its schema to the newest version.
    ///
    /// # Errors
    ///
    /// When the database can not be reached, is damaged, or was made by a newer program.
    pub async fn open(url: &StoreUrl, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let opened = match (url.sqlite_path(), url.postgres_url()) {
            (Some(path), _) => SqliteStore::open(path).await.map(Pools::Sqlite),
            (None, url) => postgres::open(&url.unwrap_or_default())
                .await
                .map(Pools::Postgres),
        };
        let pools = opened.map_err(|error| StoreError::opening(url, error))?;
        let ids = IdSource::new(Arc::clone(&clock));
        let store = Self {
            shared: Arc::new(Shared {
                url: url.clone(),
                clock,
                ids,
                pools,
            }),
        };
        let mut conn = store.read().await?;
        let version = migrate::check(&mut conn, url).await?;
        drop(conn);
        if version < migrate::known_version() {
            let mut tx = store.begin().await?;
            migrate::run(&mut tx, url, store.clock().as_ref()).await?;
            tx.commit().await?;
        }
        Ok(store)
    }

    /// Where it is kept. The warehouse opens the lake's catalog in the same place.
    pub fn url(&self) -> &StoreUrl {
        &self.shared.url
    }

    /// The clock that it was opened with.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }

    /// The source of fresh ids.
    pub fn ids(&self) -> &IdSource {
        &self.shared.ids
    }

    /// Takes a connection for reading. It sees what is committed, and on SQLite refuses to write.
    ///
    /// # Errors
    ///
    /// When the database does not answer, or all connections are taken for too long.
    pub async fn read(&self) -> Result<Conn, StoreError> {
        Ok(match &self.shared.pools {
            Pools::Sqlite(sqlite) => Conn::Sqlite(sqlite.readers.acquire().await?),
            Pools::Postgres(pool) => Conn::Postgres(pool.acquire().await?),
        })
    }

    /// Begins a transaction for reading; it ends when it is dropped.
    ///
    /// # Errors
    ///
    /// As [`Store::read`].
    pub async fn view(&self) -> Result<View, StoreError> {
        Ok(match &self.shared.pools {
            Pools::Sqlite(sqlite) => View::Sqlite(sqlite.readers.begin().await?),
            Pools::Postgres(pool) => View::Postgres(pool.begin_with(postgres::BEGIN_VIEW).await?),
        })
    }

    /// Begins a transaction for writing. On SQLite there is one at a time: keep it short.
    ///
    /// # Errors
    ///
    /// When the database does not answer, or others hold it for too long.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(match &self.shared.pools {
            Pools::Sqlite(sqlite) => {
                let (tx, turn) = sqlite.begin(false).await?;
                Tx::Sqlite(tx, turn)
            }
            Pools::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a transaction whose effect can be made again, such as that of a consumer with its cursor: the disk is not waited
    /// for. A killed process loses nothing by that; a machine that loses power may forget the last of them, and never one
    /// without all that came after it.
    ///
    /// # Errors
    ///
    /// As [`Store::begin`].
    pub async fn begin_soft(&self) -> Result<Tx, StoreError> {
        Ok(match &self.shared.pools {
            Pools::Sqlite(sqlite) => {
                let (tx, turn) = sqlite.begin(true).await?;
                Tx::Sqlite(tx, turn)
            }
            Pools::Postgres(pool) => Tx::Postgres(pool.begin_with(postgres::BEGIN_SOFT).await?),
        })
    }

    /// Asks the database whether it is there, for two seconds at most.
    ///
    /// # Errors
    ///
    /// When it does not answer.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let asked = async {
            let mut conn = self.read().await?;
            on!(conn, conn => sqlx::query("select 1").execute(conn).await.map(drop))?;
            Ok(())
        };
        tokio::time::timeout(PING_TIMEOUT, asked)
            .await
            .unwrap_or(Err(StoreError::Busy))
    }

    /// The version of the schema.
    ///
    /// # Errors
    ///
    /// When the database does not answer, or a newer program has changed it meanwhile.
    pub async fn schema_version(&self) -> Result<i64, StoreError> {
        let mut conn = self.read().await?;
        migrate::check(&mut conn, self.url()).await
    }

    /// Closes all connections, once those that are in use are given back.
    pub async fn close(&self) {
        match &self.shared.pools {
            Pools::Sqlite(sqlite) => sqlite.close().await,
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}
