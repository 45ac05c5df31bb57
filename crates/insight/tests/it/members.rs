//! The customers behind a figure are as many as the figure says, for any small lake.

use insight::{
    BaseFigure, BaseQuery, CohortQuery, Figure, InsightError, MemberPage, MoneyKind, base, cohorts,
    members,
};
use jiff::civil::Date;
use kernel::Limit;
use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::lake::{Lake, source};
use crate::laws::{days, lakes, units};

/// All customers behind a figure, asked for two at a time.
async fn all(lake: &Lake, figure: &Figure, as_of: Date) -> Result<MemberPage, InsightError> {
    let session = lake.session();
    let limit = Limit::try_from(2).unwrap();
    let page = async |cursor: Option<String>| {
        let page = (cursor.as_deref(), limit);
        members(&source(&session), figure.clone(), Some(as_of), page).await
    };
    let mut whole = page(None).await?;
    while let Some(cursor) = whole.next_cursor.take() {
        let next = page(Some(cursor)).await?;
        whole.items.extend(next.items);
        whole.next_cursor = next.next_cursor;
    }
    Ok(whole)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_figure_of_the_base_has_its_customers(lake in lakes(), as_of in days(), lost_after_days in 31_u32..120) {
        let run = Runtime::new().unwrap();
        let session = lake.session();
        let query = BaseQuery { as_of: Some(as_of), lost_after_days, months: None };
        let report = run.block_on(base(&source(&session), &query)).unwrap();
        for month in &report.months {
            for (figure, customers) in [
                (BaseFigure::Start, month.customers_start),
                (BaseFigure::New, month.new),
                (BaseFigure::Active, month.active),
                (BaseFigure::Repeat, month.repeat),
                (BaseFigure::Lost, month.lost),
                (BaseFigure::Reactivated, month.reactivated),
                (BaseFigure::End, month.customers_end),
            ] {
                let figure = Figure::Base { figure, month: month.month.parse().unwrap(), lost_after_days };
                let found = run.block_on(all(&lake, &figure, as_of)).unwrap();
                prop_assert_eq!((found.matching, found.items.len() as u64), (customers, customers), "{:?}", figure);
                let sorted = found.items.is_sorted_by_key(|one| std::cmp::Reverse(one.revenue_minor));
                prop_assert!(sorted);
            }
        }
    }

    #[test]
    fn a_cell_of_a_cohort_has_its_customers(lake in lakes(), as_of in days(), by in units()) {
        let run = Runtime::new().unwrap();
        let session = lake.session();
        let query = CohortQuery { as_of: Some(as_of), by, money: MoneyKind::Net };
        let report = run.block_on(cohorts(&source(&session), &query)).unwrap();
        for cohort in &report.cohorts {
            let mut revenue = 0;
            for cell in &cohort.cells {
                let figure = Figure::Cohort { by, cohort: cohort.cohort.clone(), period: cell.period };
                let found = run.block_on(all(&lake, &figure, as_of)).unwrap();
                prop_assert_eq!(found.items.len() as u64, cell.customers, "{:?}", figure);
                if cell.period == 0 {
                    revenue = found.items.iter().map(|one| one.revenue_minor).sum();
                }
            }
            let brought = cohort.cells.last().map(|cell| cell.cumulative_revenue_minor);
            prop_assert_eq!(Some(revenue), brought);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_counted_is_told() {
    let lake = Lake::default()
        .order(1, "2024-01-05", 500, 1.0)
        .order(2, "2024-02-05", 900, 1.0);
    let as_of = "2024-02-28".parse().unwrap();
    let new_in = |month: &str, lost_after_days| Figure::Base {
        figure: BaseFigure::New,
        month: month.parse().unwrap(),
        lost_after_days,
    };
    let found = all(&lake, &new_in("2024-02", 180), as_of).await.unwrap();
    assert_eq!(found.items.len(), 1);
    assert_eq!(found.items[0].revenue_minor, 900);
    let none = all(&lake, &new_in("2031-02", 180), as_of).await.unwrap();
    assert_eq!((none.matching, none.items.len()), (0, 0));

    let days = all(&lake, &new_in("2024-02", 7), as_of).await;
    assert!(matches!(
        days,
        Err(InsightError::LostAfterOutOfRange { .. })
    ));
    let unknown = Figure::Cohort {
        by: insight::Unit::Month,
        cohort: "2024-Q1".to_owned(),
        period: 0,
    };
    let sentence = all(&lake, &unknown, as_of).await.unwrap_err().to_string();
    assert!(sentence.contains("2024-Q1"), "{sentence}");
    let session = lake.session();
    let page = (Some("17"), Limit::try_from(2).unwrap());
    let cursor = members(&source(&session), new_in("2024-02", 180), None, page).await;
    assert!(matches!(cursor, Err(InsightError::CursorUnknown(_))));
}
