//! Saved queries are kept on both engines, apart by owner, and nobody overwrites another's change unseen.

use insight::{Chart, ChartKind, InsightError, SavedQueries, SavedQueryDraft};
use store::Store;

const ADA: &str = "usr_0000000000001";
const BOB: &str = "usr_0000000000002";

fn draft(name: &str) -> SavedQueryDraft {
    SavedQueryDraft {
        name: name.to_owned(),
        description: "How many.".to_owned(),
        sql: "select 1".to_owned(),
        chart: Chart {
            kind: ChartKind::Bar,
            x: Some("month".to_owned()),
            y: vec!["orders".to_owned()],
        },
        is_shared: true,
    }
}

fn names(found: &[insight::SavedQuery]) -> Vec<&str> {
    found.iter().map(|query| query.name.as_str()).collect()
}

store::contract! {
    async fn a_query_is_saved_read_changed_removed_and_brought_back(store: Store) {
        let queries = SavedQueries::new(store);
        let made = queries.create(ADA, draft("  Orders ")).await.unwrap();
        assert_eq!((made.name.as_str(), made.version, made.owner.as_str()), ("Orders", 1, ADA));
        assert_eq!(made.chart, draft("").chart);
        assert_eq!(queries.get(BOB, made.id).await.unwrap(), made);

        let wish = SavedQueryDraft { sql: "select 2".to_owned(), ..draft("Orders by month") };
        let changed = queries.change(BOB, made.id, 1, wish).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.version), ("Orders by month", 2));
        assert_eq!((changed.sql.as_str(), changed.owner.as_str()), ("select 2", ADA));

        queries.remove(ADA, made.id).await.unwrap();
        assert!(queries.list(ADA).await.unwrap().is_empty());
        assert!(queries.remove(ADA, made.id).await.is_err());
        assert_eq!(queries.restore(BOB, made.id).await.unwrap(), changed);
        assert!(queries.restore(BOB, made.id).await.is_err());
        assert_eq!(names(&queries.list(ADA).await.unwrap()), ["Orders by month"]);
    }

    async fn what_is_not_shared_is_there_for_its_owner_alone(store: Store) {
        let queries = SavedQueries::new(store);
        let own = SavedQueryDraft { is_shared: false, ..draft("Mine") };
        let own = queries.create(ADA, own).await.unwrap();
        let shared = queries.create(ADA, draft("Ours")).await.unwrap();
        assert_eq!(names(&queries.list(ADA).await.unwrap()), ["Mine", "Ours"]);
        assert_eq!(names(&queries.list(BOB).await.unwrap()), ["Ours"]);
        for refused in [
            queries.get(BOB, own.id).await,
            queries.change(BOB, own.id, 1, draft("Taken")).await,
            queries.remove(BOB, own.id).await,
        ] {
            assert!(matches!(refused, Err(InsightError::KeptMissing { .. })), "{refused:?}");
        }
        queries.remove(ADA, own.id).await.unwrap();
        assert!(queries.restore(BOB, own.id).await.is_err());
        let hidden = SavedQueryDraft { is_shared: false, ..draft("Ours") };
        let refused = queries.change(BOB, shared.id, 1, hidden).await;
        assert!(matches!(refused, Err(InsightError::NotOwner { .. })), "{refused:?}");
    }

    async fn a_name_is_there_once_for_an_owner(store: Store) {
        let queries = SavedQueries::new(store);
        let first = queries.create(ADA, draft("Orders")).await.unwrap();
        let again = queries.create(ADA, draft("ORDERS")).await.unwrap_err();
        assert_eq!(
            again.to_string(),
            "you already have a saved query called `ORDERS`: choose another name"
        );
        queries.create(BOB, draft("Orders")).await.unwrap();
        let other = queries.create(ADA, draft("Returns")).await.unwrap();
        let taken = queries.change(ADA, other.id, 1, draft("orders")).await;
        assert!(matches!(taken, Err(InsightError::NameTaken { .. })), "{taken:?}");
        // A name is free again once its query is removed; then the removed one can not come back under it.
        queries.remove(ADA, first.id).await.unwrap();
        queries.create(ADA, draft("Orders")).await.unwrap();
        let back = queries.restore(ADA, first.id).await;
        assert!(matches!(back, Err(InsightError::NameTaken { .. })), "{back:?}");
    }

    async fn a_change_of_an_older_version_is_refused(store: Store) {
        let queries = SavedQueries::new(store);
        let made = queries.create(ADA, draft("Orders")).await.unwrap();
        queries.change(ADA, made.id, 1, draft("Orders")).await.unwrap();
        let late = queries.change(BOB, made.id, 1, draft("Late")).await.unwrap_err();
        assert!(
            late.to_string().starts_with("this saved query was saved by somebody else since you opened it"),
            "{late}"
        );
        assert_eq!(queries.get(ADA, made.id).await.unwrap().name, "Orders");
    }

    async fn what_can_not_be_kept_is_refused_in_a_sentence(store: Store) {
        let queries = SavedQueries::new(store);
        let long = "x".repeat(70_000);
        for (wish, sentence) in [
            (draft(" "), "a name has 1 to 100 characters, 0 were given"),
            (
                SavedQueryDraft { description: "x".repeat(1001), ..draft("a") },
                "a description has at most 1000 characters, 1001 were given",
            ),
            (
                SavedQueryDraft { sql: " ".to_owned(), ..draft("a") },
                "a query that is saved has 1 to 65536 bytes, 1 were given",
            ),
            (
                SavedQueryDraft { sql: long, ..draft("a") },
                "a query that is saved has 1 to 65536 bytes, 70000 were given",
            ),
        ] {
            assert_eq!(queries.create(ADA, wish).await.unwrap_err().to_string(), sentence);
        }
        assert!(queries.list(ADA).await.unwrap().is_empty());
    }
}
