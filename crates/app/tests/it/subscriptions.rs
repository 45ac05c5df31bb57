//! Files of subscriptions: what a later file tells holds, until it is taken back.

use app::{Counted, ImportKind, ImportOptions, ImportState, Workspace};
use customers::{Customers, Imports, NewImport};
use insight::ContractQuery;
use kernel::{Fault, Limit};
use store::on;

use crate::contents::{contents, customers, query};
use crate::engine::{import, import_as, on_both, orders};
use crate::files::{SPRING, file, lines};

const SPRING_TERMS: &str = "customer,subscription_id,start,end,price,period,plan,note\n\
    17850,1,2024-01-31,,9.99,,Basic,x\n\
    17850,2,2024-02-01,,99,year,Pro,\n\
    new,,2024-02-10,,5.00,,Basic,\n";

/// Number 1 has ended, number 2 is as it was, and there is one more.
const SUMMER_TERMS: &str = "customer,subscription_id,start,end,price,period,plan,note\n\
    17850,1,2024-01-31,2024-06-30,9.99,,Basic,x\n\
    17850,2,2024-02-01,,99.00,annual,Pro,\n\
    newer,,2024-06-10,,5,,Basic,\n";

const TOLD: &str = "select c.customer_key, s.subscription_key, s.end_day from subscription s
    join customer c on c.customer_id = s.customer_id order by 1, 2";

async fn terms(workspace: &Workspace, text: &str) -> app::ImportRecord {
    import(workspace, ImportKind::Subscriptions, text).await
}

