//! The report on the customer base, worked out by hand.

use insight::{BaseMonth, BaseQuery, BaseReport, base};
use jiff::civil::date;

use crate::lake::{Lake, assert_close, source};

/// Three customers and a passer-by; who is away for 31 days is lost.
///
/// - 1 orders on 5 and 20 January and 10 February (lost on 12 March), and gives something back;
/// - 2 orders on 10 January (lost on 10 February) and on 20 March (won back);
/// - 3 orders on 15 February (lost on 17 March).
fn lake() -> Lake {
    Lake::default()
        .order(1, "2020-01-05", 1_000, 2.0)
        .order(2, "2020-01-10", 2_000, 1.0)
        .order(1, "2020-01-20", 500, 1.0)
        .order(1, "2020-02-10", 700, 3.0)
        .order(3, "2020-02-15", 400, 4.0)
        .order(0, "2020-02-20", 600, 6.0)
        .order(2, "2020-03-20", 300, 2.0)
        .gave_back(1, "2020-02-25", 200)
        .gave_back(0, "2020-03-02", 100)
}

async fn report(query: BaseQuery) -> BaseReport {
    let session = lake().session();
    base(&source(&session), &query).await.unwrap()
}

fn by(as_of: jiff::civil::Date) -> BaseQuery {
    BaseQuery {
        as_of: Some(as_of),
        lost_after_days: 31,
        months: None,
    }
}

#[tokio::test]
async fn every_column_has_the_value_worked_out_by_hand() {
    let report = report(by(date(2020, 3, 31))).await;
    let third = Some(1.0 / 3.0);
    let times = |factor: f64| third.map(|third| third * factor);
    #[rustfmt::skip]
    let table: [(&str, [Option<f64>; 3]); 22] = [
        ("customers_start",     [Some(0.0),     Some(2.0),     Some(2.0)]),
        ("new",                 [Some(2.0),     Some(1.0),     Some(0.0)]),
        ("active",              [Some(2.0),     Some(2.0),     Some(1.0)]),
        ("repeat",              [Some(1.0),     Some(1.0),     Some(1.0)]),
        ("lost",                [Some(0.0),     Some(1.0),     Some(2.0)]),
        ("reactivated",         [Some(0.0),     Some(0.0),     Some(1.0)]),
        ("customers_end",       [Some(2.0),     Some(2.0),     Some(1.0)]),
        ("inflow_rate",         [None,          Some(0.5),     Some(0.0)]),
        ("survival_rate",       [Some(0.5),     Some(0.0),     None]),
        ("retention_rate",      [None,          Some(0.5),     Some(0.0)]),
        ("churn_rate",          [None,          Some(0.5),     Some(1.0)]),
        ("lifetime_months",     [None,          Some(2.0),     Some(1.0)]),
        ("orders",              [Some(3.0),     Some(3.0),     Some(1.0)]),
        ("anonymous_orders",    [Some(0.0),     Some(1.0),     Some(0.0)]),
        ("revenue_minor",       [Some(3_500.0), Some(1_500.0), Some(200.0)]),
        ("returns_minor",       [Some(0.0),     Some(-200.0),  Some(-100.0)]),
        ("aov_minor",           [times(3_500.0), times(1_700.0), Some(300.0)]),
        ("aov_new_minor",       [times(3_500.0), Some(400.0),  None]),
        ("aov_loyal_minor",     [None,          Some(700.0),   Some(300.0)]),
        ("items_per_receipt",   [times(4.0),    times(13.0),   Some(2.0)]),
        ("orders_per_customer", [Some(1.5),     Some(1.0),     Some(1.0)]),
        ("arppu_minor",         [Some(1_750.0), Some(450.0),   Some(300.0)]),
    ];
    let months: Vec<&str> = report
        .months
        .iter()
        .map(|month| month.month.as_str())
        .collect();
    assert_eq!(months, ["2020-01", "2020-02", "2020-03"]);
    assert!(report.months.iter().all(|month| month.complete));
    for (name, wanted) in table {
        for (month, wanted) in report.months.iter().zip(wanted) {
            assert_close(
                month.figure(name),
                wanted,
                &format!("{name} of {}", month.month),
            );
        }
    }
    assert_eq!(report.currency.code, "EUR");
    assert_eq!(
        (report.snapshot, report.time_zone.as_str()),
        (7, "Europe/Paris")
    );
}

/// Stays of 31 days (customer 3), 67 (customer 1), and 81 and counting (customer 2).
#[tokio::test]
async fn survival_is_that_of_the_three_stays() {
    let survival = report(by(date(2020, 3, 31))).await.survival;
    assert_eq!(survival.unit, "month");
    let points: Vec<(u32, u64, u64)> = survival
        .points
        .iter()
        .map(|point| (point.month, point.at_risk, point.lost))
        .collect();
    assert_eq!(points, [(0, 3, 0), (1, 3, 0), (2, 2, 1)]);
    for (point, wanted) in survival.points.iter().zip([1.0, 1.0, 2.0 / 3.0]) {
        assert_close(Some(point.survival), Some(wanted), "survival");
        assert!(point.low.unwrap() <= point.survival && point.survival <= point.high.unwrap());
    }
    assert_close(survival.median_months, Some(67.0 / 30.4375), "median");
}

