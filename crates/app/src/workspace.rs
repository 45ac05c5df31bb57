//! A workspace: its store, its lake, and what is in them.

use std::path::PathBuf;
use std::sync::Arc;

use insight::ProductMemory;
use jiff::civil::Date;
use kernel::Clock;
use store::{Log, Once, Store, StoreUrl};
use warehouse::{CatalogLocation, EngineOptions, Lake, LakeOptions, Snapshot};

use crate::answers::{Answers, LISTS, REPORTS};
use crate::catalogue::KnownRulings;
use crate::feed::Tail;
use crate::import::ImportLock;
use crate::webhooks::AllowedNetworks;
use crate::{AppError, NewWorkspace, Settings};

/// Where a workspace lives, and what it may use.
#[derive(Debug, Clone)]
pub struct Places {
    /// The data folder.
    pub folder: PathBuf,
    /// The operational store.
    pub store: StoreUrl,
    /// The folder of the lake's files.
    pub lake: PathBuf,
    /// Memory for queries, MB.
    pub memory_mb: u64,
}

/// An open workspace. Clones share everything.
#[derive(Debug, Clone)]
pub struct Workspace {
    pub(crate) store: Store,
    pub(crate) log: Log,
    pub(crate) once: Once,
    pub(crate) lake: Arc<Lake>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) places: Arc<Places>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) import_lock: Arc<ImportLock>,
    pub(crate) private_networks: AllowedNetworks,
    pub(crate) tail: Tail,
    pub(crate) rulings: KnownRulings,
    pub(crate) products: ProductMemory,
    /// Reports.
    pub(crate) answers: Answers,
    /// The customers behind their figures.
    pub(crate) lists: Answers,
}

/// What a workspace holds, at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overview {
    /// The first business day with an order.
    pub first_day: Option<Date>,
    /// The last business day with an order.
    pub last_day: Option<Date>,
    /// Orders.
    pub orders: u64,
    /// Customers.
    pub customers: u64,
    /// Order lines, returns included.
    pub lines: u64,
}

impl Workspace {
    /// Makes a workspace in places that hold none.
    ///
    /// # Errors
    ///
    /// [`AppError::WorkspaceExists`] when there is one, [`AppError::TimeZoneUnknown`], or when the places
    /// cannot be used.
    pub async fn create(
        places: Places,
        new: &NewWorkspace,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, AppError> {
        make_folder(&places.folder)?;
        let store = Store::open(&places.store, Arc::clone(&clock)).await?;
        if let Some(settings) = Settings::read(&store).await? {
            return Err(AppError::WorkspaceExists {
                name: settings.name,
            });
        }
        Settings::write(&store, new).await?;
        Self::over(store, places, clock).await
    }

    /// Opens the workspace in its places, and clears up after imports that were killed.
    ///
    /// # Errors
    ///
    /// [`AppError::WorkspaceMissing`] when there is none, or when the places cannot be used.
    pub async fn open(places: Places, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        let is_there = places
            .store
            .sqlite_path()
            .is_none_or(std::path::Path::exists);
        let missing = || AppError::WorkspaceMissing {
            folder: places.folder.clone(),
        };
        if !is_there {
            return Err(missing());
        }
        let store = Store::open(&places.store, Arc::clone(&clock)).await?;
        Self::over(store, places, clock).await
    }

    async fn over(store: Store, places: Places, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        let settings = Settings::read(&store)
            .await?
            .ok_or_else(|| AppError::WorkspaceMissing {
                folder: places.folder.clone(),
            })?;
        let options = LakeOptions {
            catalog: catalog(&places),
            files: places.lake.clone(),
            time_zone: settings.time_zone.clone(),
            currency_digits: settings.currency.digits(),
            engine: EngineOptions {
                memory_mb: places.memory_mb,
                spill: places.folder.join("spill"),
                threads: None,
            },
        };
        let lake = Lake::open(options).await?;
        let import_lock = Arc::new(ImportLock::at(
            places.folder.join("import.lock"),
            store.clone(),
        ));
        let workspace = Self {
            log: Log::open(store.clone()),
            once: Once::new(store.clone()),
            store,
            lake: Arc::new(lake),
            settings: Arc::new(settings),
            places: Arc::new(places),
            clock,
            import_lock,
            private_networks: AllowedNetworks::default(),
            tail: Tail::default(),
            rulings: KnownRulings::default(),
            products: ProductMemory::default(),
            answers: Answers::keeping(REPORTS),
            lists: Answers::keeping(LISTS),
        };
        workspace.recover().await?;
        Ok(workspace)
    }

    /// The operational store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The log of all facts.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// What the workspace fixed when it was made.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The data folder.
    pub fn folder(&self) -> &std::path::Path {
        &self.places.folder
    }

    /// What the workspace holds.
    ///
    /// # Errors
    ///
    /// When the lake cannot be read.
    pub async fn overview(&self) -> Result<Overview, AppError> {
        let contents = self.snapshot().await?.contents().await?;
        Ok(Overview {
            first_day: contents.first_day,
            last_day: contents.last_day,
            orders: contents.orders,
            customers: contents.customers,
            lines: contents.lines,
        })
    }

    /// The lake as it is now, with all that was acknowledged before, as far as that is soon there.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot, AppError> {
        self.bring_tail().await?;
        Ok(self.lake.snapshot().await?)
    }
}

fn catalog(places: &Places) -> CatalogLocation {
    match (
        places.store.postgres_url(),
        places.store.schema(),
        places.store.sqlite_path(),
    ) {
        (Some(url), Some(name), _) => CatalogLocation::Postgres {
            url,
            name: name.to_owned(),
        },
        (_, _, Some(path)) => CatalogLocation::Sqlite {
            path: path.to_owned(),
        },
        _ => CatalogLocation::Sqlite {
            path: places.folder.join("clientele.db"),
        },
    }
}

fn make_folder(folder: &std::path::Path) -> Result<(), AppError> {
    std::fs::create_dir_all(folder).map_err(|source| AppError::Folder {
        folder: folder.to_owned(),
        source,
    })
}
