//! The lake's catalog in the workspace's own database, SQLite or PostgreSQL.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use datafusion_ducklake::maintenance::{
    CleanupCriteria, ExpireCriteria, cleanup_old_files_in_catalog, cleanup_old_files_sqlite,
    delete_orphaned_files_in_catalog, delete_orphaned_files_sqlite,
};
use datafusion_ducklake::metadata_provider::MetadataProvider;
use datafusion_ducklake::{
    MetadataWriter, MulticatalogManager, SqliteMetadataProvider, SqliteMetadataWriter,
};
use object_store::ObjectStore;

use crate::WarehouseError;

/// Connections that the catalog may hold on PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 4;

/// Where the catalog's tables live.
#[derive(Debug, Clone)]
pub enum CatalogLocation {
    /// A SQLite file.
    Sqlite {
        /// The file; made when missing.
        path: PathBuf,
    },
    /// A schema of a PostgreSQL database.
    Postgres {
        /// The connection address, whose `search_path` is the workspace's schema.
        url: String,
        /// The catalog's name: the workspace's schema.
        name: String,
    },
}

/// An open catalog: how the lake's metadata is read, written and cleaned.
pub(crate) struct Catalog {
    pub(crate) provider: Arc<dyn MetadataProvider>,
    pub(crate) writer: Arc<dyn MetadataWriter>,
    backend: Backend,
}

enum Backend {
    Sqlite(Arc<SqliteMetadataWriter>),
    Postgres {
        manager: MulticatalogManager,
        name: String,
    },
}

impl Catalog {
    /// Opens the catalog, making its tables when they are missing.
    pub(crate) async fn open(location: &CatalogLocation) -> Result<Self, WarehouseError> {
        match location {
            CatalogLocation::Sqlite { path } => Self::open_sqlite(path).await,
            CatalogLocation::Postgres { url, name } => Self::open_postgres(url, name).await,
        }
    }

    async fn open_sqlite(path: &std::path::Path) -> Result<Self, WarehouseError> {
        let opening = "open its catalog";
        let url = format!("sqlite:{}?mode=rwc", path.display());
        let writer = SqliteMetadataWriter::new_with_init(&url)
            .await
            .map(Arc::new)
            .map_err(WarehouseError::lake(opening))?;
        let provider = SqliteMetadataProvider::new(&url)
            .await
            .map_err(WarehouseError::lake(opening))?;
        Ok(Self {
            provider: Arc::new(provider),
            writer: Arc::clone(&writer) as Arc<dyn MetadataWriter>,
            backend: Backend::Sqlite(writer),
        })
    }

    async fn open_postgres(url: &str, name: &str) -> Result<Self, WarehouseError> {
        let opening = "open its catalog";
        let manager = MulticatalogManager::connect(url, POSTGRES_CONNECTIONS)
            .await
            .map_err(WarehouseError::lake(opening))?;
        let id = manager
            .create_catalog(name)
            .await
            .map_err(WarehouseError::lake(opening))?;
        let provider = manager
            .provider(id)
            .await
            .map_err(WarehouseError::lake(opening))?;
        let writer = manager
            .writer(id)
            .await
            .map_err(WarehouseError::lake(opening))?;
        Ok(Self {
            provider: Arc::new(provider),
            writer: Arc::new(writer),
            backend: Backend::Postgres {
                manager,
                name: name.to_owned(),
            },
        })
    }

    /// Forgets the snapshots older than `before`; the newest one always stays.
    pub(crate) async fn expire(&self, before: DateTime<Utc>) -> Result<usize, WarehouseError> {
        let criteria = ExpireCriteria::OlderThan(before);
        match &self.backend {
            Backend::Sqlite(writer) => writer.expire_snapshots(criteria),
            Backend::Postgres { manager, name } => {
                manager.expire_snapshots_in_catalog(name, criteria).await
            }
        }
        .map(|expired| expired.len())
        .map_err(WarehouseError::lake("forget old snapshots"))
    }

    /// Deletes the files that no snapshot needs since before `before`.
    pub(crate) async fn delete_old_files(
        &self,
        files: Arc<dyn ObjectStore>,
        before: DateTime<Utc>,
    ) -> Result<usize, WarehouseError> {
        let criteria = CleanupCriteria::OlderThan(before);
        match &self.backend {
            Backend::Sqlite(writer) => {
                cleanup_old_files_sqlite(writer, files, criteria, false).await
            }
            Backend::Postgres { manager, name } => {
                cleanup_old_files_in_catalog(manager, name, files, criteria, false).await
            }
        }
        .map(|deleted| deleted.len())
        .map_err(WarehouseError::lake("delete old files"))
    }

    /// Deletes the files that no commit ever named and that are older than `before`.
    pub(crate) async fn delete_orphans(
        &self,
        files: Arc<dyn ObjectStore>,
        before: DateTime<Utc>,
    ) -> Result<usize, WarehouseError> {
        let criteria = CleanupCriteria::OlderThan(before);
        match &self.backend {
            Backend::Sqlite(writer) => {
                delete_orphaned_files_sqlite(writer, files, criteria, false).await
            }
            Backend::Postgres { manager, name } => {
                delete_orphaned_files_in_catalog(manager, name, files, criteria, false).await
            }
        }
        .map(|deleted| deleted.len())
        .map_err(WarehouseError::lake("delete orphaned files"))
    }
}
