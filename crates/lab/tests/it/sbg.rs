//! Shifted beta-geometric against the published cohorts and their laws.

#![expect(
    clippy::expect_used,
    reason = "what a helper can not build must stop the test"
)]

use crate::random::Random;
use lab::{LabError, ShiftedBetaGeometric, Survivors, fit_shifted_beta_geometric};
use proptest::prelude::*;

/// Published: Fader & Hardie (2007), table 1: customers of 1,000 left after 0 to 12 years; the paper fits years 0 to 7.
pub(crate) const HIGH_END: [u64; 13] = [
    1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394,
];
/// The same for the paper's "regular" customers.
pub(crate) const REGULAR: [u64; 13] = [
    1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173,
];

/// The years a model is fitted to.
pub(crate) fn first_years(counts: &[u64]) -> Survivors {
    Survivors::new(&counts[..8]).expect("eight counts")
}

/// Mean absolute percentage error of the five years held out.
pub(crate) fn holdout_error(counts: &[u64], survival: impl Fn(u32) -> f64) -> f64 {
    let errors = (8..13_u32).zip(&counts[8..]).map(|(year, &left)| {
        let left = lab::count_to_f64(left);
        (1000.0 * survival(year) / left - 1.0).abs()
    });
    100.0 * errors.sum::<f64>() / 5.0
}

/// Survivors of simulated customers, each drawing a time of leaving.
pub(crate) fn simulated(
    customers: u32,
    periods: usize,
    mut leaves: impl FnMut() -> f64,
) -> Survivors {
    let mut counts = vec![0_u64; periods + 1];
    for _ in 0..customers {
        let time = leaves();
        let mut period = 0.0;
        for count in &mut counts {
            if time > period {
                *count += 1;
            }
            period += 1.0;
        }
    }
    Survivors::new(&counts).expect("survivors")
}

fn check(counts: &[u64], parameters: [f64; 2], ln: f64, error: f64, survivors: &[f64]) {
    let fit = fit_shifted_beta_geometric(&first_years(counts)).expect("a fit");
    for (got, want) in fit.model.parameters().into_iter().zip(parameters) {
        assert!((got / want - 1.0).abs() < 1e-3, "{got} for {want}");
    }
    assert!((fit.log_likelihood - ln).abs() < 0.01, "{fit:?}");
    let errors = fit.standard_errors;
    assert!(errors[0] > 0.0 && errors[1] < parameters[1], "{fit:?}");
    for (year, want) in (0..13_u32).zip(survivors) {
        let got = 1000.0 * fit.model.survival(year);
        assert!((got - want).abs() < 0.02, "year {year}: {got} for {want}");
    }
    let got = holdout_error(counts, |year| fit.model.survival(year));
    assert!((got - error).abs() < 0.005, "{got} for {error}");
}

/// Published: α .668 and β 3.806 (Fader & Hardie 2007); more digits and the curve by an independent maximum.
#[test]
fn high_end_has_the_published_fit() {
    let curve = [
        1000.0, 850.68, 746.86, 669.79, 609.92, 561.83, 522.22, 488.91, 460.44, 435.78, 414.17,
        395.06, 378.0,
    ];
    check(&HIGH_END, [0.668_088, 3.806_095], -1611.1581, 2.832, &curve);
}

/// Published: α .704 and β 1.182 (the same paper).
#[test]
fn regular_has_the_published_fit() {
    let curve = [
        1000.0, 626.71, 473.82, 387.97, 332.07, 292.35, 262.46, 239.02, 220.08, 204.41, 191.19,
        179.86, 170.04,
    ];
    check(&REGULAR, [0.704_077, 1.182_043], -1680.2652, 1.486, &curve);
}

#[test]
fn a_simulated_truth_is_recovered() {
    let (truth, mut random) = ([0.8, 3.0], Random(11));
    let survivors = simulated(20_000, 10, || {
        let churn = random.beta(truth[0], truth[1]);
        (random.uniform().ln() / (-churn).ln_1p()).ceil()
    });
    let fit = fit_shifted_beta_geometric(&survivors).expect("20,000 customers");
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
    assert!(matches!(Survivors::new(&[]), Err(LabError::Empty { .. })));
    assert!(matches!(Survivors::new(&[7]), Err(LabError::Empty { .. })));
    assert!(matches!(
        Survivors::new(&[0, 0]),
        Err(LabError::Empty { .. })
    ));
    assert_eq!(
        Survivors::new(&[5, 4, 5]),
        Err(LabError::SurvivorsRise { period: 2 })
    );
    for counts in [&[9, 9, 9][..], &[9, 0], &[1024, 512, 256, 128, 64]] {
        let survivors = Survivors::new(counts).expect("falling");
        let fit = fit_shifted_beta_geometric(&survivors);
        assert!(
            matches!(fit, Err(LabError::NotConverged { .. })),
            "{counts:?} {fit:?}"
        );
    }
    assert!(ShiftedBetaGeometric::new(-1.0, 1.0).is_err());
    let model = ShiftedBetaGeometric::new(0.5, 1.0).expect("positive");
    assert!(model.discounted_residual_lifetime(0, 0.0).is_err());
    assert_eq!(model.residual_lifetime(0), None);
}

/// The values are sums of survival, however near to 0 the discount is.
#[test]
fn residual_lifetimes_are_sums_of_survival() {
    let model = ShiftedBetaGeometric::new(2.5, 3.0).expect("positive");
    for (renewals, discount) in [(0, 0.1), (3, 0.1), (7, 0.01), (0, 2.0)] {
        let (mut sum, mut alive, mut weight) = (0.0, 1.0, 1.0);
        for period in renewals..renewals + 20_000 {
            alive *= model.retention(period);
            sum += alive * weight;
            weight /= 1.0 + discount;
        }
        let got = model.discounted_residual_lifetime(renewals, discount);
        let got = got.expect("a value");
        assert!((got / sum - 1.0).abs() < 1e-11, "{got} for {sum}");
    }
    let plain = model.residual_lifetime(4).expect("alpha > 1");
    let almost = model
        .discounted_residual_lifetime(4, 1e-8)
        .expect("a value");
    assert!((almost / plain - 1.0).abs() < 1e-3, "{almost} for {plain}");
}

proptest! {
    #[test]
    fn survival_falls_and_retention_rises(
        alpha in 1e-3_f64..1e3,
        beta in 1e-3_f64..1e3,
        periods in 0_u32..100_000,
        discount in 1e-4_f64..10.0,
    ) {
        let model = ShiftedBetaGeometric::new(alpha, beta).expect("positive");
        let (now, next) = (model.survival(periods), model.survival(periods + 1));
        prop_assert!((0.0..=1.0).contains(&now) && next <= now * (1.0 + 1e-9));
        prop_assert!((0.0..=1.0).contains(&model.retention(periods)));
        prop_assert!(model.retention(periods + 1) >= model.retention(periods));
        prop_assert!((now * model.retention(periods) - next).abs() <= 1e-9 * now + 1e-300);
        let value = model.discounted_residual_lifetime(periods, discount).expect("a value");
        prop_assert!(value >= model.retention(periods) * (1.0 - 1e-9));
        prop_assert!(value <= (1.0 + discount) / discount * (1.0 + 1e-9), "{value}");
        prop_assert_eq!(model.survival(u32::MAX).is_finite(), true);
    }
}
