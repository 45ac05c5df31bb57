//! What lost customers cost: inputs from a base worked out by hand, the years, and what is refused.

use insight::{AssumptionOrigin, LostCustomersQuery, LostCustomersReport, lost_customers};

use crate::lake::{Lake, assert_close, source};

/// Ten customers who come in January and order for 100 on the 5th of each month of 2020; from April on one of
/// them leaves each month.
fn leaving() -> Lake {
    let mut lake = Lake::default();
    for month in 1..=12_i64 {
        let gone = (month - 3).max(0);
        for customer in gone + 1..=10 {
            lake = lake
                .order(customer, &format!("2020-{month:02}-05"), 10_000, 1.0)
                .costing(6_000);
        }
    }
    // A passer-by makes December complete.
    lake.order(0, "2020-12-31", 500, 1.0)
}

async fn report(lake: &Lake, query: &LostCustomersQuery) -> LostCustomersReport {
    let session = lake.session();
    lost_customers(&source(&session), query).await.unwrap()
}

const USUAL: LostCustomersQuery = LostCustomersQuery {
    as_of: None,
    lost_after_days: 31,
    change: -0.5,
    years: 3,
    customers: None,
    yearly_churn: None,
    inflow: None,
    inflow_growth: None,
    revenue_per_customer_minor: None,
    margin: None,
    discount: None,
};

#[tokio::test]
async fn inputs_come_from_the_base() {
    let report = report(&leaving(), &USUAL).await;
    let window = report.window.clone().unwrap();
    // In January nobody could be lost yet.
    assert_eq!(
        (window.from.as_str(), window.until.as_str(), window.months),
        ("2020-02", "2020-12", 11)
    );
    let inputs = report.inputs;
    // Ten are there at the starts of February to April, then one fewer each month; nobody is won.
    assert_eq!(inputs.inflow.value, Some(0.0));
    assert_close(inputs.margin.value, Some(0.4), "margin");
    assert_eq!(inputs.margin.origin, AssumptionOrigin::Base);
    assert_eq!(inputs.customers.origin, AssumptionOrigin::Base);
    assert_eq!(inputs.discount.origin, AssumptionOrigin::Usual);
    let monthly = report.monthly_churn;
    let yearly = 1.0 - (1.0 - monthly).powi(12);
    assert_close(inputs.yearly_churn.value, Some(yearly), "churn of a year");
    assert_close(
        Some(report.changed_monthly_churn),
        Some(monthly / 2.0),
        "half of it",
    );
    assert_eq!(report.advice, None);
}

#[tokio::test]
async fn half_the_lost_customers_bring_the_difference() {
    let report = report(&leaving(), &USUAL).await;
    assert_eq!(report.years.len(), 3);
    // Later more are left to be lost.
    assert!(report.years[0].changed_lost < report.years[0].lost);
    let mut sum = 0.0;
    for year in &report.years {
        assert!(year.changed_customers > year.customers);
        assert_close(
            Some(year.difference_minor),
            Some(year.changed_margin_minor - year.margin_minor),
            "difference",
        );
        sum += year.difference_minor;
        assert_close(Some(year.cumulative_minor), Some(sum), "sum");
        assert!(year.cumulative_present_minor < year.cumulative_minor);
    }
    let (now, then) = (report.values[0], report.values[1]);
    assert!(then.retention > now.retention && then.value_minor > now.value_minor);
    assert_eq!(now.change, Some(0.0));
}

#[tokio::test]
async fn every_input_can_be_given() {
    let query = LostCustomersQuery {
        customers: Some(1_000.0),
        yearly_churn: Some(0.5),
        inflow: Some(100.0),
        inflow_growth: Some(0.02),
        revenue_per_customer_minor: Some(20_000),
        margin: Some(0.25),
        discount: Some(0.0),
        change: 0.0,
        ..USUAL
    };
    let report = report(&leaving(), &query).await;
    let inputs = report.inputs;
    for input in [
        inputs.customers,
        inputs.yearly_churn,
        inputs.inflow,
        inputs.inflow_growth,
        inputs.revenue_per_customer_minor,
        inputs.margin,
        inputs.discount,
    ] {
        assert_eq!(input.origin, AssumptionOrigin::Given);
    }
    // 50 a customer and year, r = 0.5, d = 0: 50 · 0.5 / 0.5.
    assert_close(
        report.values[0].value_minor,
        Some(5_000.0),
        "m·r / (1 + d − r)",
    );
    assert_close(Some(report.years[0].inflow), Some(102.0), "growth");
    assert!(
        report
            .years
            .iter()
            .all(|year| year.difference_minor.abs() < 1e-9)
    );
}

#[tokio::test]
async fn a_young_base_takes_half_in_five_years() {
    let lake = Lake::default().order(1, "2020-01-05", 10_000, 1.0);
    let report = report(&lake, &USUAL).await;
    assert_close(
        report.inputs.yearly_churn.value,
        Some(1.0 - 0.5_f64.powf(0.2)),
        "usual",
    );
    assert_eq!(report.inputs.yearly_churn.origin, AssumptionOrigin::Usual);
    let advice = report.advice.unwrap();
    assert!(advice.contains("12.9 % a year is taken"), "{advice}");
    assert!(advice.contains("no costs are known"), "{advice}");
    assert_eq!(report.years.len(), 3);
}

#[tokio::test]
async fn without_orders_the_inputs_are_asked_for() {
    let none = report(&Lake::default(), &USUAL).await;
    assert_eq!(
        (none.as_of, none.years.len(), none.values.len()),
        (None, 0, 0)
    );
    let advice = none.advice.unwrap();
    assert!(
        advice.starts_with(
            "there are no orders to take these from, give them: customers, inflow, revenue per customer"
        ),
        "{advice}"
    );
    let given = LostCustomersQuery {
        customers: Some(100.0),
        inflow: Some(10.0),
        revenue_per_customer_minor: Some(1_000),
        ..USUAL
    };
    assert_eq!(report(&Lake::default(), &given).await.years.len(), 3);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let session = leaving().session();
    for (query, sentence) in [
        (
            LostCustomersQuery {
                change: -2.0,
                ..USUAL
            },
            "the change of lost customers must be from -100 % to 100 %, -200 % was given",
        ),
        (
            LostCustomersQuery {
                lost_after_days: 1,
                ..USUAL
            },
            "a customer counts as lost after 31 to 3660 days, 1 was given",
        ),
        (
            LostCustomersQuery {
                yearly_churn: Some(1.0),
                change: 0.5,
                ..USUAL
            },
            "the part of the customers who are lost in a month after the change must be at most 100 %, 150 % was given",
        ),
    ] {
        let error = lost_customers(&source(&session), &query).await.unwrap_err();
        assert_eq!(error.to_string(), sentence);
    }
}
