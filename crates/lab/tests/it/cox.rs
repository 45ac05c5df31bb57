//! Cox regression against published coefficients, its definition and its laws.

#![expect(
    clippy::expect_used,
    reason = "what a helper can not build must stop the test"
)]

use crate::random::Random;
use crate::tables::{ROSSI, rossi, telco};
use lab::{Covariates, CoxFit, Durations, LabError, concordance, fit_cox};
use proptest::prelude::*;

fn close(got: f64, want: f64, tolerance: f64) {
    assert!((got - want).abs() <= tolerance, "{got} for {want}");
}

/// Published: Allison (1995), Survival Analysis Using SAS, and R's `coxph`; digits, baseline and C by lifelines 0.30.3.
#[test]
fn rossi_has_the_published_coefficients() {
    let fit = fit_cox(&rossi(&ROSSI)).expect("a fit");
    let want = [
        (-0.379_422_165_7, 0.191_379_480_7),
        (-0.057_437_740_0, 0.021_999_470_4),
        (0.313_899_787_3, 0.307_992_776_6),
        (-0.149_795_701_8, 0.212_224_296_4),
        (-0.433_703_881_2, 0.381_868_057_1),
        (-0.084_871_080_6, 0.195_756_671_9),
        (0.091_497_081_7, 0.028_648_549_9),
    ];
    for (position, (coefficient, error)) in want.into_iter().enumerate() {
        close(fit.coefficients[position], coefficient, 1e-8);
        close(fit.standard_errors[position], error, 1e-8);
    }
    close(fit.log_likelihood, -658.747_659_446, 1e-7);
    let ratio = 2.0 * (fit.log_likelihood - fit.null_log_likelihood);
    close(ratio, 33.265_945_801_6, 1e-7);
    close(fit.concordance.expect("pairs"), 0.640_329_247_1, 1e-9);
    let man = [0.0, 27.0, 1.0, 0.0, 0.0, 1.0, 3.0];
    let published = [
        (10.0, 0.964_222_577_1),
        (26.0, 0.868_212_632_4),
        (52.0, 0.715_699_314_1),
    ];
    for (week, survival) in published {
        close(
            fit.survival(&man, week).expect("observed").survival,
            survival,
            1e-8,
        );
    }
    assert_eq!(fit.median(&man), Ok(None));
    assert!(fit.iterations < 8);
}

/// By lifelines 0.30.3 on the same nine columns.
#[test]
fn telco_has_the_known_concordance() {
    let fit = fit_cox(&telco()).expect("a fit");
    close(fit.concordance.expect("pairs"), 0.852_391_093_9, 1e-9);
    close(fit.log_likelihood, -14_031.026_037, 1e-5);
    let [ratio, low, high] = fit.hazard_ratios()[1];
    assert_eq!(fit.names[1], "contract=2");
    assert!(ratio < 0.1 && low < ratio && ratio < high && high < 0.1);
}

/// Three subjects, worked by hand: events of x = 1 at 1 and of x = 0 at 2, x = 1 censored at 3. With h = e^β the partial
/// likelihood is h/(2h + 1) · 1/(1 + h), largest where 2h² = 1.
#[test]
fn a_case_by_hand() {
    let covariates = Covariates::new(3)
        .with_number("x", &[1.0, 0.0, 1.0])
        .expect("varies");
    let durations = Durations::new(vec![1.0, 2.0, 3.0], vec![true, true, false], covariates);
    let fit = fit_cox(&durations.expect("three")).expect("a fit");
    let h = 0.5_f64.sqrt();
    close(fit.coefficients[0], h.ln(), 1e-10);
    close(
        fit.log_likelihood,
        (h / ((2.0 * h + 1.0) * (1.0 + h))).ln(),
        1e-12,
    );
    let survival = fit.survival(&[0.0], 1.0).expect("observed").survival;
    close(survival, (-1.0 / (2.0 * h + 1.0)).exp(), 1e-9);
    assert_eq!(fit.median(&[0.0]), Ok(Some(2.0)));
}

