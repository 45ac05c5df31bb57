//! A process that was killed at any moment of an import: the next one to open the workspace brings it to an end.

use std::path::{Path, PathBuf};
use std::time::Duration;

use app::{Counted, ImportId, ImportKind, ImportState, Workspace};
use customers::{AttributeRow, Customers, Imports, Mapping, NewImport, Products, ReadOptions};
use jiff::tz::TimeZone;
use store::on;

use crate::contents::{contents, customers};
use crate::engine::{Home, import, on_both, orders};
use crate::files::{SPRING, file, lines};

const PEOPLE: &str = "customer_id,country,colour\n17850,Norway,blue\n99,,red\n";
const WARES: &str = "sku,name,category\nA1,Cup,Ware\nZ9,Vase,Ware\n";

/// Notes an import as a process does that is about to be killed.
async fn begin(workspace: &Workspace, kind: ImportKind) -> ImportId {
    let new = NewImport {
        kind,
        file_name: "killed.csv".to_owned(),
        file_digest: "d".to_owned(),
        file_bytes: 1,
        options: serde_json::json!({}),
        started_by: "ada".to_owned(),
    };
    Imports::new(workspace.store().clone())
        .begin(&new)
        .await
        .unwrap()
}

async fn commit(workspace: &Workspace, id: ImportId) {
    Imports::new(workspace.store().clone())
        .set_committing(id, "")
        .await
        .unwrap();
}

/// Puts a finished import back to where it stood before its last step.
async fn forget_the_end(workspace: &Workspace, id: ImportId) {
    const BACK: &str = "update import set state = 'committing', finished_at = null where id = $1";
    let mut tx = workspace.store().begin().await.unwrap();
    on!(tx, conn => sqlx::query(BACK).bind(id.raw()).execute(conn).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
}

fn rows(kind: ImportKind, text: &str) -> Vec<AttributeRow> {
    let file = file(text);
    let now = "2026-01-15T12:00:00Z".parse().unwrap();
    let options = ReadOptions::new(TimeZone::UTC, "EUR".parse().unwrap(), now);
    let mut go_on = |_| std::ops::ControlFlow::Continue(());
    customers::read_attributes(file.path(), &Mapping::new(kind), &options, &mut go_on)
        .unwrap()
        .rows
}

async fn reopened(home: &Home, id: ImportId, state: ImportState) -> Workspace {
    let workspace = home.open().await.unwrap();
    let record = workspace.import_record(id).await.unwrap();
    assert_eq!(record.state, state, "{record:?}");
    if state == ImportState::Failed {
        let failure = record.error.unwrap();
        assert!(
            failure.sentence.contains("import the file again"),
            "{failure}"
        );
        assert_eq!(failure.code.as_deref(), Some("import.interrupted"));
    }
    workspace
}

fn parquet_files(folder: &Path) -> usize {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            if path.is_dir() {
                return parquet_files(&path);
            }
            usize::from(path.to_string_lossy().contains(".parquet"))
        })
        .sum()
}

/// A folder that holds the files of a table.
fn table_folder(folder: &Path) -> Option<PathBuf> {
    let entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    if entries.iter().any(|path| path.is_file()) {
        return Some(folder.to_owned());
    }
    entries.iter().find_map(|path| table_folder(path))
}

