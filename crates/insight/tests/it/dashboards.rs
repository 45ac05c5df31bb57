//! Dashboards are kept on both engines, and two editors do not overwrite each other unseen.

use insight::{CardDraft, CardKind, DashboardDraft, Dashboards, InsightError};
use store::Store;

const ADA: &str = "usr_0000000000001";
const BOB: &str = "usr_0000000000002";

fn card(id: &str, kind: &str, query: Option<&str>) -> CardDraft {
    CardDraft {
        id: id.to_owned(),
        kind: kind.to_owned(),
        query: query.map(str::to_owned),
        title: Some("  ".to_owned()),
        text: None,
        width: 2,
    }
}

fn draft(name: &str, cards: Vec<CardDraft>) -> DashboardDraft {
    DashboardDraft {
        name: name.to_owned(),
        description: String::new(),
        cards,
        is_shared: true,
    }
}

store::contract! {
    async fn a_dashboard_keeps_its_cards_in_order(store: Store) {
        let dashboards = Dashboards::new(store);
        let cards = vec![
            card("b", "query", Some("sqy_0000000000001")),
            card("a", "months", None),
        ];
        let made = dashboards.create(ADA, draft("Monday", cards)).await.unwrap();
        let kinds: Vec<CardKind> = made.cards.iter().map(|card| card.kind).collect();
        assert_eq!(kinds, [CardKind::Query, CardKind::Months]);
        assert_eq!(made.cards[0].query.unwrap().to_string(), "sqy_0000000000001");
        assert_eq!(made.cards[0].title, None);
        assert_eq!(dashboards.get(BOB, made.id).await.unwrap(), made);

        let turned = vec![card("a", "months", None), card("c", "goals", None)];
        let changed = dashboards.change(BOB, made.id, 1, draft("Monday", turned)).await.unwrap();
        let ids: Vec<&str> = changed.cards.iter().map(|card| card.id.as_str()).collect();
        assert_eq!((ids, changed.version), (vec!["a", "c"], 2));
    }

    async fn a_change_of_an_older_version_is_refused(store: Store) {
        let dashboards = Dashboards::new(store);
        let made = dashboards.create(ADA, draft("Monday", vec![])).await.unwrap();
        dashboards.change(ADA, made.id, 1, draft("Tuesday", vec![])).await.unwrap();
        let late = dashboards.change(BOB, made.id, 1, draft("Late", vec![])).await;
        assert!(matches!(late, Err(InsightError::Stale { yours: 1, now: 2, .. })), "{late:?}");
        assert_eq!(dashboards.get(ADA, made.id).await.unwrap().name, "Tuesday");
    }

    async fn a_removed_dashboard_comes_back_and_frees_its_name_meanwhile(store: Store) {
        let dashboards = Dashboards::new(store);
        let made = dashboards.create(ADA, draft("Monday", vec![])).await.unwrap();
        assert!(dashboards.create(ADA, draft("monday", vec![])).await.is_err());
        dashboards.remove(ADA, made.id).await.unwrap();
        assert!(dashboards.list(ADA).await.unwrap().is_empty());
        assert_eq!(dashboards.restore(ADA, made.id).await.unwrap(), made);
        assert!(dashboards.restore(ADA, made.id).await.is_err());
    }

    async fn what_is_not_shared_is_there_for_its_owner_alone(store: Store) {
        let dashboards = Dashboards::new(store);
        let own = DashboardDraft { is_shared: false, ..draft("Mine", vec![]) };
        let own = dashboards.create(ADA, own).await.unwrap();
        assert!(dashboards.list(BOB).await.unwrap().is_empty());
        let refused = dashboards.get(BOB, own.id).await.unwrap_err().to_string();
        assert!(refused.starts_with("there is no dashboard dsh_"), "{refused}");
    }

    async fn a_layout_that_can_not_be_is_refused(store: Store) {
        let dashboards = Dashboards::new(store);
        let many = (0..1000).map(|at| card(&at.to_string(), "months", None)).collect();
        let refused = dashboards.create(ADA, draft("Many", many)).await.unwrap_err();
        assert_eq!(refused.to_string(), "a dashboard has at most 40 cards, 1000 were given");
        let unknown = vec![card("a", "months", None), card("b", "pie", None)];
        let refused = dashboards.create(ADA, draft("Pie", unknown)).await.unwrap_err();
        assert!(refused.to_string().starts_with("card 2 is of the kind `pie`, expected one of"), "{refused}");
    }
}