/// Two events at once: Efron's form lets the second meet what the first leaves on average.
#[test]
fn ties_have_the_form_of_efron() {
    let covariates = Covariates::new(4)
        .with_number("x", &[1.0, 0.0, 1.0, 0.0])
        .expect("varies");
    let happened = vec![true, true, false, false];
    let durations = Durations::new(vec![5.0, 5.0, 5.0, 9.0], happened, covariates);
    let fit = fit_cox(&durations.expect("four")).expect("a fit");
    // ln L = β − ln(2h + 2) − ln(2h + 2 − (h + 1)/2), largest at β = 0 by symmetry.
    close(fit.coefficients[0], 0.0, 1e-10);
    close(fit.log_likelihood, -(4.0_f64.ln()) - 3.0_f64.ln(), 1e-12);
}

/// Subjects whose hazard has a known form: exponential times, censored at a common end.
fn simulated(random: &mut Random, subjects: u32, truth: [f64; 2]) -> Durations {
    let (mut times, mut happened) = (Vec::new(), Vec::new());
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for number in 0..subjects {
        first.push(f64::from(number % 2));
        second.push(random.normal());
        let place = usize::try_from(number).unwrap_or(0);
        let hazard = 0.02 * (truth[0] * first[place] + truth[1] * second[place]).exp();
        let time = -random.uniform().ln() / hazard;
        times.push(time.min(60.0));
        happened.push(time <= 60.0);
    }
    let covariates = Covariates::new(times.len())
        .with_number("group", &first)
        .and_then(|covariates| covariates.with_number("size", &second));
    Durations::new(times, happened, covariates.expect("varies")).expect("subjects")
}

#[test]
fn a_simulated_truth_is_recovered() {
    let (truth, mut random) = ([0.7, -0.4], Random(3));
    let fit = fit_cox(&simulated(&mut random, 20_000, truth)).expect("a fit");
    for (position, truth) in truth.into_iter().enumerate() {
        close(
            fit.coefficients[position],
            truth,
            3.5 * fit.standard_errors[position],
        );
    }
}

/// Of 400 samples about 95 % have an interval that holds the true survival.
#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let (truth, mut random) = ([0.7, -0.4], Random(9));
    let survival =
        |from: f64, until: f64| (-0.02 * (0.7_f64 - 0.4 * 0.5).exp() * (until - from)).exp();
    let mut inside = [0, 0];
    for _ in 0..400 {
        let fit = fit_cox(&simulated(&mut random, 150, truth)).expect("a fit");
        for (count, (from, until)) in inside.iter_mut().zip([(0.0, 30.0), (20.0, 45.0)]) {
            let estimate = fit
                .survival_between(&[1.0, 0.5], from, until)
                .expect("observed");
            let (low, high) = estimate.interval.expect("an interval");
            *count += i32::from(low <= survival(from, until) && survival(from, until) <= high);
        }
    }
    // Five standard errors of a share of 0.95 among 400 are 22.
    assert!(
        inside.iter().all(|count| (358..=400).contains(count)),
        "{inside:?}"
    );
}

fn refused(times: &[f64], happened: &[bool], columns: &[(&str, &[f64])]) -> String {
    let mut covariates = Ok(Covariates::new(times.len()));
    for (name, values) in columns {
        covariates = covariates.and_then(|covariates| covariates.with_number(name, values));
    }
    let fit = covariates
        .and_then(|covariates| Durations::new(times.to_vec(), happened.to_vec(), covariates))
        .and_then(|durations| fit_cox(&durations));
    fit.expect_err("nonsense").to_string()
}

