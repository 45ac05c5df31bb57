//! The cohort report, worked out by hand.

use insight::{CohortQuery, CohortReport, MoneyKind, Unit, cohorts};
use jiff::civil::date;

use crate::lake::{Lake, assert_close, source};

/// Customers 1 and 2 come in January, 3 in February; 3 gives something back before the first order
/// that we know of.
fn lake() -> Lake {
    Lake::default()
        .order(1, "2020-01-05", 1_000, 1.0)
        .order(2, "2020-01-10", 2_000, 1.0)
        .order(1, "2020-01-20", 500, 1.0)
        .order(2, "2020-02-02", 300, 1.0)
        .order(3, "2020-02-15", 400, 1.0)
        .order(1, "2020-03-10", 700, 1.0)
        .order(0, "2020-03-11", 9_999, 1.0)
        .gave_back(3, "2020-02-10", 50)
        .gave_back(1, "2020-02-25", 200)
        .gave_back(0, "2020-02-25", 77)
        .gave_back(99, "2020-02-25", 88)
}

/// Period, complete, customers, orders, revenue, orders so far, revenue so far.
type Row = (usize, bool, u64, u64, i64, u64, i64);

async fn report(by: Unit, money: MoneyKind) -> CohortReport {
    let session = lake().session();
    let query = CohortQuery {
        as_of: Some(date(2020, 3, 15)),
        by,
        money,
    };
    cohorts(&source(&session), &query).await.unwrap()
}

#[tokio::test]
async fn every_cell_has_the_value_worked_out_by_hand() {
    let report = report(Unit::Month, MoneyKind::Net).await;
    let january: [Row; 3] = [
        (0, true, 2, 3, 3_500, 3, 3_500),
        (1, true, 1, 1, 100, 4, 3_600),
        (2, false, 1, 1, 700, 5, 4_300),
    ];
    let february: [Row; 2] = [(0, true, 1, 1, 350, 1, 350), (1, false, 0, 0, 0, 1, 350)];
    let wanted = [
        ("2020-01", 2, january.as_slice()),
        ("2020-02", 1, february.as_slice()),
    ];
    assert_eq!(report.cohorts.len(), wanted.len());
    for (cohort, (label, size, rows)) in report.cohorts.iter().zip(wanted) {
        assert_eq!((cohort.cohort.as_str(), cohort.size), (label, size));
        let found: Vec<Row> = cohort
            .cells
            .iter()
            .map(|cell| {
                (
                    cell.period,
                    cell.complete,
                    cell.customers,
                    cell.orders,
                    cell.revenue_minor,
                    cell.cumulative_orders,
                    cell.cumulative_revenue_minor,
                )
            })
            .collect();
        assert_eq!(found, rows);
    }
    assert_eq!(report.cohorts[1].start, date(2020, 2, 1));
    for (cell, (retention, each, each_so_far)) in report.cohorts[0].cells.iter().zip([
        (1.0, 1_750.0, 1_750.0),
        (0.5, 50.0, 1_800.0),
        (0.5, 350.0, 2_150.0),
    ]) {
        assert_close(Some(cell.retention), Some(retention), "retention");
        assert_close(
            Some(cell.revenue_per_customer_minor),
            Some(each),
            "revenue each",
        );
        let so_far = cell.cumulative_revenue_per_customer_minor;
        assert_close(Some(so_far), Some(each_so_far), "revenue each so far");
    }
    let average: Vec<(usize, f64, usize)> = report
        .average
        .iter()
        .map(|at| (at.period, at.retention, at.cohorts))
        .collect();
    assert_eq!(average, [(0, 1.0, 2), (1, 0.5, 1)]);
}

#[tokio::test]
async fn gross_money_leaves_returns_out() {
    let report = report(Unit::Month, MoneyKind::Gross).await;
    let revenue: Vec<i64> = report.cohorts[0]
        .cells
        .iter()
        .map(|cell| cell.revenue_minor)
        .collect();
    assert_eq!(revenue, [3_500, 300, 700]);
}

/// 5 January 2020 is the Sunday of week 1, 15 March the Sunday of week 11.
#[tokio::test]
async fn weeks_run_from_monday_to_sunday() {
    let report = report(Unit::Week, MoneyKind::Gross).await;
    let labels: Vec<&str> = report
        .cohorts
        .iter()
        .map(|cohort| cohort.cohort.as_str())
        .collect();
    assert_eq!(labels, ["2020-W01", "2020-W02", "2020-W07"]);
    let first = &report.cohorts[0];
    assert_eq!((first.start, first.cells.len()), (date(2019, 12, 30), 11));
    let active: Vec<usize> = first
        .cells
        .iter()
        .filter(|cell| cell.customers > 0)
        .map(|cell| cell.period)
        .collect();
    assert_eq!(active, [0, 3, 10]);
    assert!(first.cells.iter().all(|cell| cell.complete));
}

#[tokio::test]
async fn a_quarter_that_is_not_over_has_no_average() {
    let report = report(Unit::Quarter, MoneyKind::Net).await;
    assert_eq!(report.cohorts.len(), 1);
    assert_eq!(
        (report.cohorts[0].cohort.as_str(), report.cohorts[0].size),
        ("2020-Q1", 3)
    );
    assert_eq!(report.cohorts[0].cells[0].cumulative_revenue_minor, 4_650);
    assert!(report.average.is_empty());
}
