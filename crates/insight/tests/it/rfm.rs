//! The RFM report, worked out by hand.

use insight::{
    Bounds, Flow, GridCell, Means, Method, MethodName, MoneyKind, RfmQuery, RfmReport, Segment, rfm,
};
use jiff::civil::{Date, date};

use crate::lake::{Lake, assert_close, source};

/// Five customers, seen at the end of 31 March 2020, with bounds at 10, 20, 30, 40 days and 1, 2, 3, 4
/// orders:
///
/// | customer | days | orders | R | F | gross | net | segment         |
/// |----------|------|--------|---|---|-------|-----|-----------------|
/// | 1        | 1    | 5      | 5 | 5 | 500   | 500 | champions       |
/// | 2        | 6    | 1      | 5 | 1 | 50    | 50  | new             |
/// | 3        | 59   | 1      | 1 | 1 | 70    | 70  | lost            |
/// | 4        | 20   | 2      | 4 | 2 | 70    | 50  | potential_loyal |
/// | 5        | 55   | 5      | 1 | 5 | 50    | 50  | cannot_lose     |
fn lake() -> Lake {
    let mut lake = Lake::default()
        .order(2, "2020-03-25", 50, 1.0)
        .order(3, "2020-02-01", 70, 1.0)
        .order(4, "2020-03-11", 30, 1.0)
        .order(4, "2020-02-20", 40, 1.0)
        .order(0, "2020-03-01", 9_999, 1.0)
        .gave_back(4, "2020-03-12", 20)
        .gave_back(0, "2020-03-12", 77)
        .gave_back(99, "2020-03-12", 88);
    for day in 26..=30 {
        lake = lake.order(1, &format!("2020-03-{day}"), 100, 1.0);
    }
    for day in 1..=5 {
        lake = lake.order(5, &format!("2020-02-0{day}"), 10, 1.0);
    }
    lake
}

fn by_bounds(compare: Option<Date>, money: MoneyKind) -> RfmQuery {
    let bounds = Bounds::new(
        &[10.0, 20.0, 30.0, 40.0],
        &[1.0, 2.0, 3.0, 4.0],
        &[100.0, 200.0, 300.0, 400.0],
    );
    let method = Method::Bounds(bounds.unwrap());
    RfmQuery {
        as_of: Some(date(2020, 3, 31)),
        compare,
        money,
        method,
    }
}

async fn report(query: &RfmQuery) -> RfmReport {
    let session = lake().session();
    rfm(&source(&session), query).await.unwrap()
}

#[tokio::test]
async fn every_figure_has_the_value_worked_out_by_hand() {
    let report = report(&by_bounds(None, MoneyKind::Net)).await;
    assert_eq!((report.customers, report.method), (5, MethodName::Bounds));
    let Means {
        recency_days,
        frequency,
        monetary_minor,
    } = report.means.unwrap();
    assert_close(Some(recency_days), Some(28.2), "recency");
    assert_close(Some(frequency), Some(2.8), "frequency");
    assert_close(Some(monetary_minor), Some(144.0), "money");
    assert_close(report.repeat_rate, Some(0.6), "repeat rate");
    assert_close(report.top20_share, Some(500.0 / 720.0), "share of the best");

    let filled: Vec<(u8, u8, u64, i64)> = report
        .grid
        .iter()
        .filter(|cell| cell.customers > 0)
        .map(
            |&GridCell {
                 r,
                 f,
                 customers,
                 revenue_minor,
                 ..
             }| (r, f, customers, revenue_minor),
        )
        .collect();
    assert_eq!(
        filled,
        [
            (1, 1, 1, 70),
            (1, 5, 1, 50),
            (4, 2, 1, 50),
            (5, 1, 1, 50),
            (5, 5, 1, 500)
        ]
    );
    assert_eq!(report.grid.len(), 25);
    assert_eq!(report.grid[0].mean_monetary_minor, Some(70.0));
    assert_eq!(report.grid[1].mean_monetary_minor, None);

    let segments: Vec<(Segment, u64, i64)> = report
        .segments
        .iter()
        .filter(|segment| segment.customers > 0)
        .map(|segment| (segment.name, segment.customers, segment.revenue_minor))
        .collect();
    assert_eq!(
        segments,
        [
            (Segment::Champions, 1, 500),
            (Segment::PotentialLoyal, 1, 50),
            (Segment::New, 1, 50),
            (Segment::CannotLose, 1, 50),
            (Segment::Lost, 1, 70),
        ]
    );
    let champions = &report.segments[0];
    assert_close(champions.share, Some(0.2), "share");
    assert_close(
        champions.revenue_share,
        Some(500.0 / 720.0),
        "share of revenue",
    );
    assert_close(champions.mean_recency_days, Some(1.0), "recency");
    assert_close(champions.mean_frequency, Some(5.0), "frequency");
    assert_close(champions.mean_monetary_minor, Some(500.0), "money");
}