#[test]
fn what_can_not_be_fitted_is_refused_with_advice() {
    let times = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let happened = [true, true, false, true, true, false];
    let x = [0.3, 1.0, 0.2, 0.9, 0.1, 0.8];
    let double = x.map(|x| 2.0 * x - 1.0);
    assert_eq!(
        refused(&times, &[false; 6], &[("x", &x)]),
        "none of 6 durations ended with the event: observe for longer, or take more subjects"
    );
    assert_eq!(
        refused(&times, &happened, &[("x", &[2.0; 6])]),
        "covariate `x` is the same for all, so that nothing can be told of it: leave it out"
    );
    assert_eq!(
        refused(&times, &happened, &[("x", &x), ("double", &double)]),
        "covariate `double` follows from the others, so that their effects can not be told apart: leave it out"
    );
    let parts = [1.0, 1.0, 0.0, 1.0, 1.0, 0.0];
    assert_eq!(
        refused(&times, &happened, &[("x", &x), ("parts", &parts)]),
        "the effect of covariate `parts` has no bound, as it parts those with the event from those without: leave it out, \
         join it with a neighbouring level, or take more subjects"
    );
    assert_eq!(
        refused(
            &times,
            &happened,
            &[("x", &[0.0, 1.0, f64::NAN, 0.0, 0.0, 1.0])]
        ),
        "covariate `x` needs finite numbers, value number 2 is NaN: fill it in or leave the row out"
    );
    assert_eq!(
        refused(&times, &happened, &[("x", &[1.0, 2.0])]),
        "covariate `x` is needed: 6 wanted, 2 given"
    );
    assert_eq!(
        refused(&times, &happened[..4], &[("x", &x)]),
        "a mark of the event for each duration is needed: 6 wanted, 4 given"
    );
    assert_eq!(
        refused(&times, &happened, &[]),
        "a Cox regression, of covariates, needs at least one value, none was given"
    );
    assert_eq!(
        refused(&[1.0, -2.0], &[true, true], &[("x", &[1.0, 2.0])]),
        "a duration can not be negative, -2 was given"
    );
    assert_eq!(
        refused(&[], &[], &[]),
        "a model of durations needs at least one value, none was given"
    );
}

#[test]
fn questions_beyond_the_data_are_refused() {
    let fit = fit_cox(&rossi(&["fin", "age"])).expect("a fit");
    let ask = |row: &[f64], time| fit.survival(row, time).expect_err("refused").to_string();
    assert_eq!(
        ask(&[0.0, 20.0], 53.0),
        "durations were observed up to 52, nothing is known at 53: take a shorter time, or a Weibull model"
    );
    assert_eq!(
        ask(&[0.0], 5.0),
        "a row of covariates is needed: 2 wanted, 1 given"
    );
    assert!(ask(&[0.0, f64::INFINITY], 5.0).starts_with("covariate `age` needs finite numbers"));
    assert!(ask(&[0.0, 20.0], f64::NAN).starts_with("a time needs finite values"));
    let back = fit.survival_between(&[0.0, 20.0], 9.0, 5.0);
    assert_eq!(back, Err(LabError::NegativeTime { time: -4.0 }));
    assert!(matches!(
        fit.survival(&[0.0, -1e300], 20.0),
        Err(LabError::NotFinite { .. })
    ));
    let sure = fit.survival(&[0.0, 20.0], 0.0).expect("the start");
    assert_eq!(sure.interval, Some((1.0, 1.0)));
}

