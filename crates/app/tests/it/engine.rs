//! Homes for workspaces on either engine, and what a test does with one.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use app::{
    AppError, ImportKind, ImportOptions, ImportRecord, NewWorkspace, Places, ProgressCell,
    Workspace,
};
use kernel::{Clock, ManualClock};
use store::StoreUrl;
use testkit::TempStore;
use tokio_util::sync::CancellationToken;

/// Makes of each function two tests, one on SQLite and one on PostgreSQL.
macro_rules! on_both {
    ($(async fn $name:ident($engine:ident) $body:block)*) => {$(
        async fn $name($engine: &crate::engine::Engine) $body

        mod $name {
            #[test]
            fn sqlite() {
                crate::engine::on_sqlite(super::$name);
            }

            #[test]
            fn postgres() {
                crate::engine::on_postgres(super::$name);
            }
        }
    )*};
}
pub(crate) use on_both;

/// A database engine, and the homes that a test has made on it.
pub(crate) struct Engine {
    postgres: Option<String>,
    made: Mutex<Vec<TempStore>>,
}

/// The places of one workspace, which vanish after the test.
pub(crate) struct Home {
    pub(crate) folder: PathBuf,
    pub(crate) store: StoreUrl,
    pub(crate) clock: Arc<ManualClock>,
}

/// Runs a test on SQLite.
pub(crate) fn on_sqlite(test: impl AsyncFnOnce(&Engine)) {
    run(None, test);
}

/// Runs a test on PostgreSQL, or says that it was left out.
pub(crate) fn on_postgres(test: impl AsyncFnOnce(&Engine)) {
    if let Some(url) = testkit::postgres::url() {
        run(Some(url), test);
    }
}

fn run(postgres: Option<String>, test: impl AsyncFnOnce(&Engine)) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let engine = Engine {
            postgres,
            made: Mutex::default(),
        };
        test(&engine).await;
        let made = std::mem::take(&mut *engine.made.lock().unwrap());
        for temp in made {
            temp.close().await.unwrap();
        }
    });
}

impl Engine {
    /// A home in which there is no workspace yet.
    pub(crate) async fn home(&self) -> Home {
        let temp = match &self.postgres {
            None => TempStore::sqlite().await.unwrap(),
            Some(url) => TempStore::postgres(url).await.unwrap(),
        };
        let home = Home {
            folder: temp.folder().to_owned(),
            store: temp.store.url().clone(),
            clock: Arc::clone(&temp.clock),
        };
        self.made.lock().unwrap().push(temp);
        home
    }

    /// A workspace with amounts in euros and days in Sofia.
    pub(crate) async fn workspace(&self) -> Workspace {
        self.home().await.create("Europe/Sofia").await.unwrap()
    }
}

impl Home {
    pub(crate) fn places(&self) -> Places {
        Places {
            folder: self.folder.clone(),
            store: self.store.clone(),
            lake: self.folder.join("lake"),
            memory_mb: 256,
        }
    }

    pub(crate) async fn create(&self, time_zone: &str) -> Result<Workspace, AppError> {
        let new = NewWorkspace {
            name: "Corner shop".to_owned(),
            currency: "EUR".parse().unwrap(),
            time_zone: time_zone.to_owned(),
        };
        Workspace::create(self.places(), &new, self.clock()).await
    }

    /// Opens the workspace as a program does that starts anew.
    pub(crate) async fn open(&self) -> Result<Workspace, AppError> {
        Workspace::open(self.places(), self.clock()).await
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::<ManualClock>::clone(&self.clock)
    }
}

/// Imports a file and waits for its end.
pub(crate) async fn import_as(
    workspace: &Workspace,
    kind: ImportKind,
    file: &Path,
    options: &ImportOptions,
) -> Result<ImportRecord, AppError> {
    let progress = Arc::new(ProgressCell::default());
    let running = workspace
        .start_import(
            kind,
            file,
            "file.csv",
            options,
            "ada",
            progress,
            CancellationToken::new(),
        )
        .await?;
    running.handle.await.unwrap()
}

/// Imports a text as a CSV file.
pub(crate) async fn import(workspace: &Workspace, kind: ImportKind, text: &str) -> ImportRecord {
    let file = crate::files::file(text);
    import_as(workspace, kind, file.path(), &ImportOptions::default())
        .await
        .unwrap()
}

/// Imports a text as a CSV file of orders.
pub(crate) async fn orders(workspace: &Workspace, text: &str) -> ImportRecord {
    import(workspace, ImportKind::Orders, text).await
}
