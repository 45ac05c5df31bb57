//! Reports of a lake in which nothing has been ordered, or not yet.

use insight::{BaseQuery, CohortQuery, MoneyKind, RfmQuery, base, cohorts, rfm};
use jiff::civil::{Date, date};

use crate::lake::{Lake, source};

async fn all_are_empty(lake: &Lake, as_of: Option<Date>) {
    let session = lake.session();
    let source = source(&session);

    let report = base(
        &source,
        &BaseQuery {
            as_of,
            ..BaseQuery::default()
        },
    )
    .await
    .unwrap();
    assert_eq!(report.as_of, as_of);
    assert!(report.months.is_empty() && report.survival.points.is_empty());
    assert!(report.current.is_none() && report.previous.is_none() && report.change.is_empty());

    let report = rfm(
        &source,
        &RfmQuery {
            as_of,
            ..RfmQuery::default()
        },
    )
    .await
    .unwrap();
    assert_eq!((report.as_of, report.customers), (as_of, 0));
    assert_eq!(
        (report.means, report.cuts, report.repeat_rate),
        (None, None, None)
    );
    assert_eq!((report.grid.len(), report.segments.len()), (25, 11));
    assert!(
        report
            .segments
            .iter()
            .all(|segment| segment.share.is_none())
    );

    let report = cohorts(
        &source,
        &CohortQuery {
            as_of,
            ..CohortQuery::default()
        },
    )
    .await
    .unwrap();
    assert_eq!(report.as_of, as_of);
    assert!(report.cohorts.is_empty() && report.average.is_empty());
}

#[tokio::test]
async fn an_empty_lake_has_empty_reports() {
    all_are_empty(&Lake::default(), None).await;
    all_are_empty(&Lake::default(), Some(date(2020, 1, 1))).await;
}

#[tokio::test]
async fn before_the_first_order_reports_are_empty() {
    let lake = Lake::default().order(1, "2020-05-05", 100, 1.0);
    all_are_empty(&lake, Some(date(2020, 5, 4))).await;
}

#[tokio::test]
async fn returns_alone_make_no_customer() {
    all_are_empty(&Lake::default().gave_back(1, "2020-05-05", 100), None).await;
}

#[tokio::test]
async fn passers_by_make_months_and_no_customers() {
    let session = Lake::default().order(0, "2020-05-05", 100, 1.0).session();
    let source = source(&session);
    let months = base(&source, &BaseQuery::default()).await.unwrap().months;
    assert_eq!(
        (months.len(), months[0].anonymous_orders, months[0].active),
        (1, 1, 0)
    );
    assert_eq!(
        (months[0].revenue_minor, months[0].arppu_minor),
        (100, None)
    );
    let query = RfmQuery {
        money: MoneyKind::Gross,
        ..RfmQuery::default()
    };
    assert_eq!(rfm(&source, &query).await.unwrap().customers, 0);
    assert!(
        cohorts(&source, &CohortQuery::default())
            .await
            .unwrap()
            .cohorts
            .is_empty()
    );
}
