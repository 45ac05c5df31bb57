//! Pareto/NBD against the published figures, and its laws.

use lab::{Histories, History, LabError, ParetoNbd};
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

/// Published: Fader, Hardie & Lee (2005), Table 2 (.553, 10.578, .606, 11.669, −9595.0); standard errors: `CLVTools`. The
/// forecast of weeks 40 to 78 is 1665.53 purchases.
#[test]
fn cdnow_has_the_published_parameters() {
    let table = cdnow::calibration();
    let fit = ParetoNbd::fit(&table).expect("a fit");
    let want = [0.553_276, 10.577_612, 0.606_213, 11.667_903];
    for (got, want) in fit.model.parameters().into_iter().zip(want) {
        close(got, want, 1e-3);
    }
    assert!((fit.log_likelihood + 9594.9739).abs() < 1e-2, "{fit:?}");
    let published = [0.047_626_4, 0.842_722_2, 0.187_259_4, 6.210_544_8];
    for (got, want) in fit
        .standard_errors
        .expect("errors")
        .into_iter()
        .zip(published)
    {
        close(got, want, 0.01);
    }
    let next = |history| {
        fit.model
            .expected_purchases(history, 39.0)
            .expect("39 weeks")
    };
    close(
        table
            .rows()
            .map(|(history, weight)| weight * next(history))
            .sum(),
        1665.53,
        1e-4,
    );
}

/// Published: the spreadsheets to the 2005 paper; the curve at the parameters of the package `BTYD` (.55, 10.56, .61, 11.64).
#[test]
fn point_checks_of_the_paper_hold() {
    let model = ParetoNbd::new(0.553_276, 10.577_612, 0.606_213, 11.667_903).expect("a model");
    let history = customer(26, 30.86, 31.0);
    close(model.p_alive(&history), 0.997_918, 1e-5);
    close(
        model.expected_purchases(&history, 52.0).expect("52 weeks"),
        25.4565,
        1e-4,
    );
    let rounded = ParetoNbd::new(0.55, 10.56, 0.61, 11.64).expect("a model");
    let curve = [
        0.050_778_21,
        0.099_160_88,
        0.145_425_07,
        0.189_799_30,
        0.232_474_66,
        0.273_612_74,
        0.313_351_59,
        0.351_810_24,
        0.389_092_11,
    ];
    for (weeks, want) in (1_u32..).zip(curve) {
        close(
            rounded.expected_new(f64::from(weeks)).expect("weeks"),
            want,
            1e-6,
        );
    }
}

/// The integral against Simpson's rule over time, with α above and below β.
#[test]
fn the_odds_are_those_of_simpsons_rule() {
    for [r, alpha, s, beta] in [
        [0.5, 10.0, 0.6, 12.0],
        [2.0, 30.0, 0.3, 2.0],
        [0.7, 2.0, 3.0, 40.0],
    ] {
        let model = ParetoNbd::new(r, alpha, s, beta).expect("a model");
        let shape = r + 3.0;
        let left = |time: f64| {
            s * ((alpha + 39.0) / (alpha + time)).powf(shape)
                * ((beta + 39.0) / (beta + time)).powf(s)
                / (beta + time)
        };
        let step = 29.0 / 2000.0;
        let odds: f64 = (0_u32..1000)
            .map(|pair| 10.0 + 2.0 * step * f64::from(pair))
            .map(|from| left(from) + 4.0 * left(from + step) + left(from + 2.0 * step))
            .sum::<f64>()
            * step
            / 3.0;
        close(
            model.p_alive(&customer(3, 10.0, 39.0)),
            1.0 / (1.0 + odds),
            1e-10,
        );
    }
}

/// Histories at which other implementations return no number (`CLVTools`, `lifetimes`).
#[test]
fn numerical_traps_are_finite() {
    let model = ParetoNbd::new(0.5143, 2.8845, 0.2856, 14.1087).expect("a model");
    for (repeats, recency, age) in [
        (221, 103.428_57, 103.571_43),
        (254, 97.142_86, 97.285_71),
        (161, 94.714_29, 98.0),
        (204, 98.571_43, 99.428_57),
        (132, 200.0, 200.0),
        (133, 200.0, 200.0),
        (1_000_000, 10.0, 5000.0),
    ] {
        let history = customer(repeats, recency, age);
        assert!((0.0..=1.0).contains(&model.p_alive(&history)), "{repeats}");
        assert!(
            model
                .expected_purchases(&history, 39.0)
                .expect("39 weeks")
                .is_finite()
        );
    }
    assert!(model.p_alive(&customer(221, 103.428_57, 103.571_43)) > 0.9);
    let [below, at, above] = [1.0 - 1e-7, 1.0, 1.0 + 1e-7].map(|s| {
        let model = ParetoNbd::new(0.5, 10.0, s, 12.0).expect("a model");
        model.expected_new(39.0).expect("39 weeks")
    });
    close(below + above, 2.0 * at, 1e-9);
}

#[test]
fn unusable_input_is_refused() {
    assert!(ParetoNbd::new(1.0, 1.0, -1.0, 1.0).is_err());
    let model = ParetoNbd::new(1.0, 1.0, 1.0, 1.0).expect("a model");
    assert!(model.expected_new(-1.0).is_err());
    let once = Histories::compress([(customer(0, 0.0, 30.0), 5)]);
    assert!(matches!(ParetoNbd::fit(&once), Err(LabError::Empty { .. })));
}

/// Histories drawn from known parameters lead back to them.
#[test]
fn simulated_parameters_are_recovered() {
    let mut draw = Random(11);
    let truth = [2.0, 10.0, 1.5, 30.0];
    let histories = (0..2000).map(|_| {
        let rate = draw.gamma(truth[0]) / truth[1];
        let stay = draw.gamma(1.0) * truth[3] / draw.gamma(truth[2]);
        let (mut time, mut last, mut repeats) = (0.0, 0.0, 0);
        loop {
            time += draw.gamma(1.0) / rate;
            if time > stay.min(60.0) {
                break (customer(repeats, last, 60.0), 1);
            }
            (last, repeats) = (time, repeats + 1);
        }
    });
    let fit = ParetoNbd::fit(&Histories::compress(histories)).expect("a fit");
    let errors = fit.standard_errors.expect("errors");
    for ((got, want), error) in fit.model.parameters().into_iter().zip(truth).zip(errors) {
        assert!(
            (got - want).abs() < 3.5 * error,
            "{got} ± {error}, not {want}"
        );
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
        let [r, alpha, s, beta] = logs.map(f64::exp);
        let history = customer(repeats, if repeats == 0 { 0.0 } else { age * share }, age);
        let model = ParetoNbd::new(r, alpha, s, beta).expect("a model");
        prop_assert!((0.0..=1.0).contains(&model.p_alive(&history)));
        let near = model.expected_purchases(&history, horizon).expect("a horizon");
        let far = model.expected_purchases(&history, 2.0 * horizon).expect("a horizon");
        prop_assert!(near >= 0.0 && far.is_finite() && far >= near * (1.0 - 1e-12), "{near} {far}");
    }
}