on_both! {
    async fn killed_while_reading(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        orders(&workspace, &lines(&SPRING)).await;
        let before = contents(&workspace).await;
        let files = parquet_files(&home.folder);
        let id = begin(&workspace, ImportKind::Orders).await;
        drop(workspace);
        let workspace = reopened(&home, id, ImportState::Failed).await;
        assert_eq!(contents(&workspace).await, before);
        assert_eq!(parquet_files(&home.folder), files);
    }

    async fn killed_before_the_lines_were_committed(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        orders(&workspace, &lines(&SPRING)).await;
        let before = contents(&workspace).await;
        let files = parquet_files(&home.folder);
        let id = begin(&workspace, ImportKind::Orders).await;
        commit(&workspace, id).await;
        let keys = ["17850", "newcomer"];
        Customers::new(workspace.store().clone()).resolve(id, &keys).await.unwrap();
        let counts = serde_json::json!({ "added": 3 });
        Imports::new(workspace.store().clone()).note_counts(id, &counts).await.unwrap();
        // What a killed writer leaves on the disk: a file that no commit names, and a part of one.
        let table = table_folder(&home.folder.join("lake")).unwrap();
        std::fs::write(table.join("0b0e7bd8-0000-4000-8000-000000000000.parquet"), "x").unwrap();
        std::fs::write(table.join("half.parquet#1"), "x").unwrap();
        assert_eq!(customers(&workspace).await.len(), 3);
        drop(workspace);
        // The files are as new as this machine's clock says, whatever that is.
        home.clock.advance(Duration::from_hours(30 * 366 * 24));
        let workspace = reopened(&home, id, ImportState::Failed).await;
        assert_eq!(contents(&workspace).await, before);
        assert_eq!(parquet_files(&home.folder), files);
    }

    async fn killed_after_the_lines_were_committed(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        let record = orders(&workspace, &lines(&SPRING)).await;
        let before = contents(&workspace).await;
        forget_the_end(&workspace, record.id).await;
        drop(workspace);
        let workspace = reopened(&home, record.id, ImportState::Done).await;
        assert_eq!(contents(&workspace).await, before);
        let again = workspace.import_record(record.id).await.unwrap();
        assert_eq!(again.counts(), record.counts());
        // Completed, it can be undone like any other.
        workspace.undo_import(record.id, "ada").await.unwrap();
        assert_eq!(workspace.overview().await.unwrap().customers, 0);
    }

    async fn killed_before_attributes_were_written(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        orders(&workspace, &lines(&SPRING)).await;
        let before = contents(&workspace).await;
        let id = begin(&workspace, ImportKind::Customers).await;
        commit(&workspace, id).await;
        drop(workspace);
        let workspace = reopened(&home, id, ImportState::Failed).await;
        assert_eq!(contents(&workspace).await, before);
    }

    async fn killed_before_the_lake_knew_of_the_customers(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        orders(&workspace, &lines(&SPRING)).await;
        let id = begin(&workspace, ImportKind::Customers).await;
        commit(&workspace, id).await;
        let store = Customers::new(workspace.store().clone());
        store.upsert(id, &rows(ImportKind::Customers, PEOPLE)).await.unwrap();
        drop(workspace);
        let workspace = reopened(&home, id, ImportState::Done).await;
        let counts = workspace.import_record(id).await.unwrap().counts();
        assert_eq!((counts.added, counts.changed), (1, 1));

        let clean = engine.workspace().await;
        orders(&clean, &lines(&SPRING)).await;
        import(&clean, ImportKind::Customers, PEOPLE).await;
        assert_eq!(contents(&workspace).await, contents(&clean).await);
    }

    async fn killed_before_the_lake_knew_of_the_products(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        orders(&workspace, &lines(&SPRING)).await;
        let id = begin(&workspace, ImportKind::Products).await;
        commit(&workspace, id).await;
        let store = Products::new(workspace.store().clone());
        store.upsert(id, &rows(ImportKind::Products, WARES)).await.unwrap();
        // The next import of the same process settles it, too.
        import(&workspace, ImportKind::Customers, PEOPLE).await;
        assert_eq!(workspace.import_record(id).await.unwrap().state, ImportState::Done);

        let clean = engine.workspace().await;
        orders(&clean, &lines(&SPRING)).await;
        import(&clean, ImportKind::Products, WARES).await;
        import(&clean, ImportKind::Customers, PEOPLE).await;
        assert_eq!(contents(&workspace).await, contents(&clean).await);
    }

    async fn killed_after_the_lake_knew_of_the_customers(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        orders(&workspace, &lines(&SPRING)).await;
        let id = begin(&workspace, ImportKind::Customers).await;
        commit(&workspace, id).await;
        let store = Customers::new(workspace.store().clone());
        store.upsert(id, &rows(ImportKind::Customers, PEOPLE)).await.unwrap();
        drop(workspace);
        let workspace = reopened(&home, id, ImportState::Done).await;
        let before = contents(&workspace).await;
        let record = workspace.import_record(id).await.unwrap();
        workspace.undo_import(record.id, "ada").await.unwrap();
        assert_ne!(contents(&workspace).await, before, "the new customer left");
    }
}
