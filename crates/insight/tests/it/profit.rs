//! Profitability over lakes worked out by hand: with costs, with some, with none.

use insight::{
    InsightError, ProfitBasis, ProfitList, ProfitOrder, ProfitPart, ProfitQuery, ProfitReport,
    Source, profit_customers, profitability,
};
use jiff::civil::date;
use kernel::Limit;
use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::lake::{Lake, assert_close, source};
use crate::laws::{days, lakes};

/// Customer 1 brings 1,000 at a cost of 400; 2 brings 500 at 450; 3 buys for 300 at 200 and gives all of it back;
/// 4 brings 100 at a cost that nobody knows.
fn lake() -> Lake {
    Lake::default()
        .order(1, "2020-01-05", 1_000, 1.0)
        .costing(400)
        .order(2, "2020-01-06", 500, 1.0)
        .costing(450)
        .order(3, "2020-01-07", 300, 1.0)
        .costing(200)
        .gave_back(3, "2020-01-09", 300)
        .worth(200)
        .order(4, "2020-02-01", 100, 1.0)
        .order(0, "2020-02-02", 900, 1.0)
}

const SERVING: ProfitQuery = ProfitQuery {
    as_of: None,
    from: None,
    cost_per_order_minor: 60,
    cost_per_return_minor: 20,
    margin: None,
};

async fn report(lake: &Lake, query: &ProfitQuery) -> ProfitReport {
    let session = lake.session();
    profitability(&source(&session), query).await.unwrap()
}

/// 1: 1,000 − 400 − 60 = 540; 2: 500 − 450 − 60 = −10; 3: 0 − 0 − 60 − 20 = −80.
#[tokio::test]
async fn results_are_those_worked_out_by_hand() {
    let report = report(&lake(), &SERVING).await;
    assert_eq!(report.basis, ProfitBasis::Profit);
    assert_eq!(
        (report.customers, report.counted, report.left_out),
        (4, 3, 1)
    );
    assert_eq!(report.left_out_revenue_minor, 100);
    assert_eq!((report.lines, report.lines_without_cost), (5, 1));
    let totals = report.totals;
    assert_eq!((totals.orders, totals.returns), (3, 1));
    assert_eq!((totals.revenue_minor, totals.returns_minor), (1_500, -300));
    assert_eq!((totals.cost_minor, totals.serving_minor), (850, 200));
    assert_eq!((totals.result_minor, totals.discount_minor), (450, 15));
    assert_eq!(report.unprofitable.customers, 2);
    assert_close(report.unprofitable.share, Some(2.0 / 3.0), "share");
    assert_eq!(report.unprofitable.result_minor, -90);
    let peak = report.peak.unwrap();
    assert_eq!((peak.customers, peak.result_minor), (1, 540));
    assert_close(peak.share, Some(540.0 / 450.0), "peak");
    assert_eq!(
        report.advice.as_deref(),
        Some(
            "the cost of 1 lines is not known, so 1 customers are left out: give the margin for such lines"
        )
    );
}

#[tokio::test]
async fn a_margin_stands_in_for_costs_that_nobody_knows() {
    let query = ProfitQuery {
        margin: Some(0.25),
        ..SERVING
    };
    let report = report(&lake(), &query).await;
    assert_eq!((report.counted, report.left_out), (4, 0));
    // 4: 100 − 75 − 60 = −35.
    assert_eq!(
        (report.totals.cost_minor, report.totals.result_minor),
        (925, 415)
    );
}

#[tokio::test]
async fn without_costs_revenue_is_told() {
    let lake = Lake::default()
        .order(1, "2020-01-05", 1_000, 1.0)
        .order(2, "2020-01-06", 50, 1.0);
    let report = report(&lake, &SERVING).await;
    assert_eq!((report.basis, report.counted), (ProfitBasis::Revenue, 2));
    assert_eq!(
        (report.totals.cost_minor, report.totals.result_minor),
        (0, 930)
    );
    assert_eq!(report.unprofitable.customers, 1);
    assert!(
        report
            .advice
            .unwrap()
            .starts_with("no cost of goods is known")
    );
}

#[tokio::test]
async fn a_time_counts_what_is_in_it() {
    let query = ProfitQuery {
        from: Some(date(2020, 1, 8)),
        ..SERVING
    };
    let report = report(&lake(), &query).await;
    // 3 only gives back here, and 4 is left out.
    assert_eq!((report.customers, report.counted), (2, 1));
    assert_eq!(report.totals.result_minor, -300 + 200 - 20);
    let late = ProfitQuery {
        from: Some(date(2021, 1, 1)),
        ..SERVING
    };
    let session = lake().session();
    let error = profitability(&source(&session), &late).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the time must begin before the end of 2020-02-02, 2021-01-01 was given"
    );
}