/// Puts a finished import back to where it stood before its last step.
async fn forget_the_end(workspace: &Workspace, record: &app::ImportRecord) {
    const BACK: &str = "update import set state = 'committing', finished_at = null where id = $1";
    let id = record.id.raw();
    let mut tx = workspace.store().begin().await.unwrap();
    on!(tx, conn => sqlx::query(BACK).bind(id).execute(conn).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
}

on_both! {
    async fn what_a_later_file_tells_holds(engine) {
        let workspace = engine.workspace().await;
        let counts = terms(&workspace, SPRING_TERMS).await.counts();
        assert_eq!((counts.read, counts.added, counts.customers_new), (3, 3, 2));
        let again = terms(&workspace, SPRING_TERMS).await.counts();
        assert_eq!((again.added, again.changed, again.known), (0, 0, 3));
        let counts = terms(&workspace, SUMMER_TERMS).await.counts();
        let told = (counts.added, counts.changed, counts.known, counts.customers_new);
        assert_eq!(told, (1, 1, 1, 1));
        let expected = "customer_key,subscription_key,end_day\n17850,1,2024-06-30\n17850,2,\n\
            new,Basic@2024-02-10,\nnewer,Basic@2024-06-10,\n";
        assert_eq!(query(&workspace, TOLD).await, expected);
        assert_eq!(customers(&workspace).await.len(), 3);
        workspace.maintain(true).await.unwrap();
        assert_eq!(query(&workspace, TOLD).await, expected);
    }

    async fn an_undone_file_gives_back_what_was_told_before(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &lines(&SPRING)).await;
        let bare = contents(&workspace).await;
        let spring = terms(&workspace, SPRING_TERMS).await;
        let before = contents(&workspace).await;
        let summer = terms(&workspace, SUMMER_TERMS).await;
        let undone = workspace.undo_import(summer.id, "ada").await.unwrap();
        assert_eq!(undone.state, ImportState::Undone);
        assert_eq!(contents(&workspace).await, before);
        workspace.undo_import(spring.id, "ada").await.unwrap();
        assert_eq!(contents(&workspace).await, bare);
        let left = "select count(*) from subscription_told";
        assert_eq!(query(&workspace, left).await.lines().last(), Some("0"));
    }

    async fn an_undone_earlier_file_leaves_what_the_later_one_told(engine) {
        let workspace = engine.workspace().await;
        let spring = terms(&workspace, SPRING_TERMS).await;
        terms(&workspace, SUMMER_TERMS).await;
        workspace.undo_import(spring.id, "ada").await.unwrap();
        // Number 2 was known when the later file came: it is back with that file.
        let expected = "customer_key,subscription_key,end_day\n17850,1,2024-06-30\n\
            newer,Basic@2024-06-10,\n";
        assert_eq!(query(&workspace, TOLD).await, expected);
        assert_eq!(customers(&workspace).await.len(), 2, "one of the earlier file is still in use");
        terms(&workspace, SUMMER_TERMS).await;
        let clean = engine.workspace().await;
        terms(&clean, SUMMER_TERMS).await;
        assert_eq!(contents(&workspace).await, contents(&clean).await);
    }

    async fn a_subscriber_stays_when_their_orders_are_taken_back(engine) {
        let workspace = engine.workspace().await;
        let bought = orders(&workspace, &lines(&SPRING)).await;
        terms(&workspace, SPRING_TERMS).await;
        workspace.undo_import(bought.id, "ada").await.unwrap();
        let clean = engine.workspace().await;
        terms(&clean, SPRING_TERMS).await;
        let told = query(&workspace, TOLD).await;
        assert_eq!(told, query(&clean, TOLD).await);
        assert_eq!(customers(&workspace).await.len(), 2);
    }

    async fn what_was_imported_is_reported_as_of_today_at_most(engine) {
        let workspace = engine.workspace().await;
        terms(&workspace, SUMMER_TERMS).await;
        let usual = ContractQuery::default();
        let report = workspace.contract(&usual).await.unwrap();
        assert_eq!(report.as_of.map(|day| day.to_string()).as_deref(), Some("2024-06-30"));
        let current = report.current.unwrap();
        assert_eq!((current.subscribers, current.mrr_minor), (2, 825 + 500));
        assert_eq!(report.terms.len(), 2);
        // An end that lies ahead of today does not make it today.
        let ahead = "customer,start,end,price\nlate,2024-02-01,2050-01-01,7.00\n";
        terms(&workspace, ahead).await;
        let later = workspace.contract(&usual).await.unwrap();
        assert_eq!((later.as_of, later.current.unwrap().mrr_minor), (report.as_of, 2_025));
        let page = workspace.subscribers(&usual, None, Limit::default()).await.unwrap();
        let keys: Vec<&str> = page.items.iter().map(|of| of.customer.as_str()).collect();
        assert_eq!(keys.len(), 3);
        assert!(keys.contains(&"late") && keys.contains(&"newer"), "{keys:?}");
    }

    async fn more_than_one_bad_line_in_a_hundred_refuses_the_file(engine) {
        let workspace = engine.workspace().await;
        let empty = contents(&workspace).await;
        let text = format!("{SPRING_TERMS}a,9,2024-02-01,2023-02-01,5,,,\n");
        let bad = file(&text);
        let kind = ImportKind::Subscriptions;
        let error = import_as(&workspace, kind, bad.path(), &ImportOptions::default()).await;
        let error = error.unwrap_err();
        assert!(error.to_string().contains("line 5, column end"), "{error}");
        assert_eq!(error.code(), "import.too_many_refused");
        assert_eq!(contents(&workspace).await, empty);
    }

    async fn killed_before_the_commit_nothing_is_left(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        terms(&workspace, SPRING_TERMS).await;
        let before = contents(&workspace).await;
        let imports = Imports::new(workspace.store().clone());
        let new = NewImport {
            kind: ImportKind::Subscriptions,
            file_name: "killed.csv".to_owned(),
            file_digest: "d".to_owned(),
            file_bytes: 1,
            options: serde_json::json!({}),
            started_by: "ada".to_owned(),
        };
        let id = imports.begin(&new).await.unwrap();
        imports.set_committing(id, "").await.unwrap();
        let store = Customers::new(workspace.store().clone());
        store.resolve(id, &["17850", "newcomer"]).await.unwrap();
        drop((workspace, imports, store));
        let workspace = home.open().await.unwrap();
        let record = workspace.import_record(id).await.unwrap();
        assert_eq!(record.state, ImportState::Failed);
        assert_eq!(contents(&workspace).await, before);
    }

    async fn killed_after_the_commit_all_is_in(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        terms(&workspace, SPRING_TERMS).await;
        let record = terms(&workspace, SUMMER_TERMS).await;
        let before = contents(&workspace).await;
        forget_the_end(&workspace, &record).await;
        drop(workspace);
        let workspace = home.open().await.unwrap();
        let again = workspace.import_record(record.id).await.unwrap();
        assert_eq!((again.state, again.counts()), (ImportState::Done, record.counts()));
        assert_eq!(contents(&workspace).await, before);
    }
}
