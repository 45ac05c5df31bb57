//! The reports agree with the plain definitions, and with each other, for any small lake.

use insight::{BaseQuery, CohortQuery, MoneyKind, RfmQuery, Unit, base, cohorts, rfm};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::lake::{Lake, Row, source};
use crate::naive::People;

fn rows(most: usize) -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((0_i64..7, 0_i64..260, 1_i64..5_000, 1_u8..9), 0..most).prop_map(|rows| {
        rows.into_iter()
            .map(|(customer, day, amount_minor, units)| Row {
                customer: (customer != 0).then_some(customer),
                date: date(2019, 11, 20).saturating_add(day.days()),
                amount_minor,
                units: f64::from(units),
                cost_minor: None,
                country: None,
                channel: None,
            })
            .collect()
    })
}

pub(crate) fn lakes() -> impl Strategy<Value = Lake> {
    (rows(50), rows(8)).prop_map(|(orders, mut returns)| {
        for row in &mut returns {
            row.amount_minor = -row.amount_minor;
        }
        Lake {
            orders,
            returns,
            ..Lake::default()
        }
    })
}

pub(crate) fn days() -> impl Strategy<Value = Date> {
    (0_i64..330).prop_map(|day| date(2019, 11, 20).saturating_add(day.days()))
}

pub(crate) fn units() -> impl Strategy<Value = Unit> {
    prop_oneof![Just(Unit::Week), Just(Unit::Month), Just(Unit::Quarter)]
}

fn sum(rows: &[Row], until: Date) -> i64 {
    rows.iter()
        .filter(|row| row.date <= until)
        .map(|row| row.amount_minor)
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_base_is_as_defined(lake in lakes(), as_of in days(), lost_after_days in 31_u32..120) {
        let session = lake.session();
        let query = BaseQuery { as_of: Some(as_of), lost_after_days, months: None };
        let report = Runtime::new().unwrap().block_on(base(&source(&session), &query)).unwrap();
        let mut revenue = 0;
        for month in &report.months {
            let first = format!("{}-01", month.month).parse().unwrap();
            let found = People {
                start: month.customers_start,
                new: month.new,
                active: month.active,
                repeat: month.repeat,
                lost: month.lost,
                reactivated: month.reactivated,
                end: month.customers_end,
            };
            prop_assert_eq!(found, lake.people(first, as_of, lost_after_days.into()));
            prop_assert_eq!(
                month.customers_end,
                month.customers_start + month.new + month.reactivated - month.lost
            );
            revenue += month.revenue_minor;
        }
        if !report.months.is_empty() {
            prop_assert_eq!(revenue, sum(&lake.orders, as_of) + sum(&lake.returns, as_of));
        }
        let new: u64 = report.months.iter().map(|month| month.new).sum();
        prop_assert_eq!(new, lake.customers(as_of).len() as u64);
        if let Some(start) = report.survival.points.first() {
            prop_assert_eq!(start.at_risk, new);
        }
        // The month before, cut at the same day, is what the report of that day says.
        if let Some(previous) = report.previous {
            let query = BaseQuery { as_of: Some(previous.until), ..query };
            let then = Runtime::new().unwrap().block_on(base(&source(&session), &query)).unwrap();
            let mut then = then.current.unwrap();
            then.survival_rate = previous.survival_rate;
            prop_assert_eq!(then, previous);
        }
    }

    #[test]
    fn rfm_is_as_defined(lake in lakes(), as_of in days(), net in any::<bool>()) {
        let session = lake.session();
        let money = if net { MoneyKind::Net } else { MoneyKind::Gross };
        let query = RfmQuery { as_of: Some(as_of), money, ..RfmQuery::default() };
        let report = Runtime::new().unwrap().block_on(rfm(&source(&session), &query)).unwrap();
        let customers = lake.customers(as_of);
        prop_assert_eq!(report.customers, customers.len() as u64);
        prop_assert_eq!(report.grid.iter().map(|cell| cell.customers).sum::<u64>(), report.customers);
        let in_segments: u64 = report.segments.iter().map(|segment| segment.customers).sum();
        prop_assert_eq!(in_segments, report.customers);
        let total: i64 =
            customers.iter().map(|&customer| lake.monetary(customer, as_of, money)).sum();
        prop_assert_eq!(report.grid.iter().map(|cell| cell.revenue_minor).sum::<i64>(), total);
        let Some(cuts) = report.cuts else { return Ok(()) };
        for cell in &report.grid {
            let below = |cuts: [f64; 4], value: f64| {
                u8::try_from(cuts.into_iter().filter(|&cut| cut < value).count()).unwrap()
            };
            let here = customers.iter().filter(|&&customer| {
                let (recency, frequency) = lake.recency_and_frequency(customer, as_of);
                let recency = f64::from(i32::try_from(recency).unwrap());
                let r = 5 - below(cuts.recency_days, recency);
                let f = 1 + below(cuts.frequency, lab::count_to_f64(frequency));
                (r, f) == (cell.r, cell.f)
            });
            prop_assert_eq!(here.count() as u64, cell.customers);
        }
    }

    #[test]
    fn cohorts_are_as_defined(lake in lakes(), as_of in days(), by in units()) {
        let session = lake.session();
        let query = CohortQuery { as_of: Some(as_of), by, money: MoneyKind::Net };
        let report = Runtime::new().unwrap().block_on(cohorts(&source(&session), &query)).unwrap();
        let mut revenue = 0;
        for cohort in &report.cohorts {
            let mut period = cohort.start;
            for cell in &cohort.cells {
                let wanted = lake.cohort(by, cohort.start, period, as_of);
                prop_assert_eq!((cell.customers, cell.orders), wanted);
                period = by.next(period);
                prop_assert_eq!(cell.complete, period <= as_of.tomorrow().unwrap());
            }
            prop_assert_eq!(cohort.cells[0].customers, cohort.size);
            prop_assert!(as_of < period, "the cells reach the day of the report");
            revenue += cohort.cells.last().unwrap().cumulative_revenue_minor;
        }
        let customers = lake.customers(as_of);
        let size: u64 = report.cohorts.iter().map(|cohort| cohort.size).sum();
        prop_assert_eq!(size, customers.len() as u64);
        let total: i64 =
            customers.iter().map(|&customer| lake.monetary(customer, as_of, MoneyKind::Net)).sum();
        prop_assert_eq!(revenue, total);
    }
}
