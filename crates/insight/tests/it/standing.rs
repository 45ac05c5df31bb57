//! The bridge of equity and the retention matrix on the one tenth of CDNOW that the papers use, under a fitted model.

use insight::{
    AcquisitionQuery, EquityQuery, FitQuery, InsightError, Level, MatrixPlace, MatrixQuery,
    PieceName, RiskMeasure, Spend, ValueQuery, Watch, acquisition, equity, find_in_force,
    fit_model, matrix_customers, retention_matrix, value,
};
use jiff::civil::date;
use kernel::Limit;
use store::Store;

use crate::lake::{Lake, assert_close, source};
use crate::value::cdnow;

/// Every tenth customer.
pub(crate) fn tenth() -> Lake {
    let mut lake = cdnow();
    lake.orders
        .retain(|row| row.customer.is_some_and(|id| id % 10 == 4));
    lake
}

pub(crate) fn fit() -> FitQuery {
    FitQuery {
        kinds: vec!["pareto_nbd".to_owned()],
        ..FitQuery::default()
    }
}

#[track_caller]
fn assert_near(found: f64, wanted: f64, what: &str) {
    assert!(
        (found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0),
        "{what}: {found} is not {wanted}"
    );
}

store::contract! {
    async fn the_bridge_stands_between_two_reports_of_value(store: Store) {
        let session = tenth().session();
        let source = source(&session);
        fit_model(&source, &store, &fit(), &Watch::default()).await.unwrap();
        let bridge = equity(&source, &store, &EquityQuery {
            from: Some(date(1997, 6, 30)),
            ..EquityQuery::default()
        }).await.unwrap();
        assert_eq!(bridge.as_of, Some(date(1998, 6, 30)));
        for (day, minor, customers) in [
            (date(1997, 6, 30), bridge.equity_before_minor, bridge.customers_before),
            (date(1998, 6, 30), bridge.equity_after_minor, bridge.customers_after),
        ] {
            let query = ValueQuery { as_of: Some(day), ..ValueQuery::default() };
            let report = value(&source, &store, &query).await.unwrap();
            assert_eq!(report.customers, customers);
            let sum = report.clv[2].sum_minor;
            assert!((sum - lab::minor_to_f64(minor)).abs() <= 0.51, "{day}: {minor} is not {sum}");
        }
        let sum = |figure: fn(&insight::EquityPiece) -> i64| bridge.pieces.iter().map(figure).sum::<i64>();
        assert_eq!(sum(|piece| piece.change_minor), bridge.change_minor);
        assert_eq!(bridge.pieces.iter().map(|piece| piece.customers).sum::<u64>(), bridge.customers_after);
        // All of them came by the end of March 1997.
        let of = |name| bridge.pieces.iter().find(|piece| piece.name == name).unwrap();
        assert_eq!(of(PieceName::Acquired).customers, 0);
        assert!(of(PieceName::Lost).customers > 0 && of(PieceName::Lost).change_minor < 0);
        assert!(of(PieceName::Grown).change_minor > 0 && of(PieceName::Shrunk).change_minor < 0);

        let early = EquityQuery { from: Some(date(1990, 1, 1)), to: Some(date(1997, 6, 30)), ..EquityQuery::default() };
        let early = equity(&source, &store, &early).await.unwrap();
        assert_eq!((early.equity_before_minor, early.customers_before), (0, 0));
        assert_eq!(early.pieces[0].change_minor, early.change_minor);
        let turned = EquityQuery { from: Some(date(1999, 1, 1)), ..EquityQuery::default() };
        assert_eq!(
            equity(&source, &store, &turned).await.unwrap_err().to_string(),
            "the date to compare with must lie before 1998-06-30, 1999-01-01 was given"
        );
        let odd = EquityQuery { months: 18, ..EquityQuery::default() };
        assert_eq!(
            equity(&source, &store, &odd).await.unwrap_err().to_string(),
            "the number of months must be 12, 24 or 36, 18 was given"
        );
    }

    async fn cells_hold_everybody_once(store: Store) {
        let session = tenth().session();
        let source = source(&session);
        fit_model(&source, &store, &fit(), &Watch::default()).await.unwrap();
        let query = MatrixQuery { as_of: Some(date(1997, 9, 30)), ..MatrixQuery::default() };
        let whole = value(&source, &store, &ValueQuery { as_of: query.as_of, ..ValueQuery::default() }).await.unwrap();
        for risk in [RiskMeasure::NoOrder, RiskMeasure::Left] {
            let query = MatrixQuery { risk, ..query };
            let matrix = retention_matrix(&source, &store, &query).await.unwrap();
            assert_eq!(matrix.cells.len(), 9);
            assert_eq!(matrix.cells.iter().map(|cell| cell.customers).sum::<u64>(), matrix.customers);
            assert_near(matrix.clv_minor, whole.clv[2].sum_minor, "worth");
            assert!(0.0 < matrix.at_stake_minor && matrix.at_stake_minor < matrix.clv_minor);
            // Terciles: a third each, but for ties.
            let high: u64 = matrix.cells[6..].iter().map(|cell| cell.customers).sum();
            assert!(high.abs_diff(matrix.customers / 3) <= 2, "{high}");
            let last_year: i64 = matrix.cells.iter().map(|cell| cell.last_year_minor).sum();
            // The history begins with the year.
            let all: i64 = tenth().orders.iter().filter(|row| row.date <= date(1997, 9, 30)).map(|row| row.amount_minor).sum();
            assert_eq!(last_year, all);
            for cell in matrix.cells.iter().filter(|cell| cell.customers > 0) {
                let place = MatrixPlace::Cell(cell.value, cell.risk);
                let (mut seen, mut stake, mut cursor) = (0, 0.0, None);
                loop {
                    let limit = Limit::try_from(400).unwrap();
                    let page = (cursor.as_deref(), limit);
                    let page = matrix_customers(&source, &store, &query, place, page).await.unwrap();
                    assert!(page.items.windows(2).all(|pair| pair[0].at_stake_minor >= pair[1].at_stake_minor));
                    seen += page.items.len() as u64;
                    stake += page.items.iter().map(|customer| customer.at_stake_minor).sum::<f64>();
                    cursor = page.next_cursor;
                    if cursor.is_none() {
                        break;
                    }
                }
                assert_eq!(seen, cell.customers);
                assert_near(stake, cell.at_stake_minor, "at stake");
            }
        }
    }

    async fn bounds_can_be_chosen(store: Store) {
        let session = tenth().session();
        let source = source(&session);
        fit_model(&source, &store, &fit(), &Watch::default()).await.unwrap();
        let query = MatrixQuery {
            value_bounds_minor: Some([1_000, 5_000]),
            risk_bounds: Some([0.5, 0.9]),
            margin: Some(0.5),
            ..MatrixQuery::default()
        };
        let matrix = retention_matrix(&source, &store, &query).await.unwrap();
        assert_eq!(matrix.value_bounds_minor, Some([1_000.0, 5_000.0]));
        let win_back = matrix.win_back;
        let page = matrix_customers(&source, &store, &query, MatrixPlace::WinBack, (None, Limit::default())).await.unwrap();
        assert_eq!(page.items.len() as u64, win_back.customers.min(50));
        assert!(page.items.iter().all(|customer| customer.last_order <= date(1998, 1, 1)));
        let cell = MatrixPlace::Cell(Level::High, Level::Low);
        let page = matrix_customers(&source, &store, &query, cell, (None, Limit::default())).await.unwrap();
        assert!(page.items.iter().all(|customer| customer.clv_minor > 5_000.0 && customer.risk <= 0.5));
        let wrong = matrix_customers(&source, &store, &query, cell, (Some("0"), Limit::default())).await;
        assert!(matches!(wrong, Err(InsightError::CursorUnknown(_))));
    }

    async fn a_customer_is_worth_more_than_was_brought_so_far(store: Store) {
        let session = tenth().session();
        let source = source(&session);
        let spends = [Spend::new("1997-02".parse().unwrap(), 500_000).unwrap()];
        let query = AcquisitionQuery::default();
        let without = acquisition(&source, &spends, None, &query).await.unwrap();
        assert_eq!((without.model, without.totals.value_to_cac), (None, None));
        let model = fit_model(&source, &store, &fit(), &Watch::default()).await.unwrap().model;
        let with = acquisition(&source, &spends, Some(&model), &query).await.unwrap();
        let month = &with.months[1];
        let wanted = (month.margin_per_customer_minor.unwrap() + month.future_minor.unwrap()) / month.cac_minor.unwrap();
        assert_close(month.value_to_cac, Some(wanted), "value by CAC");
        assert_close(with.totals.value_to_cac, month.value_to_cac, "all by CAC");
        let whole = value(&source, &store, &ValueQuery::default()).await.unwrap();
        let future: f64 = with.months.iter().map(|month| month.future_minor.unwrap() * lab::count_to_f64(month.customers)).sum();
        assert_near(future, whole.clv[2].sum_minor, "to come");
    }

    async fn without_a_model_it_is_said_what_to_do(store: Store) {
        let session = Lake::default().session();
        let source = source(&session);
        assert!(find_in_force(&store).await.unwrap().is_none());
        let sentence = "there is no model of value yet: fit one with `clientele model fit`";
        let matrix = retention_matrix(&source, &store, &MatrixQuery::default()).await.unwrap_err();
        assert_eq!(matrix.to_string(), sentence);
        let bridge = equity(&source, &store, &EquityQuery::default()).await.unwrap_err();
        assert_eq!(bridge.to_string(), sentence);
    }
}

#[test]
fn cells_are_read_by_name() {
    assert_eq!(
        "high-low".parse::<MatrixPlace>().unwrap(),
        MatrixPlace::Cell(Level::High, Level::Low)
    );
    assert_eq!(
        "win-back".parse::<MatrixPlace>().unwrap(),
        MatrixPlace::WinBack
    );
    assert_eq!(
        "all".parse::<MatrixPlace>().unwrap(),
        MatrixPlace::Everybody
    );
    for wrong in ["", "high", "high-lower", "low_low"] {
        let sentence = wrong.parse::<MatrixPlace>().unwrap_err().to_string();
        assert_eq!(
            sentence,
            format!(
                "`{wrong}` is not a cell, expected value and risk, such as high-low, or win-back, or all"
            )
        );
    }
}
