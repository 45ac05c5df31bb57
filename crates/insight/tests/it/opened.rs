//! The customers behind the figures of value, of the bridge of equity, of the retention matrix and of acquisition are as many as the figures say, for any
//! small lake.

use insight::{
    AcquisitionQuery, EquityQuery, Figure, InsightError, MatrixPlace, MatrixQuery, MemberPage,
    RiskMeasure, Source, Spend, ValueGroup, ValuePlace, ValueQuery, Watch, acquisition, equity,
    equity_customers, fit_model, matrix_customers, members, retention_matrix, value,
    value_customers,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::Limit;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use store::Store;
use tokio::runtime::Runtime;

use crate::lake::{Lake, source};
use crate::laws::{days, lakes};
use crate::members::whole;
use crate::standing::{fit, tenth};

/// Random lakes for one model: with countries, one of which has the name of those that are not known.
fn settled(runner: &mut TestRunner) -> (Lake, Date) {
    let one = (lakes(), days()).new_tree(runner).unwrap().current();
    let (lake, as_of) = one;
    let lake = lake
        .living(1, "Norway")
        .living(2, "Iran")
        .living(3, "Norway");
    (lake.living(4, "unknown"), as_of)
}

async fn group(source: &Source<'_>, store: &Store, place: &str, as_of: Date) -> MemberPage {
    let place: ValuePlace = place.parse().unwrap();
    let list = value_customers(source, store, &place, Some(as_of))
        .await
        .unwrap();
    whole(&list, source, 3).await.unwrap()
}

/// The keys of a place of the matrix, asked for a few at a time, in which nobody stands twice.
async fn of_matrix(
    source: &Source<'_>,
    store: &Store,
    query: &MatrixQuery,
    place: MatrixPlace,
) -> Vec<String> {
    let limit = Limit::try_from(3).unwrap();
    let mut keys = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let page = (cursor.as_deref(), limit);
        let page = matrix_customers(source, store, query, place, page)
            .await
            .unwrap();
        keys.extend(page.items.into_iter().map(|one| one.customer_key));
        cursor = page.next_cursor;
        if cursor.is_none() {
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len() as u64, page.matching, "{place:?}");
            return keys;
        }
    }
}

/// The keys of a list in which nobody stands twice.
fn keys(page: &MemberPage) -> Vec<&str> {
    let mut keys: Vec<&str> = page
        .items
        .iter()
        .map(|one| one.customer_key.as_str())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(
        (keys.len() as u64, page.items.len() as u64),
        (page.matching, page.matching)
    );
    keys
}

