//! An undone import leaves what a workspace without it holds.

use app::{ImportKind, ImportState};
use kernel::Fault;

use crate::contents::contents;
use crate::engine::{import, on_both, orders};
use crate::files::{SPRING, lines, simulated};

/// A line more on a receipt of the spring, a new customer, a new product, a return.
const MORE: [&str; 4] = [
    "1001,17850,2024-03-01 10:00,C3,Bowl,1,1.00,Germany",
    "1007,17852,2024-04-03 10:00,A1,Cup,1,3.50,Italy",
    "1008,17851,2024-04-04 10:00,D4,Spoon,2,2.25,Spain",
    "C1009,17850,2024-04-05 09:00,B2,Plate,-1,10.00,Germany",
];

on_both! {
    async fn a_later_overlapping_import_leaves_the_earlier_one(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &lines(&SPRING)).await;
        let before = contents(&workspace).await;
        let later = orders(&workspace, &lines(&[&SPRING[3..], &MORE[..]].concat())).await;
        assert_ne!(contents(&workspace).await, before);
        let undone = workspace.undo_import(later.id, "ada").await.unwrap();
        assert_eq!(undone.state, ImportState::Undone);
        assert_eq!(contents(&workspace).await, before);

        let error = workspace.undo_import(later.id, "ada").await.unwrap_err();
        assert_eq!(error.code(), "import.state_wrong");
        // Taken back, it can be brought in again.
        orders(&workspace, &lines(&MORE)).await;
        let at_once = engine.workspace().await;
        orders(&at_once, &lines(&[&SPRING[..], &MORE[..]].concat())).await;
        assert_eq!(contents(&workspace).await, contents(&at_once).await);
    }

    async fn an_earlier_import_leaves_the_later_one(engine) {
        let workspace = engine.workspace().await;
        let first = orders(&workspace, &lines(&SPRING)).await;
        orders(&workspace, &lines(&MORE)).await;
        workspace.undo_import(first.id, "ada").await.unwrap();
        let without = engine.workspace().await;
        orders(&without, &lines(&MORE)).await;
        assert_eq!(contents(&workspace).await, contents(&without).await);
    }

    async fn lines_that_a_later_file_repeated_come_back_with_that_file(engine) {
        let workspace = engine.workspace().await;
        let first = orders(&workspace, &lines(&SPRING[..5])).await;
        let later = lines(&[&SPRING[3..], &MORE[..]].concat());
        orders(&workspace, &later).await;
        // It was the first that brought the lines that both have.
        workspace.undo_import(first.id, "ada").await.unwrap();
        orders(&workspace, &later).await;
        let without = engine.workspace().await;
        orders(&without, &later).await;
        assert_eq!(contents(&workspace).await, contents(&without).await);
    }

    async fn the_only_import_leaves_an_empty_workspace(engine) {
        let workspace = engine.workspace().await;
        let empty = contents(&workspace).await;
        let record = orders(&workspace, &simulated(7, 300)).await;
        workspace.undo_import(record.id, "ada").await.unwrap();
        assert_eq!(contents(&workspace).await, empty);
        workspace.maintain(true).await.unwrap();
        assert_eq!(contents(&workspace).await, empty);
        assert_eq!(workspace.overview().await.unwrap().lines, 0);
    }

    async fn a_file_of_customers_takes_its_new_customers_with_it(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &lines(&SPRING)).await;
        let before = contents(&workspace).await;
        let text = "customer_id,country,colour\n98,Norway,blue\n99,,red\n";
        let record = import(&workspace, ImportKind::Customers, text).await;
        workspace.undo_import(record.id, "ada").await.unwrap();
        assert_eq!(contents(&workspace).await, before);
    }

    async fn a_file_of_products_takes_its_new_products_with_it(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &lines(&SPRING)).await;
        let before = contents(&workspace).await;
        let text = "sku,name,category\nY8,Jug,Ware\nZ9,Vase,Ware\n";
        let record = import(&workspace, ImportKind::Products, text).await;
        assert_ne!(contents(&workspace).await, before);
        workspace.undo_import(record.id, "ada").await.unwrap();
        assert_eq!(contents(&workspace).await, before);
    }
}