#[tokio::test]
async fn a_complete_month_is_compared_with_the_month_before() {
    let report = report(by(date(2020, 3, 31))).await;
    assert_eq!(report.current.as_ref(), report.months.last());
    assert_eq!(report.previous.as_ref(), report.months.get(1));
    assert_close(
        report.change["revenue_minor"],
        Some(200.0 / 1_500.0 - 1.0),
        "revenue",
    );
    assert_close(report.change["returns_minor"], Some(0.5), "returns");
    assert_close(report.change["reactivated"], None, "reactivated, from none");
    assert_close(
        report.change["aov_new_minor"],
        None,
        "AOV of new customers, of whom there are none",
    );
}

/// On 20 March the month is held against 1 to 20 February: the return of the 25th is not in it.
#[tokio::test]
async fn a_month_that_has_just_begun_is_compared_to_the_same_day() {
    let report = report(by(date(2020, 3, 20))).await;
    let current = report.current.unwrap();
    assert_eq!(
        (current.complete, current.until),
        (false, date(2020, 3, 20))
    );
    let previous = report.previous.unwrap();
    assert_eq!(
        (previous.complete, previous.until),
        (false, date(2020, 2, 20))
    );
    assert_eq!(previous.month, "2020-02");
    assert_eq!(
        (previous.revenue_minor, previous.orders, previous.active),
        (1_700, 3, 2)
    );
    assert_close(
        report.change["revenue_minor"],
        Some(200.0 / 1_700.0 - 1.0),
        "revenue",
    );
    // The month itself stands in the list as a whole.
    assert_eq!(report.months[1].revenue_minor, 1_500);
    // Whether February's customers come back in March is not known before March is over.
    assert_eq!(report.months[1].survival_rate, None);
    assert_close(report.months[0].survival_rate, Some(0.5), "January's");
}

/// On 30 March the same day of February is its last.
#[tokio::test]
async fn a_longer_month_is_compared_with_the_whole_month_before() {
    let report = report(by(date(2020, 3, 30))).await;
    assert!(!report.current.unwrap().complete);
    assert_eq!(report.previous.as_ref(), report.months.get(1));
}

/// Customer 1 is lost at the end of 12 March, not at the end of 11 March.
#[tokio::test]
async fn the_day_itself_is_included() {
    for (day, lost) in [(11, 0), (12, 1)] {
        let current = report(by(date(2020, 3, day))).await.current.unwrap();
        assert_eq!(current.lost, lost, "on 2020-03-{day}");
        assert_eq!(current.customers_end, 2 - lost);
    }
}

#[tokio::test]
async fn without_a_date_the_last_day_with_an_order_counts() {
    let default = report(BaseQuery {
        lost_after_days: 31,
        ..BaseQuery::default()
    })
    .await;
    assert_eq!(default, report(by(date(2020, 3, 20))).await);
    assert_eq!(default.as_of, Some(date(2020, 3, 20)));
}

#[tokio::test]
async fn the_latest_months_are_handed_out_and_the_rest_still_counts() {
    let query = BaseQuery {
        months: Some(1),
        ..by(date(2020, 3, 31))
    };
    let short = report(query).await;
    let long = report(by(date(2020, 3, 31))).await;
    assert_eq!(short.months, long.months[2..]);
    assert_eq!(short.previous, long.previous);
}

#[tokio::test]
async fn months_without_an_order_are_there() {
    let months = report(by(date(2020, 6, 15))).await.months;
    let quiet: Vec<(&str, u64, u64, u64)> = months[3..]
        .iter()
        .map(
            |BaseMonth {
                 month,
                 orders,
                 lost,
                 customers_end,
                 ..
             }| { (month.as_str(), *orders, *lost, *customers_end) },
        )
        .collect();
    assert_eq!(
        quiet,
        [
            ("2020-04", 0, 1, 0),
            ("2020-05", 0, 0, 0),
            ("2020-06", 0, 0, 0)
        ]
    );
}

#[tokio::test]
async fn a_date_long_after_the_last_order_is_refused() {
    let session = lake().session();
    let error = base(&source(&session), &by(date(2031, 1, 1)))
        .await
        .unwrap_err();
    let sentence = "2031-01-01 lies more than 10 years after the last order, on 2020-03-20";
    assert_eq!(error.to_string(), sentence);
    assert!(
        base(&source(&session), &by(date(2030, 12, 31)))
            .await
            .is_ok()
    );
}
