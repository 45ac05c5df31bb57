//! BG/NBD and MBG/NBD against the published figures, and their laws.

use lab::{BgNbd, Histories, History, LabError, MbgNbd};
use proptest::prelude::*;

use crate::cdnow;
use crate::random::Random;

fn close(got: f64, want: f64, tolerance: f64) {
    assert!(
        (got / want - 1.0).abs() < tolerance,
        "{got} instead of {want}"
    );
}

#[expect(
    clippy::expect_used,
    reason = "a history that is none must stop the test"
)]
fn customer(repeats: u64, recency: f64, age: f64) -> History {
    History::new(repeats, recency, age).expect("a history")
}

/// Published: Fader, Hardie & Lee (2005), Table 2 (.243, 4.414, .793, 2.426, −9582.4); more digits by an
/// independent maximum likelihood.
#[test]
fn cdnow_has_the_published_parameters() {
    let fit = BgNbd::fit(&cdnow::calibration()).expect("a fit");
    let want = [0.242_593, 4.413_532, 0.792_886, 2.425_753];
    for (got, want) in fit.model.parameters().into_iter().zip(want) {
        close(got, want, 1e-4);
    }
    assert!((fit.log_likelihood + 9582.4256).abs() < 1e-3, "{fit:?}");
    assert!(
        fit.standard_errors
            .expect("errors")
            .iter()
            .all(|error| *error > 0.0)
    );
}

/// Published: Batislam et al. (2007) as fitted by `BTYDplus` (.525, 6.183, .891, 1.614).
#[test]
fn cdnow_has_the_published_parameters_when_the_first_purchase_counts() {
    let fit = MbgNbd::fit(&cdnow::calibration()).expect("a fit");
    let want = [0.524_838, 6.182_992, 0.891_356, 1.614];
    for (got, want) in fit.model.parameters().into_iter().zip(want) {
        close(got, want, 1e-3);
    }
    assert!((fit.log_likelihood + 9582.1327).abs() < 1e-3, "{fit:?}");
}

/// Published: the spreadsheets to the 2005 paper; probabilities at its rounded parameters, the curve at the maximum. At
/// 78 weeks 1.8576 is printed and 1.8580 comes out, also as the sum of n·P(n).
#[test]
fn point_checks_of_the_paper_hold() {
    let model = BgNbd::new(0.243, 4.414, 0.793, 2.426).expect("a model");
    let next = model
        .expected_purchases(&customer(2, 30.43, 38.86), 39.0)
        .expect("39 weeks");
    close(next, 1.226, 5e-4);
    let fitted = BgNbd::new(0.242_593, 4.413_532, 0.792_886, 2.425_753).expect("a model");
    let curve = [
        (0.1429, 0.0078),
        (1.0, 0.0532),
        (3.0, 0.1506),
        (31.8571, 1.0405),
        (32.0, 1.0437),
        (78.0, 1.8580),
    ];
    for (weeks, want) in curve {
        let got = fitted.expected_new(weeks).expect("weeks");
        assert!(
            (got - want).abs() < 5e-5,
            "{weeks}: {got} instead of {want}"
        );
    }
    close(
        model.probability(0, 39.0).expect("weeks"),
        0.573_786_4,
        1e-7,
    );
    close(
        model.probability(10, 2.0).expect("weeks"),
        1.078_69e-7,
        1e-6,
    );
    let many = [
        0.001_999_521_4,
        0.001_517_023_6,
        0.001_163_315_0,
        0.000_900_314_8,
        0.000_702_363_8,
        0.000_551_790_2,
        0.000_436_191_3,
        0.000_346_717_1,
        0.000_276_961_3,
        0.000_222_226_0,
    ];
    for (number, want) in (11..).zip(many) {
        close(model.probability(number, 30.0).expect("weeks"), want, 1e-6);
    }
}

/// The forecast of weeks 40 to 78 of the calibrated cohort: 1653.42 and 1576.74 purchases (1,882 came).
#[test]
fn the_second_half_of_cdnow_is_forecast_as_by_others() {
    let table = cdnow::calibration();
    let bg = BgNbd::fit(&table).expect("a fit").model;
    let mbg = MbgNbd::fit(&table).expect("a fit").model;
    let sum = |expected: &dyn Fn(&History) -> Result<f64, LabError>| -> f64 {
        table
            .rows()
            .map(|(history, weight)| weight * expected(history).expect("39 weeks"))
            .sum()
    };
    close(
        sum(&|history| bg.expected_purchases(history, 39.0)),
        1653.42,
        1e-4,
    );
    close(
        sum(&|history| mbg.expected_purchases(history, 39.0)),
        1576.74,
        1e-4,
    );
}

