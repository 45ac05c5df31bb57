//! Bad lines, stopping, and two at once: a file is in as a whole or not at all.

use std::sync::Arc;

use app::{AppError, Counted, ImportKind, ImportOptions, ImportState, ProgressCell, Workspace};
use customers::{CustomersError, ErrorPolicy};
use kernel::{Fault, Limit};
use tokio_util::sync::CancellationToken;

use crate::contents::contents;
use crate::engine::{import_as, on_both, orders};
use crate::files::{SPRING, file, lines, simulated};

const BAD: &str = "1006,17850,2024-03-07 10:00,A1,Cup,two,3.50,Germany";

fn policy(on_error: ErrorPolicy) -> ImportOptions {
    ImportOptions {
        on_error,
        ..ImportOptions::default()
    }
}

async fn latest(workspace: &Workspace) -> app::ImportRecord {
    workspace
        .imports(None, Limit::default())
        .await
        .unwrap()
        .items
        .remove(0)
}

on_both! {
    async fn more_than_one_bad_line_in_a_hundred_refuses_the_file(engine) {
        let workspace = engine.workspace().await;
        let empty = contents(&workspace).await;
        let bad = file(&lines(&[&SPRING[..], &[BAD]].concat()));
        let kind = ImportKind::Orders;
        let limit = policy(ErrorPolicy::Limit);
        let error = import_as(&workspace, kind, bad.path(), &limit).await.unwrap_err();
        assert!(matches!(error, AppError::TooManyRefused { read: 8, refused: 1, .. }), "{error:?}");
        let sentence = error.to_string();
        assert!(sentence.contains("line 9, column Quantity"), "{sentence}");
        assert_eq!(contents(&workspace).await, empty);
        let record = latest(&workspace).await;
        assert_eq!((record.state, record.counts().refused), (ImportState::Failed, 1));

        let stop = policy(ErrorPolicy::Stop);
        let error = import_as(&workspace, kind, bad.path(), &stop).await.unwrap_err();
        assert_eq!(error.code(), "import.line_refused", "{error:?}");
        assert_eq!(contents(&workspace).await, empty);

        let reject = policy(ErrorPolicy::Reject);
        let record = import_as(&workspace, kind, bad.path(), &reject).await.unwrap();
        assert_eq!((record.counts().added, record.counts().refused), (7, 1));
        let refusals = workspace.refusals_path(record.id).await.unwrap().unwrap();
        let refusals = std::fs::read_to_string(refusals).unwrap();
        let (header, refused) = refusals.split_once('\n').unwrap();
        assert_eq!(header, "line,column,value,reason");
        assert!(refused.starts_with("9,\"Quantity\",\"two\","), "{refused}");

        let good = engine.workspace().await;
        orders(&good, &lines(&SPRING)).await;
        assert_eq!(contents(&workspace).await, contents(&good).await);
    }

    async fn one_bad_line_in_a_hundred_is_left_out(engine) {
        let workspace = engine.workspace().await;
        let mut text = simulated(3, 40);
        let read = text.lines().count() as u64;
        assert!(read > 200);
        text.push_str("1,17850,2024-13-01 10:00:00,A1,Cup,1,3.50,web,S01,Germany\n");
        let record = orders(&workspace, &text).await;
        assert_eq!((record.counts().read, record.counts().refused), (read, 1));
        assert_eq!(record.counts().added, read - 1);
    }

    async fn a_cancelled_import_leaves_nothing(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &lines(&SPRING)).await;
        let before = contents(&workspace).await;
        let big = file(&simulated(4, 500));
        for stage in ["waiting", "reading", "matching", "writing"] {
            let (progress, cancel) = (Arc::new(ProgressCell::default()), CancellationToken::new());
            let options = ImportOptions::default();
            let running = workspace
                .start_import(
                    ImportKind::Orders,
                    big.path(),
                    "big.csv",
                    &options,
                    "ada",
                    Arc::clone(&progress),
                    cancel.clone(),
                )
                .await
                .unwrap();
            while progress.read().stage != stage && !running.handle.is_finished() {
                tokio::task::yield_now().await;
            }
            cancel.cancel();
            match running.handle.await.unwrap() {
                Err(AppError::Customers(CustomersError::Cancelled)) => {
                    assert_eq!(contents(&workspace).await, before, "cancelled while {stage}");
                    let record = workspace.import_record(running.id).await.unwrap();
                    assert_eq!(record.state, ImportState::Failed);
                }
                // It was in before it heard of it.
                Ok(record) => {
                    assert_eq!(record.state, ImportState::Done);
                    workspace.undo_import(record.id, "ada").await.unwrap();
                    assert_eq!(contents(&workspace).await, before, "undone after {stage}");
                }
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    async fn of_two_imports_at_once_the_second_is_refused(engine) {
        let workspace = engine.workspace().await;
        let big = file(&simulated(5, 1_000));
        let options = ImportOptions::default();
        let running = workspace
            .start_import(
                ImportKind::Orders,
                big.path(),
                "big.csv",
                &options,
                "ada",
                Arc::new(ProgressCell::default()),
                CancellationToken::new(),
            )
            .await
            .unwrap();
        let small = file(&lines(&SPRING));
        let error = import_as(&workspace, ImportKind::Orders, small.path(), &options).await;
        let error = error.unwrap_err();
        assert!(matches!(error, AppError::ImportRunning), "{error:?}");
        assert!(error.to_string().contains("another import is running"), "{error}");
        assert_eq!(running.handle.await.unwrap().unwrap().state, ImportState::Done);
        // The refused one left no record, and now there is room for it.
        assert_eq!(workspace.imports(None, Limit::default()).await.unwrap().items.len(), 1);
        import_as(&workspace, ImportKind::Orders, small.path(), &options).await.unwrap();
    }
}