fn from(order: ProfitOrder) -> ProfitList {
    ProfitList {
        order,
        ..ProfitList::default()
    }
}

#[tokio::test]
async fn customers_come_in_pages_from_either_end() {
    let session = lake().session();
    let source = source(&session);
    let two = Limit::try_from(2).unwrap();
    for (order, wanted) in [
        (ProfitOrder::Worst, ["C3", "C2", "C1"]),
        (ProfitOrder::Best, ["C1", "C2", "C3"]),
    ] {
        let first = profit_customers(&source, &SERVING, from(order), (None, two))
            .await
            .unwrap();
        let cursor = first.next_cursor.as_deref();
        let rest = profit_customers(&source, &SERVING, from(order), (cursor, two))
            .await
            .unwrap();
        let keys: Vec<&str> = first
            .items
            .iter()
            .chain(&rest.items)
            .map(|customer| customer.customer_key.as_str())
            .collect();
        assert_eq!(keys, wanted);
        assert_eq!(rest.next_cursor, None);
    }
    let page = profit_customers(&source, &SERVING, from(ProfitOrder::Best), (None, two))
        .await
        .unwrap();
    let best = &page.items[0];
    assert_eq!(
        (best.cost_minor, best.serving_minor, best.result_minor),
        (Some(400), 60, 540)
    );
    let error =
        profit_customers(&source, &SERVING, from(ProfitOrder::Best), (Some("x"), two)).await;
    assert!(matches!(error, Err(InsightError::CursorUnknown(_))));
}

#[tokio::test]
async fn an_empty_lake_has_an_empty_report() {
    let report = report(&Lake::default(), &ProfitQuery::default()).await;
    assert_eq!(
        (report.as_of, report.customers, report.peak),
        (None, 0, None)
    );
    assert_eq!(report.advice, None);
    let session = Lake::default().session();
    let (source, query) = (source(&session), ProfitQuery::default());
    let first = (None, Limit::default());
    let page = profit_customers(&source, &query, ProfitList::default(), first)
        .await
        .unwrap();
    assert!(page.items.is_empty());
}

/// The keys and the results of all customers of a list.
async fn listed(source: &Source<'_>, query: &ProfitQuery, list: ProfitList) -> Vec<(i64, String)> {
    let (mut all, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let page = (cursor.as_deref(), Limit::try_from(4).unwrap());
        let page = profit_customers(source, query, list, page).await.unwrap();
        all.extend(
            page.items
                .into_iter()
                .map(|one| (one.result_minor, one.customer_key)),
        );
        cursor = page.next_cursor;
        if cursor.is_none() {
            return all;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_figure_has_its_customers(lake in lakes(), as_of in days(), cost in 0_i64..3_000) {
        let run = Runtime::new().unwrap();
        let session = lake.session();
        let source = source(&session);
        let query = ProfitQuery { as_of: Some(as_of), cost_per_order_minor: cost, ..ProfitQuery::default() };
        let report = run.block_on(profitability(&source, &query)).unwrap();
        for order in [ProfitOrder::Worst, ProfitOrder::Best] {
            let list = |part| run.block_on(listed(&source, &query, ProfitList { order, part }));
            prop_assert_eq!(list(ProfitPart::Everybody).len() as u64, report.counted);
            let losing = list(ProfitPart::Unprofitable);
            let lost: i64 = losing.iter().map(|one| one.0).sum();
            prop_assert_eq!((losing.len() as u64, lost), (report.unprofitable.customers, report.unprofitable.result_minor));
            let mut seen = Vec::new();
            for decile in 1..=10 {
                let found = list(ProfitPart::Decile(decile));
                let told = report.deciles.iter().find(|one| one.decile == decile);
                let sum: i64 = found.iter().map(|one| one.0).sum();
                let told = told.map_or((0, 0), |one| (one.customers, one.result_minor));
                prop_assert_eq!((found.len() as u64, sum), told);
                seen.extend(found);
            }
            let mut all = list(ProfitPart::Everybody);
            all.sort_unstable();
            seen.sort_unstable();
            prop_assert_eq!(seen, all, "everybody is in one tenth");
        }
    }
}

#[tokio::test]
async fn a_tenth_that_is_none_is_told() {
    let session = lake().session();
    let eleventh = ProfitList {
        part: ProfitPart::Decile(11),
        ..ProfitList::default()
    };
    let page = (None, Limit::default());
    let refused = profit_customers(&source(&session), &SERVING, eleventh, page).await;
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the tenth must be from 1 to 10, 11 was given"
    );
}