#[tokio::test]
async fn gross_money_leaves_returns_out() {
    let report = report(&by_bounds(None, MoneyKind::Gross)).await;
    assert_close(
        Some(report.means.unwrap().monetary_minor),
        Some(148.0),
        "money",
    );
}

/// At the end of February 1 and 2 had not ordered, 3 (28 days) was about to sleep, 4 (9 days, one
/// order) was new, 5 (24 days, five orders) was loyal.
#[tokio::test]
async fn migration_tells_who_moved_where() {
    let migration = report(&by_bounds(Some(date(2020, 2, 29)), MoneyKind::Net))
        .await
        .migration;
    let migration = migration.unwrap();
    assert_eq!(
        (migration.from, migration.to),
        (date(2020, 2, 29), date(2020, 3, 31))
    );
    let flow = |from, to| Flow {
        from,
        to,
        customers: 1,
    };
    assert_eq!(
        migration.flows,
        [
            flow("none", Segment::Champions),
            flow("none", Segment::New),
            flow("loyal", Segment::CannotLose),
            flow("new", Segment::PotentialLoyal),
            flow("about_to_sleep", Segment::Lost),
        ]
    );
}

#[tokio::test]
async fn before_anybody_ordered_all_come_from_nowhere() {
    let query = RfmQuery {
        compare: Some(date(2019, 1, 1)),
        ..RfmQuery::default()
    };
    let flows = report(&query).await.migration.unwrap().flows;
    assert!(flows.iter().all(|flow| flow.from == "none"));
    assert_eq!(flows.iter().map(|flow| flow.customers).sum::<u64>(), 5);
}

#[tokio::test]
async fn a_later_day_to_compare_with_is_refused() {
    let session = lake().session();
    for compare in [date(2020, 3, 31), date(2020, 4, 1)] {
        let query = by_bounds(Some(compare), MoneyKind::Net);
        let error = rfm(&source(&session), &query).await.unwrap_err();
        let sentence =
            format!("the date to compare with must lie before 2020-03-31, {compare} was given");
        assert_eq!(error.to_string(), sentence);
    }
}

/// Days 1, 6, 20, 55, 59 and orders 1, 1, 2, 5, 5: the quintiles of five values lie at four fifths of
/// the way from one to the next, and so on.
#[tokio::test]
async fn quintiles_are_cut_between_the_values() {
    let query = RfmQuery {
        as_of: Some(date(2020, 3, 31)),
        ..RfmQuery::default()
    };
    let report = report(&query).await;
    let cuts = report.cuts.unwrap();
    for (found, wanted) in [
        (cuts.recency_days, [5.0, 14.4, 34.0, 55.8]),
        (cuts.frequency, [1.0, 1.6, 3.2, 5.0]),
        (cuts.monetary_minor, [50.0, 50.0, 58.0, 156.0]),
    ] {
        for (found, wanted) in found.into_iter().zip(wanted) {
            assert_close(Some(found), Some(wanted), "cut");
        }
    }
    assert_eq!(report.method, MethodName::Quintiles);
}
