//! The customers behind a figure are as many as the figure says, for any small lake.

use insight::{
    BaseFigure, BaseQuery, Bounds, CohortQuery, Figure, InsightError, MemberList, MemberPage,
    Method, MoneyKind, Origin, RfmPlace, RfmQuery, Segment, Source, base, cohorts, members, rfm,
};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Limit;
use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::lake::{Lake, source};
use crate::laws::{days, lakes, units};

/// All customers of a list, asked for a few at a time.
pub(crate) async fn whole(
    list: &MemberList,
    source: &Source<'_>,
    few: u32,
) -> Result<MemberPage, InsightError> {
    let limit = Limit::try_from(few).unwrap();
    let mut whole = list.page(source, (None, limit)).await?;
    while let Some(cursor) = whole.next_cursor.take() {
        let next = list.page(source, (Some(&cursor), limit)).await?;
        whole.items.extend(next.items);
        whole.next_cursor = next.next_cursor;
    }
    Ok(whole)
}

async fn all(lake: &Lake, figure: &Figure, as_of: Date) -> Result<MemberPage, InsightError> {
    let session = lake.session();
    let source = source(&session);
    let list = members(&source, figure.clone(), Some(as_of)).await?;
    whole(&list, &source, 2).await
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

    #[test]
    fn a_place_of_the_rfm_map_has_its_customers(lake in lakes(), as_of in days(), net in any::<bool>(), cut in any::<bool>()) {
        let run = Runtime::new().unwrap();
        let session = lake.session();
        let money = if net { MoneyKind::Net } else { MoneyKind::Gross };
        let bounds = Bounds::new(&[20.0, 50.0, 90.0, 150.0], &[1.0, 2.0, 4.0, 6.0], &[1e3, 3e3, 9e3, 2e4]);
        let method = if cut { Method::Bounds(bounds.unwrap()) } else { Method::Quintiles };
        let query = RfmQuery { as_of: Some(as_of), money, method, compare: None };
        let report = run.block_on(rfm(&source(&session), &query)).unwrap();
        let cells = report.grid.iter().map(|cell| {
            let place = RfmPlace::Cell { recency_score: cell.r, frequency_score: cell.f };
            (place, cell.customers, cell.revenue_minor)
        });
        let segments = report.segments.iter().map(|segment| {
            (RfmPlace::Segment(segment.name), segment.customers, segment.revenue_minor)
        });
        let all_revenue = report.grid.iter().map(|cell| cell.revenue_minor).sum();
        let everybody = (RfmPlace::Everybody, report.customers, all_revenue);
        for (place, customers, revenue_minor) in cells.chain(segments).chain([everybody]) {
            let found = run.block_on(all(&lake, &Figure::Rfm { place, money, method }, as_of)).unwrap();
            prop_assert_eq!((found.matching, found.items.len() as u64), (customers, customers), "{:?}", place);
            let brought: i64 = found.items.iter().map(|one| one.revenue_minor).sum();
            prop_assert_eq!((brought, found.money), (revenue_minor, money), "{:?}", place);
            let mut keys: Vec<&str> = found.items.iter().map(|one| one.customer_key.as_str()).collect();
            keys.sort_unstable();
            keys.dedup();
            prop_assert_eq!(keys.len() as u64, customers, "nobody twice in {:?}", place);
        }
    }

    #[test]
    fn a_move_between_segments_has_its_customers(lake in lakes(), as_of in days(), earlier in 1_i64..300, cut in any::<bool>()) {
        let run = Runtime::new().unwrap();
        let session = lake.session();
        let bounds = Bounds::new(&[20.0, 50.0, 90.0, 150.0], &[1.0, 2.0, 4.0, 6.0], &[1e3, 3e3, 9e3, 2e4]);
        let method = if cut { Method::Bounds(bounds.unwrap()) } else { Method::Quintiles };
        let since = as_of - earlier.days();
        let money = MoneyKind::Net;
        let query = RfmQuery { as_of: Some(as_of), money, method, compare: Some(since) };
        let report = run.block_on(rfm(&source(&session), &query)).unwrap();
        let flows = report.migration.map_or_else(Vec::new, |migration| migration.flows);
        let listed = |place| {
            let found = run.block_on(all(&lake, &Figure::Rfm { place, money, method }, as_of)).unwrap();
            let mut keys: Vec<String> = found.items.into_iter().map(|one| one.customer_key).collect();
            keys.sort_unstable();
            keys
        };
        let mut moved = Vec::new();
        for flow in &flows {
            let from: Origin = flow.from.parse().unwrap();
            let found = listed(RfmPlace::Moved { since, from, to: Some(flow.to) });
            prop_assert_eq!(found.len() as u64, flow.customers, "{:?}", flow);
            let now = listed(RfmPlace::Segment(flow.to));
            prop_assert!(found.iter().all(|key| now.contains(key)), "{:?}", flow);
            moved.extend(found);
        }
        moved.sort_unstable();
        prop_assert_eq!(&moved, &listed(RfmPlace::Everybody), "everybody moved once, or stayed");
        let origins = Segment::ALL.map(Some).into_iter().chain([None]).map(Origin);
        for from in origins {
            let of = flows.iter().filter(|flow| flow.from.parse::<Origin>().unwrap() == from);
            let customers: u64 = of.map(|flow| flow.customers).sum();
            let found = listed(RfmPlace::Moved { since, from, to: None });
            prop_assert_eq!(found.len() as u64, customers, "{:?}", from);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_lists_what_the_map_knows_of_a_customer() {
    let lake = Lake::default()
        .order(1, "2024-01-05", 500, 1.0)
        .order(1, "2024-02-01", 700, 1.0)
        .order(1, "2024-04-01", 9_000, 1.0)
        .gave_back(1, "2024-02-02", 200)
        .order(2, "2023-10-05", 900, 1.0);
    let as_of: Date = "2024-02-28".parse().unwrap();
    let place = |recency_score, frequency_score, money| {
        let bounds = [1.0, 2.0, 3.0, 4.0];
        let method = Bounds::new(&[10.0, 30.0, 60.0, 90.0], &bounds, &bounds);
        Figure::Rfm {
            place: RfmPlace::Cell {
                recency_score,
                frequency_score,
            },
            money,
            method: Method::Bounds(method.unwrap()),
        }
    };
    for (money, revenue_minor) in [(MoneyKind::Net, 1_000), (MoneyKind::Gross, 1_200)] {
        let found = all(&lake, &place(4, 2, money), as_of).await.unwrap();
        let [one] = &found.items[..] else {
            panic!("{found:?}")
        };
        assert_eq!((one.customer_key.as_str(), one.orders), ("C1", 2));
        assert_eq!(
            one.first_order.map(|day| day.to_string()).as_deref(),
            Some("2024-01-05")
        );
        assert_eq!(
            one.last_order.map(|day| day.to_string()).as_deref(),
            Some("2024-02-01")
        );
        assert_eq!(one.revenue_minor, revenue_minor);
    }
    let later = Figure::Rfm {
        place: RfmPlace::Moved {
            since: as_of,
            from: Origin(None),
            to: None,
        },
        money: MoneyKind::Net,
        method: Method::Quintiles,
    };
    let later = all(&lake, &later, as_of).await;
    assert!(matches!(later, Err(InsightError::CompareNotBefore { .. })));
    let wrong = all(&lake, &place(0, 2, MoneyKind::Net), as_of).await;
    let sentence = wrong.unwrap_err().to_string();
    assert_eq!(
        sentence,
        "the recency score must be from 1 to 5, 0 was given"
    );
    let sentence = "whales".parse::<Segment>().unwrap_err().to_string();
    assert!(sentence.contains("cannot_lose"), "{sentence}");
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
    let source = source(&session);
    let list = members(&source, new_in("2024-02", 180), None).await;
    let cursor = (Some("17"), Limit::try_from(2).unwrap());
    let page = list.unwrap().page(&source, cursor).await;
    assert!(matches!(page, Err(InsightError::CursorUnknown(_))));
}
