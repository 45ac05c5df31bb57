//! Weibull durations against published fits and their laws.

#![expect(
    clippy::expect_used,
    reason = "what a helper can not build must stop the test"
)]

use crate::random::Random;
use crate::tables::{ROSSI, lung, rossi};
use lab::{
    Covariates, Durations, LabError, ObservedAt, Weibull, WeibullRegression, fit_weibull,
    fit_weibull_regression,
};
use proptest::prelude::*;

fn close(got: f64, want: f64, tolerance: f64) {
    assert!((got - want).abs() <= tolerance, "{got} for {want}");
}

fn observed(times: &[f64], happened: &[bool]) -> Vec<ObservedAt> {
    let pairs = times.iter().zip(happened);
    pairs
        .map(|(&time, &happened)| ObservedAt {
            time,
            events: u64::from(happened),
            censored: u64::from(!happened),
        })
        .collect()
}

/// Digits by an independent Newton search; those of lifelines 0.30.3 (417.75865, 1.31684, −1153.85119) agree to 1e-7 relative.
#[test]
fn lung_has_the_known_fit() {
    let (times, died) = lung();
    let fit = fit_weibull(&observed(&times, &died)).expect("a fit");
    let [scale, shape] = fit.model.parameters();
    close(scale, 417.758_665_37, 1e-6);
    close(shape, 1.316_840_171_6, 1e-9);
    close(fit.standard_errors[0], 24.704_539_05, 1e-4);
    close(fit.standard_errors[1], 0.082_210_735_3, 1e-6);
    close(fit.log_likelihood, -1_153.851_188_089, 1e-8);
    let median = fit.quantile(0.5).expect("a median");
    close(median.value, 316.263_695_05, 1e-6);
    assert!(median.low > 270.0 && median.high < 365.0, "{median:?}");
    let regression = Durations::new(times, died, Covariates::new(228)).expect("patients");
    let regression = fit_weibull_regression(&regression).expect("a fit");
    close(regression.log_likelihood, fit.log_likelihood, 1e-9);
    close(regression.constant, scale.ln(), 1e-9);
    close(regression.shape, shape, 1e-9);
    for time in [30.0, 400.0, 2000.0] {
        let same = regression.survival(&[], time).expect("a time");
        let (low, high) = same.interval.expect("an interval");
        let (lower, higher) = fit
            .survival(time)
            .expect("a time")
            .interval
            .expect("an interval");
        close(low, lower, 1e-9);
        close(high, higher, 1e-9);
    }
}

/// Published: log likelihood −679.91656 (lifelines 0.30.3, whose search ends 1e-5 before the maximum). Digits by an
/// independent Newton search.
#[test]
fn rossi_has_the_known_regression() {
    let fit = fit_weibull_regression(&rossi(&ROSSI)).expect("a fit");
    let want = [
        (0.272_163_359_7, 0.137_961_916_9),
        (0.040_713_798_3, 0.016_003_550_0),
        (-0.224_802_443_2, 0.220_158_883_4),
        (0.106_556_586_9, 0.151_540_967_4),
        (0.311_273_265_0, 0.273_302_247_0),
        (0.058_827_252_6, 0.139_638_291_8),
        (-0.065_816_904_8, 0.020_940_575_2),
    ];
    for (position, (coefficient, error)) in want.into_iter().enumerate() {
        close(fit.coefficients[position], coefficient, 1e-9);
        close(fit.standard_errors[position + 1], error, 1e-6);
    }
    close(fit.constant, 3.990_134_797_2, 1e-9);
    close(fit.standard_errors[0], 0.419_095_182_8, 1e-6);
    close(fit.shape.ln(), 0.339_108_240_4, 1e-9);
    close(fit.standard_errors[8], 0.089_026_688_0, 1e-6);
    close(fit.log_likelihood, -679.916_563_937_1, 1e-8);
    let man = [0.0, 27.0, 1.0, 0.0, 0.0, 1.0, 3.0];
    for (week, survival) in [
        (10.0, 0.967_232_623_7),
        (26.0, 0.880_385_888_0),
        (52.0, 0.713_866_335_0),
    ] {
        let estimate = fit.survival(&man, week).expect("a week");
        close(estimate.survival, survival, 1e-9);
        let (low, high) = estimate.interval.expect("an interval");
        assert!(low < survival && survival < high);
    }
    let median = fit.quantile(&man, 0.5).expect("a median");
    close(median.value, 86.910_224_831_0, 1e-7);
}