#[test]
fn numerical_traps_are_finite() {
    let model = BgNbd::new(0.242_593, 4.413_532, 0.792_886, 2.425_753).expect("a model");
    for repeats in [132, 133, 1_000_000] {
        let history = customer(repeats, 200.0, 200.0);
        let alive = model.p_alive(&history);
        assert!(alive > 0.99 && alive <= 1.0, "{alive}");
        assert!(model.expected_purchases(&history, 39.0).expect("39 weeks") > 1.0);
    }
    // a = 1, where the form with ₂F₁ divides 0 by 0.
    let [below, at, above] = [0.999_999, 1.0, 1.000_001].map(|a| {
        let model = BgNbd::new(0.24, 4.4, a, 2.4).expect("a model");
        model.expected_new(39.0).expect("39 weeks")
    });
    assert!(below > at && at > above);
    close(below + above, 2.0 * at, 1e-9);
}

#[test]
fn unusable_input_is_refused() {
    assert!(BgNbd::new(0.0, 1.0, 1.0, 1.0).is_err());
    assert!(BgNbd::new(1.0, f64::NAN, 1.0, 1.0).is_err());
    assert!(History::new(1, 3.0, 2.0).is_err());
    assert!(History::new(0, 1.0, 2.0).is_err());
    assert!(History::new(1, f64::NAN, 2.0).is_err());
    let model = BgNbd::new(1.0, 1.0, 1.0, 1.0).expect("a model");
    assert!(model.expected_new(-1.0).is_err());
    assert!(model.expected_new(f64::INFINITY).is_err());
    let once = Histories::compress([(customer(0, 0.0, 30.0), 5)]);
    assert!(matches!(BgNbd::fit(&once), Err(LabError::Empty { .. })));
}

/// Customers of known parameters, seen for 60 weeks, who can leave after the first purchase or only after a repeat purchase.
fn simulated(truth: [f64; 4], leaves_at_first: bool) -> Histories {
    let mut draw = Random(7);
    let histories = (0..6000).map(|_| {
        let rate = draw.gamma(truth[0]) / truth[1];
        let leaves = draw.beta(truth[2], truth[3]);
        let (mut time, mut last, mut repeats) = (0.0, 0.0, 0);
        let mut there = !leaves_at_first || draw.uniform() >= leaves;
        while there {
            time += draw.gamma(1.0) / rate;
            if time > 60.0 {
                break;
            }
            (last, repeats) = (time, repeats + 1);
            there = draw.uniform() >= leaves;
        }
        (customer(repeats, last, 60.0), 1)
    });
    Histories::compress(histories)
}

/// Histories drawn from known parameters lead back to them.
#[test]
fn simulated_parameters_are_recovered() {
    let truth = [2.0, 10.0, 2.0, 6.0];
    let bg = BgNbd::fit(&simulated(truth, false)).expect("a fit");
    let mbg = MbgNbd::fit(&simulated(truth, true)).expect("a fit");
    for (found, errors) in [
        (bg.model.parameters(), bg.standard_errors),
        (mbg.model.parameters(), mbg.standard_errors),
    ] {
        let errors = errors.expect("errors");
        for ((got, want), error) in found.into_iter().zip(truth).zip(errors) {
            assert!(
                (got - want).abs() < 3.5 * error,
                "{got} ± {error}, not {want}"
            );
            assert!(error < 0.25 * want);
        }
    }
}

proptest! {
    #[test]
    fn probabilities_and_expectations_keep_their_bounds(
        logs in proptest::array::uniform4(-4.0..4.0_f64),
        repeats in 0_u64..5000,
        share in 0.0..=1.0_f64,
        age in 0.0..5000.0_f64,
        horizon in 0.0..5000.0_f64,
    ) {
        let [r, alpha, a, b] = logs.map(f64::exp);
        let recency = if repeats == 0 { 0.0 } else { age * share };
        let history = customer(repeats, recency, age);
        let bg = BgNbd::new(r, alpha, a, b).expect("a model");
        let mbg = MbgNbd::new(r, alpha, a, b).expect("a model");
        for alive in [bg.p_alive(&history), mbg.p_alive(&history)] {
            prop_assert!((0.0..=1.0).contains(&alive));
        }
        for model in [
            &(|time| bg.expected_purchases(&history, time)) as &dyn Fn(f64) -> Result<f64, LabError>,
            &|time| mbg.expected_purchases(&history, time),
            &|time| bg.expected_new(time),
            &|time| mbg.expected_new(time),
        ] {
            let near = model(horizon).expect("a horizon");
            let far = model(2.0 * horizon).expect("a horizon");
            prop_assert!(near >= 0.0 && far.is_finite() && far >= near * (1.0 - 1e-9), "{near} {far}");
        }
    }

    #[test]
    fn order_and_grouping_of_the_customers_do_not_matter(
        mut customers in proptest::collection::vec((0_u64..3, 1_u64..4), 1..20),
    ) {
        let table = |customers: &[(u64, u64)]| Histories::compress(customers.iter().map(|&(repeats, number)| {
            (customer(repeats, if repeats == 0 { 0.0 } else { 1.0 }, 2.0), number)
        }));
        let before = table(&customers);
        customers.reverse();
        prop_assert_eq!(&before, &table(&customers));
        prop_assert!(before.rows().count() <= 3);
    }
}