/// By counting all pairs.
fn pairwise(times: &[f64], happened: &[bool], risks: &[f64]) -> Option<f64> {
    let (mut right, mut pairs) = (0.0, 0.0);
    for first in 0..times.len() {
        for second in 0..times.len() {
            let longer = times[second] > times[first]
                || (times[second] >= times[first] && !happened[second]);
            if !happened[first] || !longer {
                continue;
            }
            pairs += 1.0;
            right += match risks[first].total_cmp(&risks[second]) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    (pairs > 0.0).then(|| right / pairs)
}

type Row = (u32, bool, i32, i32);

fn durations(rows: &[Row], shift: f64, scale: f64) -> Result<Durations, LabError> {
    let times = rows.iter().map(|row| f64::from(row.0)).collect();
    let happened = rows.iter().map(|row| row.1).collect();
    let column = |of: fn(&Row) -> i32, shift: f64, scale: f64| -> Vec<f64> {
        rows.iter()
            .map(|row| shift + scale * f64::from(of(row)))
            .collect()
    };
    let covariates = Covariates::new(rows.len())
        .with_number("first", &column(|row| row.2, 0.0, 1.0))?
        .with_number("second", &column(|row| row.3, shift, scale))?;
    Durations::new(times, happened, covariates)
}

fn fitted(rows: &[Row], shift: f64, scale: f64) -> Result<CoxFit, LabError> {
    durations(rows, shift, scale).and_then(|durations| fit_cox(&durations))
}

proptest! {
    #[test]
    fn concordance_is_the_share_of_pairs(
        rows in prop::collection::vec((0_u32..12, any::<bool>(), -4_i32..4), 1..40)
    ) {
        let times: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
        let happened: Vec<bool> = rows.iter().map(|row| row.1).collect();
        let risks: Vec<f64> = rows.iter().map(|row| f64::from(row.2)).collect();
        let want = pairwise(&times, &happened, &risks);
        let none = Covariates::new(rows.len());
        match Durations::new(times, happened, none) {
            Ok(durations) => prop_assert_eq!(concordance(&durations, &risks), Ok(want)),
            Err(error) => {
                let subjects = rows.len();
                prop_assert_eq!(error, LabError::NoEvents { subjects });
            }
        }
    }

    #[test]
    fn a_fit_is_finite_and_does_not_depend_on_order_or_units(
        rows in prop::collection::vec((0_u32..15, any::<bool>(), -3_i32..4, 0_i32..50), 6..60),
        shift in -1e3_f64..1e3,
        scale in 1e-3_f64..1e3,
        at in 0.0_f64..1.0,
    ) {
        let fit = fitted(&rows, 0.0, 1.0);
        let mut turned = rows.clone();
        turned.reverse();
        prop_assert_eq!(&fitted(&turned, 0.0, 1.0), &fit);
        let Ok(fit) = fit else { return Ok(()); };
        prop_assert!(fit.log_likelihood >= fit.null_log_likelihood - 1e-9);
        prop_assert!(fit.standard_errors.iter().all(|error| error.is_finite() && *error > 0.0));
        let moved = fitted(&rows, shift, scale).expect("the same in other units");
        prop_assert!((moved.log_likelihood - fit.log_likelihood).abs() < 1e-6);
        let last = rows.iter().map(|row| f64::from(row.0)).fold(0.0, f64::max);
        let mut before = 1.0;
        for step in 0..20_u32 {
            let time = last * f64::from(step) / 20.0;
            let estimate = fit.survival(&[1.0, 20.0], time).expect("observed");
            prop_assert!((0.0..=before).contains(&estimate.survival));
            before = estimate.survival;
            let (low, high) = estimate.interval.expect("an interval");
            prop_assert!(0.0 <= low && low <= before && before <= high && high <= 1.0);
            let other = moved.survival(&[1.0, shift + scale * 20.0], time).expect("observed");
            prop_assert!((other.survival - before).abs() < 1e-5, "{} {}", other.survival, before);
        }
        // Staying until the end is staying until some time, and from then on.
        let middle = at * last;
        let product = fit.survival(&[0.0, 9.0], middle).expect("observed").survival
            * fit.survival_between(&[0.0, 9.0], middle, last).expect("observed").survival;
        let events_at_zero = rows.iter().any(|row| row.0 == 0 && row.1);
        let whole = fit.survival(&[0.0, 9.0], last).expect("observed").survival;
        prop_assert!((product - whole).abs() < 1e-9 || (middle <= 0.0 && events_at_zero));
    }
}
