//! Workspaces themselves: made, opened, moved, missing; and their goals.

use std::path::Path;

use app::{AppError, Workspace};
use insight::BaseQuery;
use kernel::{Clock, Fault};
use store::StoreUrl;

use crate::contents::contents;
use crate::engine::{Engine, on_both, on_sqlite, orders};
use crate::files::{SPRING, lines};

on_both! {
    async fn goals_stand_in_the_base_report(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &lines(&SPRING)).await;
        workspace.set_goal("orders", "2024-03", 4.0).await.unwrap();
        workspace.set_goal("revenue_minor", "2024-04", 700.0).await.unwrap();
        workspace.set_goal("orders", "2024-03", 6.0).await.unwrap();
        let goals = workspace.base(&BaseQuery::default()).await.unwrap().goals;
        let figures: Vec<_> =
            goals.iter().map(|goal| (goal.metric, goal.month.as_str(), goal.attainment)).collect();
        let half = Some(0.5);
        assert_eq!(figures, [("orders", "2024-03", half), ("revenue_minor", "2024-04", half)]);
        workspace.remove_goal("orders", "2024-03").await.unwrap();
        assert_eq!(workspace.goals().await.unwrap().len(), 1);
        assert!(workspace.set_goal("smiles", "2024-03", 1.0).await.is_err());
        assert!(workspace.set_goal("orders", "March", 1.0).await.is_err());
        assert!(workspace.set_goal("orders", "2024-03", f64::NAN).await.is_err());
    }

    async fn a_workspace_opens_again_as_it_was(engine) {
        let home = engine.home().await;
        let workspace = home.create("Asia/Tehran").await.unwrap();
        orders(&workspace, &lines(&SPRING)).await;
        let before = contents(&workspace).await;
        drop(workspace);
        let workspace = home.open().await.unwrap();
        assert_eq!(contents(&workspace).await, before);
        assert_eq!(workspace.settings().time_zone_name(), "Asia/Tehran");
        assert_eq!(workspace.settings().currency.to_string(), "EUR");
        let error = home.create("Europe/Sofia").await.unwrap_err();
        assert!(matches!(&error, AppError::WorkspaceExists { name } if name == "Corner shop"));
    }

    async fn a_missing_workspace_is_said_to_be_missing(engine) {
        let home = engine.home().await;
        let error = home.open().await.unwrap_err();
        assert_eq!(error.code(), "workspace.missing");
        assert!(error.to_string().contains("clientele init"), "{error}");
    }

    async fn an_unknown_time_zone_makes_no_workspace(engine) {
        let home = engine.home().await;
        let error = home.create("Mars/Olympus").await.unwrap_err();
        assert_eq!(error.code(), "workspace.time_zone_unknown");
        assert!(error.to_string().contains("`Mars/Olympus`"), "{error}");
        assert_eq!(home.open().await.unwrap_err().code(), "workspace.missing");
        home.create("Europe/Sofia").await.unwrap();
    }
}

#[test]
fn a_folder_that_is_not_there_is_not_made_by_opening() {
    async fn test(engine: &Engine) {
        let home = engine.home().await;
        let mut places = home.places();
        places.folder = home.folder.join("elsewhere");
        places.store = StoreUrl::sqlite(places.folder.join("clientele.db"));
        let clock = std::sync::Arc::<kernel::ManualClock>::clone(&home.clock);
        let error = Workspace::open(places.clone(), clock).await.unwrap_err();
        assert_eq!(error.code(), "workspace.missing");
        assert!(!places.folder.exists());
    }
    on_sqlite(test);
}

#[test]
fn a_folder_copied_elsewhere_is_the_same_workspace() {
    async fn test(engine: &Engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        orders(&workspace, &lines(&SPRING[..4])).await;
        let before = contents(&workspace).await;
        drop(workspace);
        let elsewhere = tempfile::tempdir().unwrap();
        let mut places = home.places();
        places.folder = elsewhere.path().join("copy");
        places.store = StoreUrl::sqlite(places.folder.join("clientele.db"));
        places.lake = places.folder.join("lake");
        copy(&home.folder, &places.folder);
        // Not read from where it came.
        std::fs::rename(home.folder.join("lake"), home.folder.join("gone")).unwrap();
        let clock: std::sync::Arc<dyn Clock> =
            std::sync::Arc::<kernel::ManualClock>::clone(&home.clock);
        let workspace = Workspace::open(places, clock).await.unwrap();
        assert_eq!(contents(&workspace).await, before);
        orders(&workspace, &lines(&SPRING)).await;
        assert_eq!(workspace.overview().await.unwrap().lines, 7);
    }
    on_sqlite(test);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