/// With a shape of 1 the time is exponential: λ = time / events, its error λ / √events.
#[test]
fn exponential_times_are_known_by_hand() {
    let model = Weibull::new(50.0, 1.0).expect("positive");
    close(
        model.survival(50.0).expect("a time"),
        (-1.0_f64).exp(),
        1e-15,
    );
    close(model.hazard(3.0).expect("a time"), 0.02, 1e-15);
    close(
        model.quantile(0.5).expect("a share"),
        50.0 * 2.0_f64.ln(),
        1e-12,
    );
}

fn simulated(random: &mut Random, subjects: u32, truth: [f64; 3]) -> Durations {
    let (mut times, mut happened, mut x) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..subjects {
        let value = random.normal();
        let scale = (truth[0] + truth[1] * value).exp();
        let time = scale * (-random.uniform().ln()).powf(1.0 / truth[2]);
        let end = 20.0 + 40.0 * random.uniform();
        x.push(value);
        times.push(time.min(end));
        happened.push(time <= end);
    }
    let covariates = Covariates::new(x.len())
        .with_number("x", &x)
        .expect("varies");
    Durations::new(times, happened, covariates).expect("subjects")
}

#[test]
fn a_simulated_truth_is_recovered_and_intervals_hold_it() {
    let (truth, mut random) = ([3.5, 0.4, 0.7], Random(17));
    let fit = fit_weibull_regression(&simulated(&mut random, 20_000, truth)).expect("a fit");
    close(fit.constant, truth[0], 3.5 * fit.standard_errors[0]);
    close(fit.coefficients[0], truth[1], 3.5 * fit.standard_errors[1]);
    close(fit.shape.ln(), truth[2].ln(), 3.5 * fit.standard_errors[2]);
    let one = Weibull::new((truth[0] + truth[1] * 0.5_f64).exp(), truth[2]).expect("positive");
    let mut inside = [0; 3];
    for _ in 0..400 {
        let fit = fit_weibull_regression(&simulated(&mut random, 150, truth)).expect("a fit");
        let survival = fit
            .survival(&[0.5], 45.0)
            .expect("a time")
            .interval
            .expect("an interval");
        let hazard = fit.hazard(&[0.5], 10.0).expect("a time");
        let median = fit.quantile(&[0.5], 0.5).expect("a median");
        let held = [
            (survival.0, one.survival(45.0), survival.1),
            (hazard.low, one.hazard(10.0), hazard.high),
            (median.low, one.quantile(0.5), median.high),
        ];
        for (count, (low, truth, high)) in inside.iter_mut().zip(held) {
            let truth = truth.expect("a figure");
            *count += i32::from(low <= truth && truth <= high);
        }
    }
    // Five standard errors of a share of 0.95 among 400 are 22.
    assert!(
        inside.iter().all(|count| (358..=400).contains(count)),
        "{inside:?}"
    );
}

