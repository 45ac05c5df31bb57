//! Beta-discrete-Weibull against the published cohorts and its laws.

#![expect(
    clippy::expect_used,
    reason = "what a helper can not build must stop the test"
)]

use crate::random::Random;
use crate::sbg::{HIGH_END, REGULAR, first_years, holdout_error, simulated};
use lab::{
    BetaDiscreteWeibull, LabError, ShiftedBetaGeometric, Survivors, fit_beta_discrete_weibull,
};
use proptest::prelude::*;

fn check(counts: &[u64], parameters: [f64; 3], ln: f64, error: f64) {
    let fit = fit_beta_discrete_weibull(&first_years(counts)).expect("a fit");
    for (got, want) in fit.model.parameters().into_iter().zip(parameters) {
        assert!((got / want - 1.0).abs() < 1e-3, "{got} for {want}");
    }
    assert!((fit.log_likelihood - ln).abs() < 0.01, "{fit:?}");
    assert!(fit.standard_errors.iter().all(|error| *error > 0.0));
    let got = holdout_error(counts, |year| fit.model.survival(year));
    assert!((got - error).abs() < 0.005, "{got} for {error}");
}

/// The cohorts of Fader & Hardie (2007), years 0 to 7; parameters by an independent maximum of the same likelihood. As
/// Fader et al. (2018) report, the error of years 8 to 12 is about half that of the shifted beta-geometric.
#[test]
fn the_cohorts_have_the_known_fit() {
    check(
        &HIGH_END,
        [0.214_253, 1.426_575, 1.723_565],
        -1605.3142,
        1.266,
    );
    check(
        &REGULAR,
        [0.455_614, 0.779_326, 1.283_451],
        -1679.6028,
        1.378,
    );
}

#[test]
fn a_simulated_truth_is_recovered() {
    let (truth, mut random) = ([0.8, 2.0, 1.4], Random(5));
    let survivors = simulated(40_000, 10, || {
        let churn = random.beta(truth[0], truth[1]);
        let whole = random.uniform().ln() / (-churn).ln_1p();
        whole.powf(1.0 / truth[2]).ceil()
    });
    let fit = fit_beta_discrete_weibull(&survivors).expect("40,000 customers");
    for (position, got) in fit.model.parameters().into_iter().enumerate() {
        let error = fit.standard_errors[position];
        assert!((got - truth[position]).abs() < 3.5 * error, "{fit:?}");
    }
}

#[test]
fn what_can_not_be_fitted_is_refused() {
    for counts in [&[9, 9, 9][..], &[9, 0], &[900, 500, 400]] {
        let survivors = Survivors::new(counts).expect("falling");
        let fit = fit_beta_discrete_weibull(&survivors);
        assert!(
            matches!(fit, Err(LabError::NotConverged { .. })),
            "{counts:?} {fit:?}"
        );
    }
    assert!(BetaDiscreteWeibull::new(1.0, 1.0, f64::NAN).is_err());
}

proptest! {
    #[test]
    fn survival_falls_and_stays_a_probability(
        alpha in 1e-3_f64..1e3,
        beta in 1e-3_f64..1e3,
        duration in 1e-2_f64..20.0,
        periods in 0_u32..100_000,
    ) {
        let model = BetaDiscreteWeibull::new(alpha, beta, duration).expect("positive");
        let (now, next) = (model.survival(periods), model.survival(periods + 1));
        prop_assert!((0.0..=1.0).contains(&now) && next <= now * (1.0 + 1e-9));
        prop_assert!((0.0..=1.0).contains(&model.retention(periods)));
        prop_assert!(model.survival(u32::MAX).is_finite() && model.retention(u32::MAX).is_finite());
    }

    #[test]
    fn without_duration_it_is_the_shifted_beta_geometric(
        alpha in 0.1_f64..10.0,
        beta in 0.1_f64..10.0,
        periods in 0_u32..1000,
    ) {
        let model = BetaDiscreteWeibull::new(alpha, beta, 1.0).expect("positive");
        let plain = ShiftedBetaGeometric::new(alpha, beta).expect("positive");
        prop_assert!((model.survival(periods) - plain.survival(periods)).abs() < 1e-12);
        prop_assert!((model.retention(periods) - plain.retention(periods)).abs() < 1e-10);
    }
}
