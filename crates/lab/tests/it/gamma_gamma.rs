//! Gamma-Gamma against the CDNOW data and its laws.

use crate::random::Random;
use lab::{GammaGamma, LabError, SpendHistory, fit_gamma_gamma};
use proptest::prelude::*;

/// Repeat purchases and their mean value, from `testdata/cdnow_spend.csv`.
#[expect(
    clippy::expect_used,
    reason = "a fixture that does not parse must stop the test"
)]
fn cdnow() -> Vec<SpendHistory> {
    include_str!("../../testdata/cdnow_spend.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let (count, mean) = line.split_once(',').expect("two columns");
            SpendHistory {
                repeat_purchases: count.parse().expect("a count"),
                mean_value: mean.parse().expect("dollars"),
            }
        })
        .collect()
}

fn seen(repeat_purchases: u64, mean_value: f64) -> SpendHistory {
    SpendHistory {
        repeat_purchases,
        mean_value,
    }
}

/// Published: Fader & Hardie (2013), note 025: 6.25, 3.74, 15.44; more digits by an independent maximum.
#[test]
fn cdnow_has_the_published_parameters() {
    let data = cdnow();
    assert_eq!(data.len(), 946);
    let fit = fit_gamma_gamma(&data).expect("946 repeat buyers");
    let published = [6.248_801, 3.744_589, 15.447_754];
    for (got, want) in fit.model.parameters().into_iter().zip(published) {
        assert!((got / want - 1.0).abs() < 1e-3, "{got} for {want}");
    }
    assert!((fit.log_likelihood + 4055.9232).abs() < 0.01, "{fit:?}");
    for (error, value) in fit.standard_errors.into_iter().zip(published) {
        assert!(error > 0.0 && error < value, "{fit:?}");
    }
}

/// Published: the first ten customers of the sample in the note's spreadsheet, asserted by lifetimes.
#[test]
fn the_first_customers_have_the_published_means() {
    let model = fit_gamma_gamma(&cdnow()).expect("a fit").model;
    let customers = [
        (2, 22.35, 24.65),
        (1, 11.77, 18.91),
        (0, 0.0, 35.17),
        (7, 73.74, 71.46),
        (1, 11.77, 18.91),
        (2, 25.55, 27.28),
    ];
    for (count, mean, published) in customers {
        let got = model.conditional_mean(seen(count, mean)).expect("valid");
        assert!(
            got.is_some_and(|got| (got - published).abs() < 0.015),
            "{got:?}"
        );
    }
    let mean = model.population_mean().expect("q > 1");
    assert!((mean - 35.171).abs() < 0.002, "{mean}");
}

#[test]
fn a_simulated_truth_is_recovered() {
    let (truth, mut random) = ([5.0, 4.0, 20.0], Random(7));
    let data: Vec<SpendHistory> = (0..4000_u32)
        .map(|index| {
            let count = 1 + u64::from(index % 5);
            let rate = random.gamma(truth[1]) / truth[2];
            let shape = truth[0] * lab::count_to_f64(count);
            seen(count, random.gamma(shape) / rate / lab::count_to_f64(count))
        })
        .collect();
    let fit = fit_gamma_gamma(&data).expect("4000 customers");
    let errors = fit.standard_errors;
    for (position, got) in fit.model.parameters().into_iter().enumerate() {
        assert!(
            (got - truth[position]).abs() < 3.5 * errors[position],
            "{fit:?}"
        );
    }
}

#[test]
fn what_can_not_be_fitted_is_refused() {
    assert!(matches!(fit_gamma_gamma(&[]), Err(LabError::Empty { .. })));
    for bad in [0.0, -3.0, f64::NAN, f64::INFINITY] {
        let data = [seen(2, 10.0), seen(1, bad)];
        assert!(fit_gamma_gamma(&data).is_err(), "{bad}");
    }
    assert!(GammaGamma::new(0.0, 1.0, 1.0).is_err());
    // All alike: nothing tells the spread.
    assert!(matches!(
        fit_gamma_gamma(&[seen(1, 10.0); 20]),
        Err(LabError::NotConverged { .. })
    ));
}

#[test]
fn an_infinite_mean_is_none() {
    let model = GammaGamma::new(0.1, 0.5, 10.0).expect("positive");
    assert_eq!(model.population_mean(), None);
    assert_eq!(model.conditional_mean(seen(1, 5.0)), Ok(None));
}

#[test]
fn the_unit_of_money_and_the_order_do_not_matter() {
    let mut data = cdnow();
    let dollars = fit_gamma_gamma(&data).expect("a fit").model.parameters();
    data.reverse();
    let again = fit_gamma_gamma(&data).expect("a fit").model.parameters();
    for (left, right) in dollars.into_iter().zip(again) {
        assert!((left - right).abs() <= 1e-12 * left, "{left} {right}");
    }
    for history in &mut data {
        history.mean_value *= 100.0;
    }
    let cents = fit_gamma_gamma(&data).expect("a fit").model.parameters();
    assert!((cents[0] / dollars[0] - 1.0).abs() < 1e-4);
    assert!((cents[2] / dollars[2] / 100.0 - 1.0).abs() < 1e-4);
}

proptest! {
    #[test]
    fn the_mean_lies_between_the_own_and_that_of_all(
        p in 0.01_f64..100.0,
        q in 1.01_f64..100.0,
        gamma in 0.01_f64..1e6,
        count in 1_u64..1_000_000,
        own in 0.01_f64..1e9,
    ) {
        let model = GammaGamma::new(p, q, gamma).expect("positive");
        let all = model.population_mean().expect("q > 1");
        let mean = model.conditional_mean(seen(count, own)).expect("valid").expect("finite");
        prop_assert!(mean.is_finite());
        prop_assert!(mean >= own.min(all) * (1.0 - 1e-9) && mean <= own.max(all) * (1.0 + 1e-9));
    }
}