#[test]
fn nonsense_is_refused_by_name() {
    let refused =
        |observed: &[ObservedAt]| fit_weibull(observed).expect_err("nonsense").to_string();
    let at = |time, events, censored| ObservedAt {
        time,
        events,
        censored,
    };
    assert_eq!(
        refused(&[at(3.0, 0, 0)]),
        "a Weibull distribution needs at least one value, none was given"
    );
    assert_eq!(
        refused(&[at(0.0, 1, 0)]),
        "a duration of a Weibull model must be above 0, 0 was given"
    );
    assert!(refused(&[at(f64::NAN, 1, 0)]).contains("NaN was given"));
    assert_eq!(
        refused(&[at(2.0, 0, 3), at(1.0, 0, 4)]),
        "none of 7 durations ended with the event: observe for longer, or take more subjects"
    );
    assert!(refused(&[at(2.0, 3, 0)]).starts_with("the fit did not converge"));
    assert!(refused(&[at(2.0, 3, 0), at(1.0, 0, 5)]).starts_with("the fit did not converge"));
    let covariates = Covariates::new(6).with_number("group", &[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    let happened = vec![true, true, true, false, false, false];
    let durations = Durations::new(
        vec![1.0, 4.0, 2.0, 3.0, 5.0, 2.0],
        happened,
        covariates.expect("varies"),
    );
    let error = fit_weibull_regression(&durations.expect("six")).expect_err("no bound");
    assert!(
        error
            .to_string()
            .starts_with("the effect of covariate `group` has no bound"),
        "{error}"
    );
    let model = Weibull::new(2.0, 0.5).expect("positive");
    assert!(model.hazard(0.0).is_err() && model.survival(-1.0).is_err());
    assert_eq!(
        model.quantile(1.0).expect_err("an end").to_string(),
        "the part that has met the event, the ends left out, lies between 0 and 1, 1 was given"
    );
    assert!(Weibull::new(f64::INFINITY, 1.0).is_err());
}

type Row = (u32, bool, i32, i32);

fn fitted(rows: &[Row], shift: f64, scale: f64) -> Result<WeibullRegression, LabError> {
    let times = rows.iter().map(|row| f64::from(row.0)).collect();
    let happened = rows.iter().map(|row| row.1).collect();
    let first: Vec<f64> = rows.iter().map(|row| f64::from(row.2)).collect();
    let second: Vec<f64> = rows
        .iter()
        .map(|row| shift + scale * f64::from(row.3))
        .collect();
    let covariates = Covariates::new(rows.len())
        .with_number("first", &first)?
        .with_number("second", &second)?;
    fit_weibull_regression(&Durations::new(times, happened, covariates)?)
}

proptest! {
    #[test]
    fn a_fit_is_finite_and_does_not_depend_on_order_or_units(
        rows in prop::collection::vec((1_u32..40, any::<bool>(), -3_i32..4, 0_i32..50), 6..60),
        shift in -1e3_f64..1e3,
        scale in 1e-3_f64..1e3,
        time in 0.0_f64..100.0,
    ) {
        let fit = fitted(&rows, 0.0, 1.0);
        let mut turned = rows.clone();
        turned.reverse();
        prop_assert_eq!(&fitted(&turned, 0.0, 1.0), &fit);
        let Ok(fit) = fit else { return Ok(()); };
        prop_assert!(fit.standard_errors.iter().all(|error| error.is_finite() && *error > 0.0));
        let moved = fitted(&rows, shift, scale).expect("the same in other units");
        prop_assert!((moved.log_likelihood - fit.log_likelihood).abs() < 1e-6);
        let now = fit.survival(&[1.0, 20.0], time).expect("a time");
        let (low, high) = now.interval.expect("an interval");
        prop_assert!(0.0 <= low && low <= now.survival && now.survival <= high && high <= 1.0);
        let later = fit.survival(&[1.0, 20.0], time + 1.0).expect("a time");
        prop_assert!(later.survival <= now.survival);
        let other = moved.survival(&[1.0, shift + scale * 20.0], time).expect("a time");
        prop_assert!((other.survival - now.survival).abs() < 1e-5);
    }

    #[test]
    fn a_quantile_is_where_survival_has_fallen_to_the_rest(
        scale in 1e-2_f64..1e4, shape in 0.1_f64..10.0, share in 0.001_f64..0.999
    ) {
        let model = Weibull::new(scale, shape).expect("positive");
        let time = model.quantile(share).expect("a share");
        prop_assert!((model.survival(time).expect("a time") - (1.0 - share)).abs() < 1e-9);
        // The hazard is the fall of ln S.
        let step = time * 1e-5;
        let fall = model.survival(time - step).expect("a time").ln()
            - model.survival(time + step).expect("a time").ln();
        let hazard = model.hazard(time).expect("a time");
        prop_assert!((fall / (2.0 * step) / hazard - 1.0).abs() < 1e-4);
    }

    #[test]
    fn counts_are_subjects(
        rows in prop::collection::vec((1_u32..20, 0_u64..4, 0_u64..4), 2..30)
    ) {
        let together: Vec<ObservedAt> = rows
            .iter()
            .map(|&(time, events, censored)| ObservedAt { time: f64::from(time), events, censored })
            .collect();
        let mut apart = Vec::new();
        for &ObservedAt { time, events, censored } in &together {
            apart.extend((0..events).map(|_| ObservedAt { time, events: 1, censored: 0 }));
            apart.extend((0..censored).map(|_| ObservedAt { time, events: 0, censored: 1 }));
        }
        if let (Ok(one), Ok(many)) = (fit_weibull(&together), fit_weibull(&apart)) {
            prop_assert!((one.log_likelihood - many.log_likelihood).abs() < 1e-8);
            let (left, right) = (one.model.parameters(), many.model.parameters());
            prop_assert!((left[1] / right[1] - 1.0).abs() < 1e-6);
        }
    }
}
