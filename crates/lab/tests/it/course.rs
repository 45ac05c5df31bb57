//! The course of a base: the worked values of the retention formula, the closed form, laws, refusals.

use lab::{BaseCourse, rate_of_period, retention_value};
use proptest::prelude::*;

const COURSE: BaseCourse = BaseCourse {
    customers: 1_000.0,
    monthly_churn: 0.02,
    inflow: 120.0,
    inflow_growth: 0.0,
    margin: 50.0,
    discount: 0.0,
};

fn rise(from: f64, to: f64, discount: f64) -> f64 {
    let value = |retention| retention_value(1.0, retention, discount).ok().flatten();
    match (value(from), value(to)) {
        (Some(from), Some(to)) => to / from - 1.0,
        _ => f64::NAN,
    }
}

/// The claim "+5 % retention, +50 to +100 % income" holds from a retention of about .85 on, and not at .5.
#[test]
fn five_points_of_retention_have_the_worked_values() {
    for (from, to, discount, wanted) in [
        (0.85, 0.90, 0.0, 0.588),
        (0.90, 0.95, 0.0, 1.111),
        (0.90, 0.95, 0.1, 0.407),
        (0.85, 0.85 * 1.05, 0.0, 0.465),
        (0.90, 0.90 * 1.05, 0.0, 0.909),
        (0.50, 0.55, 0.0, 0.222),
        (0.50, 0.55, 0.1, 0.200),
    ] {
        let found = rise(from, to, discount);
        assert!(
            (found - wanted).abs() < 5e-4,
            "{from} → {to} at {discount}: {found}"
        );
    }
    assert_eq!(retention_value(1.0, 1.0, 0.0), Ok(None));
}

#[test]
fn half_in_five_years_is_an_eighth_a_year() {
    assert!((rate_of_period(0.5, 5.0).unwrap() - 0.129_449_436_703_875_9).abs() < 1e-12);
    assert_eq!(rate_of_period(0.0, 12.0), Ok(0.0));
    assert_eq!(rate_of_period(1.0, 12.0), Ok(1.0));
}

#[test]
fn one_month_of_a_year_can_be_followed_by_hand() {
    // 1,000 − 20 + 10 = 990 after a month; N* = 120 / (12 · 0.02) = 500 and 500 + 500 · 0.98^12 after a year.
    let year = COURSE.years(1).unwrap()[0];
    let after = 500.0 + 500.0 * 0.98_f64.powi(12);
    assert!((year.customers - after).abs() < 1e-9);
    assert!((1_000.0 + year.inflow - year.lost - year.customers).abs() < 1e-9);
    assert!((year.margin - year.present_value).abs() < 1e-9);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let refused = |course: BaseCourse| course.years(1).unwrap_err().to_string();
    assert_eq!(
        refused(BaseCourse {
            monthly_churn: 1.5,
            ..COURSE
        }),
        "the part of the customers who are lost lies between 0 and 1, 1.5 was given"
    );
    assert!(
        refused(BaseCourse {
            customers: -1.0,
            ..COURSE
        })
        .contains("customers")
    );
    assert!(
        refused(BaseCourse {
            inflow: f64::NAN,
            ..COURSE
        })
        .contains("finite")
    );
    assert!(
        refused(BaseCourse {
            inflow_growth: -1.0,
            ..COURSE
        })
        .contains("growth")
    );
    let endless = BaseCourse {
        inflow_growth: 1e30,
        ..COURSE
    };
    assert!(endless.years(30).is_err());
    assert!(retention_value(1.0, 1.5, 0.0).is_err());
    assert!(retention_value(1.0, 0.5, -0.1).is_err());
    assert!(rate_of_period(-0.1, 2.0).is_err());
    assert!(rate_of_period(0.1, 0.0).is_err());
}

proptest! {
    #[test]
    fn the_closed_form_holds(customers in 0.0..1e6_f64, churn in 0.001..1.0_f64, inflow in 0.0..1e6_f64, years in 1_u32..20) {
        let course = BaseCourse { customers, monthly_churn: churn, inflow, ..COURSE };
        let rest = inflow / (12.0 * churn);
        let end = rest + (customers - rest) * (1.0 - churn).powi(12 * i32::try_from(years).unwrap());
        let found = course.years(years).unwrap();
        prop_assert!((found.last().unwrap().customers - end).abs() <= 1e-7 * end.max(1.0));
    }

    #[test]
    fn fewer_lost_customers_never_bring_less(churn in 0.0..0.9_f64, less in 0.0..1.0_f64, discount in 0.0..0.5_f64) {
        let now = BaseCourse { monthly_churn: churn, discount, ..COURSE };
        let then = BaseCourse { monthly_churn: churn * less, ..now };
        for (now, then) in now.years(10).unwrap().iter().zip(then.years(10).unwrap()) {
            prop_assert!(then.margin >= now.margin - 1e-9 && then.customers >= now.customers - 1e-9);
            prop_assert!(then.present_value <= then.margin + 1e-9);
        }
    }

    #[test]
    fn a_month_and_the_year_turn_into_each_other(share in 0.0..0.999_f64) {
        let month = rate_of_period(share, 12.0).unwrap();
        prop_assert!((rate_of_period(month, 1.0 / 12.0).unwrap() - share).abs() < 1e-12);
    }
}
