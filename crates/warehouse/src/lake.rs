//! The lake of one workspace: opening it, and the handles that everything else borrows.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion_ducklake::{
    ColumnDef, DuckLakeTableWriter, DuckLakeWriteOptions, MetadataWriter, NullOrder, SortDirection,
    SortField, WriteMode,
};
use jiff::tz::TimeZone;
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use parquet::basic::{Compression, ZstdLevel};

use crate::catalog::Catalog;
use crate::schema::{NAMESPACE, Table};
use crate::session::{self, EngineOptions};
use crate::{CatalogLocation, Snapshot, WarehouseError};

/// Rows of a row group: small enough that a range of days opens few of them, large enough that a
/// scan is not slowed by their number.
const ROW_GROUP_ROWS: usize = 256 * 1024;

/// How a lake is opened.
#[derive(Debug, Clone)]
pub struct LakeOptions {
    /// Where the catalog's tables live.
    pub catalog: CatalogLocation,
    /// The folder of the Parquet files; made when missing.
    pub files: PathBuf,
    /// The workspace's time zone, which the SQL functions use.
    pub time_zone: TimeZone,
    /// The fraction digits of the workspace's currency.
    pub currency_digits: u8,
    /// What queries may use of the machine.
    pub engine: EngineOptions,
}

/// The lake of one workspace.
pub struct Lake {
    pub(crate) catalog: Catalog,
    pub(crate) files: Arc<dyn ObjectStore>,
    pub(crate) folder: PathBuf,
    pub(crate) runtime: Arc<RuntimeEnv>,
    pub(crate) options: LakeOptions,
}

impl std::fmt::Debug for Lake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lake")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl Lake {
    /// Opens the lake, making catalog, folder and tables when they are missing.
    ///
    /// # Errors
    ///
    /// When the folder or the catalog's database cannot be used.
    pub async fn open(options: LakeOptions) -> Result<Self, WarehouseError> {
        let folder = prepare_folder(&options.files)?;
        let catalog = Catalog::open(&options.catalog).await?;
        let recorded = catalog.provider.get_data_path().ok();
        if recorded.as_deref() != folder.to_str() {
            // A data folder may be moved as a whole: the catalog keeps relative paths below it.
            catalog
                .writer
                .set_data_path(&folder.to_string_lossy())
                .map_err(WarehouseError::lake("record where its files are"))?;
        }
        let runtime = session::runtime(&options.engine)?;
        let files: Arc<dyn ObjectStore> = Arc::new(LocalFileSystem::new());
        let lake = Self {
            catalog,
            files,
            folder,
            runtime,
            options,
        };
        lake.ensure_tables()?;
        Ok(lake)
    }

    /// The state of the lake now, which later commits do not change.
    ///
    /// # Errors
    ///
    /// When the catalog cannot be read.
    pub async fn snapshot(&self) -> Result<Snapshot, WarehouseError> {
        let id = self
            .catalog
            .provider
            .get_current_snapshot()
            .map_err(WarehouseError::lake("find its newest state"))?;
        Snapshot::open(self, id).await
    }

    /// The folder of the Parquet files.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What writes the lake's files, with our layout.
    pub(crate) fn table_writer(&self) -> Result<DuckLakeTableWriter, WarehouseError> {
        DuckLakeTableWriter::new(Arc::clone(&self.catalog.writer), Arc::clone(&self.files))
            .map(|writer| writer.with_options(&write_options()))
            .map_err(WarehouseError::lake("prepare a write"))
    }

    fn ensure_tables(&self) -> Result<(), WarehouseError> {
        let snapshot = self
            .catalog
            .provider
            .get_current_snapshot()
            .map_err(WarehouseError::lake("find its newest state"))?;
        let there = self.table_names(snapshot)?;
        for table in Table::ALL {
            if !there.iter().any(|name| name == table.name()) {
                create_table(self.catalog.writer.as_ref(), table)
                    .map_err(WarehouseError::lake("make a table"))?;
            }
        }
        Ok(())
    }

    fn table_names(&self, snapshot: i64) -> Result<Vec<String>, WarehouseError> {
        let reading = "list its tables";
        let provider = &self.catalog.provider;
        let schemas = provider
            .list_schemas(snapshot)
            .map_err(WarehouseError::lake(reading))?;
        let mut names = Vec::new();
        for schema in schemas {
            let tables = provider
                .list_tables(schema.schema_id, snapshot)
                .map_err(WarehouseError::lake(reading))?;
            names.extend(tables.into_iter().map(|table| table.table_name));
        }
        Ok(names)
    }
}

fn prepare_folder(path: &Path) -> Result<PathBuf, WarehouseError> {
    let making = "make the folder of its files";
    std::fs::create_dir_all(path).map_err(WarehouseError::lake(making))?;
    path.canonicalize().map_err(WarehouseError::lake(making))
}

fn create_table(writer: &dyn MetadataWriter, table: Table) -> datafusion_ducklake::Result<()> {
    let schema = table.schema();
    let columns = schema
        .fields()
        .iter()
        .map(|field| ColumnDef::from_arrow(field.name(), field.data_type(), field.is_nullable()))
        .collect::<datafusion_ducklake::Result<Vec<_>>>()?;
    let setup =
        writer.begin_write_transaction(NAMESPACE, table.name(), &columns, WriteMode::Append)?;
    let ids = writer.publish_snapshot(
        setup.table_id,
        NAMESPACE,
        table.name(),
        setup.snapshot_id,
        WriteMode::Append,
        setup.base_snapshot_id,
        &columns,
        &setup.field_ids,
    )?;
    let order = SortField::column(
        0,
        table.sorted_by(),
        SortDirection::Asc,
        NullOrder::NullsLast,
    );
    writer.set_sort_spec(ids.table_id, &[order])?;
    Ok(())
}

/// How our files are laid out. Inlining stays off: an inlined row would never leave the database.
/// Rows arrive sorted, so the writer does not sort them again.
pub(crate) fn write_options() -> DuckLakeWriteOptions {
    let mut options = DuckLakeWriteOptions::default().with_data_inlining_row_limit(0);
    options.compression = Some(Compression::ZSTD(ZstdLevel::default()));
    options.max_row_group_rows = Some(ROW_GROUP_ROWS);
    options.sort_on_insert = Some(false);
    options
}
