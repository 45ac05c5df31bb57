//! What winning customers cost: kept on both engines, held against cohorts worked out by hand.

use insight::{
    AcquisitionQuery, AcquisitionReport, AssumptionOrigin, Spend, acquisition, read_amount,
    remove_spend, set_spend, spends,
};
use store::Store;

use crate::lake::{Lake, assert_close, source};

fn spend(month: &str, amount_minor: i64) -> Spend {
    Spend::new(month.parse().unwrap(), amount_minor).unwrap()
}

store::contract! {
    async fn a_spend_is_set_changed_and_removed(store: Store) {
        for spend in [spend("2020-02", 500), spend("2020-01", 300), spend("2020-02", 700)] {
            set_spend(&store, &spend).await.unwrap();
        }
        assert_eq!(spends(&store).await.unwrap(), [spend("2020-01", 300), spend("2020-02", 700)]);
        let month = "2020-01".parse().unwrap();
        assert!(remove_spend(&store, &month).await.unwrap());
        assert!(!remove_spend(&store, &month).await.unwrap());
        assert_eq!(spends(&store).await.unwrap().len(), 1);
    }
}

/// Two come in January and bring 100 then, 60 in February and 200 in April; one comes in March and brings 90.
fn lake() -> Lake {
    Lake::default()
        .order(1, "2020-01-05", 60, 1.0)
        .order(2, "2020-01-06", 40, 1.0)
        .order(1, "2020-02-05", 60, 1.0)
        .order(3, "2020-03-05", 90, 1.0)
        .order(2, "2020-04-05", 200, 1.0)
}

async fn report(lake: &Lake, spends: &[Spend], margin: Option<f64>) -> AcquisitionReport {
    let session = lake.session();
    let query = AcquisitionQuery {
        as_of: None,
        margin,
    };
    acquisition(&source(&session), spends, None, &query)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_customer_costs_and_pays_back() {
    let spends = [
        spend("2020-01", 160),
        spend("2020-02", 50),
        spend("2020-03", 100),
    ];
    let report = report(&lake(), &spends, Some(0.5)).await;
    let months: Vec<_> = report
        .months
        .iter()
        .map(|month| {
            (
                month.month.as_str(),
                month.customers,
                month.cac_minor,
                month.payback_months,
            )
        })
        .collect();
    // A customer of January has brought 25, 40, 40, 90 after costs by January, February, March and April.
    assert_eq!(
        months,
        [
            ("2020-01", 2, Some(80.0), Some(3)),
            ("2020-02", 0, None, None),
            ("2020-03", 1, Some(100.0), None),
        ]
    );
    assert_close(report.months[0].paid_back, Some(90.0 / 80.0), "January");
    assert_close(report.months[2].paid_back, Some(0.45), "March");
    assert_eq!(report.months[0].months_seen, 3);
    let totals = report.totals;
    assert_eq!(
        (totals.months, totals.customers, totals.spend_minor),
        (3, 3, 310)
    );
    assert_close(totals.cac_minor, Some(310.0 / 3.0), "CAC");
    assert_close(Some(totals.margin_minor), Some(225.0), "margin");
    assert_close(totals.paid_back, Some(225.0 / 310.0), "all");
}

#[tokio::test]
async fn the_margin_comes_from_costs_when_they_are_known() {
    let known = Lake::default().order(1, "2020-01-05", 100, 1.0).costing(70);
    let report_of = |lake: Lake| async move { report(&lake, &[spend("2020-01", 30)], None).await };
    let known = report_of(known).await;
    assert_eq!(known.margin.origin, AssumptionOrigin::Base);
    assert_close(known.margin.value, Some(0.3), "margin");
    assert_eq!(
        (known.months[0].payback_months, known.advice),
        (Some(0), None)
    );
    let unknown = report_of(lake()).await;
    assert_eq!(unknown.margin.origin, AssumptionOrigin::Usual);
    assert!(unknown.advice.unwrap().contains("no costs are known"));
}

#[tokio::test]
async fn without_spend_or_orders_there_is_a_report() {
    let none = report(&Lake::default(), &[spend("2020-01", 30)], None).await;
    assert_eq!(
        (none.as_of, none.months.len(), none.months[0].cac_minor),
        (None, 1, None)
    );
    let unspent = report(&lake(), &[], None).await;
    assert_eq!((unspent.months.len(), unspent.totals.cac_minor), (2, None));
    assert!(unspent.advice.unwrap().starts_with("no spend is known"));
}

#[tokio::test]
async fn a_margin_that_makes_no_sense_is_refused() {
    let session = lake().session();
    let query = AcquisitionQuery {
        as_of: None,
        margin: Some(-0.3),
    };
    let error = acquisition(&source(&session), &[], None, &query)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the margin must be above 0 %, at most 100 %, -30 % was given"
    );
}

#[test]
fn amounts_are_read_exactly() {
    let euro = "EUR".parse().unwrap();
    assert_eq!(read_amount("15000.00", euro).unwrap(), 1_500_000);
    assert_eq!(read_amount("-2.5", euro).unwrap(), -250);
    assert_eq!(read_amount("1.000", "JPY".parse().unwrap()).unwrap(), 1);
    for wrong in ["", "1,5", "1.005", "many", "99999999999999999999"] {
        let sentence = read_amount(wrong, euro).unwrap_err().to_string();
        assert_eq!(
            sentence,
            format!("`{wrong}` is not an amount: digits with at most 2 after the point")
        );
    }
}