store::contract! {
    async fn a_group_of_value_has_its_customers(store: Store) {
        let session = tenth().session();
        fit_model(&source(&session), &store, &fit(), &Watch::default()).await.unwrap();
        let mut runner = TestRunner::deterministic();
        for _ in 0..24 {
            let (lake, as_of) = settled(&mut runner);
            let session = lake.session();
            let source = source(&session);
            let query = ValueQuery { as_of: Some(as_of), ..ValueQuery::default() };
            let report = value(&source, &store, &query).await.unwrap();
            let everybody = group(&source, &store, "everybody", as_of).await;
            assert_eq!((everybody.matching, everybody.money), (report.customers, report.money));
            for (by, groups) in [("segment", &report.by_segment), ("country", &report.by_country), ("month", &report.by_month)] {
                let mut seen = Vec::new();
                for ValueGroup { name, customers, .. } in groups {
                    let found = group(&source, &store, &format!("{by}={name}"), as_of).await;
                    assert_eq!(found.matching, *customers, "{by} {name}");
                    seen.extend(keys(&found).into_iter().map(str::to_owned));
                }
                seen.sort_unstable();
                assert_eq!(seen, keys(&everybody), "everybody is in one group by {by}");
            }
            let nobody = group(&source, &store, "country=Nowhere", as_of).await;
            assert_eq!(nobody.matching, 0);
        }
    }

    async fn a_piece_of_the_bridge_has_its_customers(store: Store) {
        let session = tenth().session();
        fit_model(&source(&session), &store, &fit(), &Watch::default()).await.unwrap();
        let mut runner = TestRunner::deterministic();
        let mut pieces = [0; 5];
        for round in 0..24 {
            let (lake, as_of) = settled(&mut runner);
            let session = lake.session();
            let source = source(&session);
            let query = EquityQuery {
                from: Some(as_of - (10 + 7 * round).days()),
                to: Some(as_of),
                lost_after_days: 31 + 3 * u32::try_from(round).unwrap(),
                months: [12, 24, 36][usize::try_from(round).unwrap() % 3],
                ..EquityQuery::default()
            };
            let report = equity(&source, &store, &query).await.unwrap();
            let mut all = 0;
            for (piece, sum) in report.pieces.iter().zip(&mut pieces) {
                let list = equity_customers(&source, &store, &query, piece.name).await.unwrap();
                let found = whole(&list, &source, 2).await.unwrap();
                assert_eq!(keys(&found).len() as u64, piece.customers, "{:?}", piece.name);
                assert_eq!(found.as_of, report.as_of);
                all += found.matching;
                *sum += found.matching;
            }
            assert_eq!(all, report.customers_after);
        }
        assert!(pieces.iter().all(|sum| *sum > 0), "every piece was looked at: {pieces:?}");
    }

    async fn a_place_of_the_matrix_has_its_customers(store: Store) {
        let session = tenth().session();
        fit_model(&source(&session), &store, &fit(), &Watch::default()).await.unwrap();
        let mut runner = TestRunner::deterministic();
        let mut won_back = 0;
        for round in 0..24_u32 {
            let (lake, as_of) = settled(&mut runner);
            let session = lake.session();
            let source = source(&session);
            let query = MatrixQuery {
                as_of: Some(as_of),
                risk: if round % 2 == 0 { RiskMeasure::NoOrder } else { RiskMeasure::Left },
                days: 30 + 10 * round,
                lost_after_days: 31 + 3 * round,
                ..MatrixQuery::default()
            };
            let report = retention_matrix(&source, &store, &query).await.unwrap();
            let everybody = of_matrix(&source, &store, &query, MatrixPlace::Everybody).await;
            assert_eq!(everybody.len() as u64, report.customers);
            let mut seen = Vec::new();
            for cell in &report.cells {
                let found = of_matrix(&source, &store, &query, MatrixPlace::Cell(cell.value, cell.risk)).await;
                assert_eq!(found.len() as u64, cell.customers);
                seen.extend(found);
            }
            seen.sort_unstable();
            assert_eq!(seen, everybody, "everybody is in one cell");
            let found = of_matrix(&source, &store, &query, MatrixPlace::WinBack).await;
            assert_eq!(found.len() as u64, report.win_back.customers);
            won_back += found.len();
        }
        assert!(won_back > 0, "nobody was to be won back");
    }

    async fn without_a_model_nobody_is_listed(store: Store) {
        let session = Lake::default().session();
        let source = source(&session);
        let nobody = value_customers(&source, &store, &ValuePlace::Everybody, None).await;
        assert!(matches!(nobody, Err(InsightError::NoModel)));
        fit_model(&self::source(&tenth().session()), &store, &fit(), &Watch::default()).await.unwrap();
        let nobody = value_customers(&source, &store, &ValuePlace::Everybody, None).await.unwrap();
        assert_eq!(whole(&nobody, &source, 2).await.unwrap().matching, 0);
    }
}

#[test]
fn a_group_is_read_by_name() {
    let country = ValuePlace::Country("A=B".to_owned());
    assert_eq!("country=A=B".parse::<ValuePlace>().unwrap(), country);
    for wrong in [
        "",
        "segment",
        "segment=whales",
        "month=2011-13",
        "city=Oslo",
    ] {
        assert!(wrong.parse::<ValuePlace>().is_err(), "{wrong}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_month_of_acquisition_has_its_customers(
        lake in lakes(), as_of in days(), spent in prop::collection::btree_set(0_i32..14, 0..8),
    ) {
        let run = Runtime::new().unwrap();
        let session = lake.session();
        let source = source(&session);
        let month = |number: i32| (date(2019, 10, 1) + number.months()).strftime("%Y-%m").to_string();
        let spends: Vec<Spend> =
            spent.iter().map(|&number| Spend::new(month(number).parse().unwrap(), 1_000).unwrap()).collect();
        let query = AcquisitionQuery { as_of: Some(as_of), margin: None };
        let report = run.block_on(acquisition(&source, &spends, None, &query)).unwrap();
        let list = |months| run.block_on(async {
            let list = members(&source, Figure::Acquired { months }, Some(as_of)).await?;
            whole(&list, &source, 2).await
        });
        for month in &report.months {
            let found = list(vec![month.month.parse().unwrap()]).unwrap();
            let brought: i64 = found.items.iter().map(|one| one.revenue_minor).sum();
            prop_assert_eq!((keys(&found).len() as u64, brought), (month.customers, month.revenue_minor));
        }
        let all = list(spends.into_iter().map(|spend| spend.month).collect()).unwrap();
        prop_assert_eq!(keys(&all).len() as u64, report.totals.customers);
    }
}
