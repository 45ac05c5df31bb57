//! A file of orders: what it counts, what the reports say of it, and what a second one adds.

use app::{Counted, ImportCounts, ImportState};
use insight::{BaseQuery, CohortQuery, RfmQuery};

use crate::contents::{contents, query};
use crate::engine::{on_both, orders};
use crate::files::{SPRING, lines};

fn spring() -> String {
    lines(&SPRING)
}

on_both! {
    async fn a_file_is_counted_reported_and_asked(engine) {
        let workspace = engine.workspace().await;
        let record = orders(&workspace, &spring()).await;
        assert_eq!(record.state, ImportState::Done);
        let expected = ImportCounts {
            read: 7,
            added: 7,
            returns: 1,
            anonymous: 1,
            orders: 4,
            customers_new: 2,
            products_new: 2,
            ..ImportCounts::default()
        };
        assert_eq!(record.counts(), expected);

        let overview = workspace.overview().await.unwrap();
        assert_eq!((overview.lines, overview.orders, overview.customers), (7, 4, 2));
        let days = (overview.first_day.unwrap().to_string(), overview.last_day.unwrap().to_string());
        assert_eq!(days, ("2024-03-01".to_owned(), "2024-04-01".to_owned()));

        let base = workspace.base(&BaseQuery::default()).await.unwrap();
        let [march, april] = base.months.as_slice() else { panic!("{:?}", base.months) };
        assert_eq!((march.orders, march.anonymous_orders, march.active, march.new), (3, 1, 2, 2));
        assert_eq!((march.revenue_minor, march.returns_minor), (7097, -350));
        assert_eq!((april.orders, april.active, april.repeat, april.revenue_minor), (1, 1, 1, 350));

        let rfm = workspace.rfm(&RfmQuery::default()).await.unwrap();
        assert_eq!(rfm.customers, 2);
        // Net of the return: 27.00 + 3.50 - 3.50 and 29.97.
        assert!((rfm.means.unwrap().monetary_minor - 2848.5).abs() < 1e-9);

        let cohorts = workspace.cohorts(&CohortQuery::default()).await.unwrap();
        let cells: Vec<u64> = cohorts.cohorts[0].cells.iter().map(|cell| cell.customers).collect();
        assert_eq!((cohorts.cohorts.len(), cells), (1, vec![2, 1]));

        let sums = "select count(*) as n, sum(revenue_minor) as revenue from orders";
        assert_eq!(query(&workspace, sums).await, "n,revenue\n4,7797\n");
        let last = "select order_key, at, day from orders order by at desc limit 1";
        assert_eq!(
            query(&workspace, last).await,
            "order_key,at,day\n1005,2024-03-31T21:15:00,2024-04-01\n"
        );
    }

    async fn the_same_file_again_adds_nothing(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &spring()).await;
        let before = contents(&workspace).await;
        let again = orders(&workspace, &spring()).await;
        assert_eq!(again.counts(), ImportCounts { read: 7, known: 7, ..ImportCounts::default() });
        assert_eq!(contents(&workspace).await, before);
    }

    async fn an_overlapping_file_adds_only_what_is_new(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &lines(&SPRING[..5])).await;
        // Its first receipt has a line more, and the duplicate line three times.
        let third = [SPRING[1], "1001,17850,2024-03-01 10:00,C3,Bowl,1,1.00,Germany"];
        let later = [&SPRING[..3], &third[..], &SPRING[4..]].concat();
        let record = orders(&workspace, &lines(&later)).await;
        let counts = record.counts();
        assert_eq!((counts.read, counts.added, counts.known), (8, 4, 4));
        assert_eq!((counts.orders, counts.orders_changed), (2, 1));
        assert_eq!((counts.customers_new, counts.products_new), (1, 1));

        let at_once = engine.workspace().await;
        let all = [&SPRING[..], &third[..]].concat();
        orders(&at_once, &lines(&all)).await;
        assert_eq!(contents(&workspace).await, contents(&at_once).await);
    }

    async fn lines_in_another_order_are_the_same_lines(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &spring()).await;
        let mut turned = SPRING;
        turned.reverse();
        let record = orders(&workspace, &lines(&turned)).await;
        assert_eq!((record.counts().added, record.counts().known), (0, 7));
    }
}
