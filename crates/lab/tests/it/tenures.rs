//! Joint fits to several cohorts, watched for different numbers of periods, and what is read off them.

use crate::random::Random;
use crate::sbg::{HIGH_END, REGULAR, first_years};
use lab::{
    BetaDiscreteWeibull, LabError, ShiftedBetaGeometric, Tenure, Tenures,
    fit_beta_discrete_weibull, fit_beta_discrete_weibull_cohorts,
    fit_beta_discrete_weibull_tenures, fit_shifted_beta_geometric,
    fit_shifted_beta_geometric_cohorts, fit_shifted_beta_geometric_tenures,
};
use proptest::prelude::*;

/// Simulated customers who start in any of the last 24 periods; of those who started before the records of the last
/// `recorded` periods begin, only the ones who were still there are known.
fn base(customers: u32, recorded: u32, mut leaves: impl FnMut() -> f64) -> Vec<Tenure> {
    let mut known = Vec::new();
    for number in 0..customers {
        let watched = 1 + number % 24;
        let behind = watched.saturating_sub(recorded);
        let left = leaves();
        if left <= f64::from(behind) {
            continue;
        }
        let lost_in = (1..=watched).find(|period| left <= f64::from(*period));
        known.push(Tenure {
            periods: lost_in.unwrap_or(watched),
            lost: lost_in.is_some(),
            known_from: behind,
            customers: 1,
        });
    }
    known
}

#[test]
fn a_base_with_cohorts_of_every_age_leads_back_to_the_truth() {
    let (truth, mut random) = ([0.8, 3.0], Random(21));
    for recorded in [24, 6] {
        let tenures = base(40_000, recorded, || {
            let churn = random.beta(truth[0], truth[1]);
            (random.uniform().ln() / (-churn).ln_1p()).ceil()
        });
        let tenures = Tenures::new(tenures).expect("watched");
        let fit = fit_shifted_beta_geometric_tenures(&tenures).expect("a fit");
        for (position, got) in fit.model.parameters().into_iter().enumerate() {
            let error = fit.standard_errors[position];
            assert!((got - truth[position]).abs() < 3.5 * error, "{fit:?}");
        }
        let model = ShiftedBetaGeometric::new(truth[0], truth[1]).expect("positive");
        for periods in [1, 6, 36, 120] {
            let (low, high) = fit.survival_interval(periods).expect("an interval");
            let survival = fit.model.survival(periods);
            assert!(0.0 < low && low < survival && survival < high && high < 1.0);
            // 95 % each; twice the width holds every one of them.
            let (width, truth) = (high - low, model.survival(periods));
            assert!((survival - truth).abs() < width, "{survival} for {truth}");
        }
    }
}

/// Of 120 bases about 95 % have an interval that holds the true survival, two years beyond what was seen too.
#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let (truth, mut random) = ([0.8, 3.0], Random(33));
    let model = ShiftedBetaGeometric::new(truth[0], truth[1]).expect("positive");
    let mut inside = [0; 3];
    for _ in 0..120 {
        let tenures = base(1_500, 24, || {
            let churn = random.beta(truth[0], truth[1]);
            (random.uniform().ln() / (-churn).ln_1p()).ceil()
        });
        let tenures = Tenures::new(tenures).expect("watched");
        let fit = fit_shifted_beta_geometric_tenures(&tenures).expect("a fit");
        for (count, periods) in inside.iter_mut().zip([3, 24, 48]) {
            let (low, high) = fit.survival_interval(periods).expect("an interval");
            *count += i32::from(low <= model.survival(periods) && model.survival(periods) <= high);
        }
    }
    // Five standard errors of a share of 0.95 among 120 are 12.
    assert!(
        inside.iter().all(|count| (102..=120).contains(count)),
        "{inside:?}"
    );
}

#[test]
fn loyalty_that_changes_is_found_in_a_base_too() {
    let (truth, mut random) = ([0.8, 2.0, 1.4], Random(8));
    let tenures = base(60_000, 24, || {
        let churn = random.beta(truth[0], truth[1]);
        let whole = random.uniform().ln() / (-churn).ln_1p();
        whole.powf(1.0 / truth[2]).ceil()
    });
    let tenures = Tenures::new(tenures).expect("watched");
    let fit = fit_beta_discrete_weibull_tenures(&tenures).expect("a fit");
    for (position, got) in fit.model.parameters().into_iter().enumerate() {
        let error = fit.standard_errors[position];
        assert!((got - truth[position]).abs() < 3.5 * error, "{fit:?}");
    }
    let plain = fit_shifted_beta_geometric_tenures(&tenures).expect("a fit");
    assert!(fit.log_likelihood > plain.log_likelihood + 10.0);
    let (low, high) = fit.survival_interval(60).expect("an interval");
    assert!(low < fit.model.survival(60) && fit.model.survival(60) < high);
}

/// The same cohort twice has the fit of the paper, with errors smaller by √2.
#[test]
fn the_same_cohort_twice_has_the_same_fit() {
    for counts in [&HIGH_END, &REGULAR] {
        let whole = first_years(counts);
        let alone = fit_shifted_beta_geometric(&whole).expect("a fit");
        let twice = fit_shifted_beta_geometric_cohorts(&[whole.clone(), whole.clone()]);
        let twice = twice.expect("a fit");
        assert!((twice.log_likelihood - 2.0 * alone.log_likelihood).abs() < 1e-6);
        for position in 0..2 {
            let got = twice.model.parameters()[position] / alone.model.parameters()[position];
            assert!((got - 1.0).abs() < 1e-5, "{got}");
            let narrower = alone.standard_errors[position] / twice.standard_errors[position];
            assert!((narrower - 2_f64.sqrt()).abs() < 1e-3, "{narrower}");
        }
        let alone = fit_beta_discrete_weibull(&whole).expect("a fit");
        let twice = fit_beta_discrete_weibull_cohorts(&[whole.clone(), whole]).expect("a fit");
        assert!((twice.log_likelihood - 2.0 * alone.log_likelihood).abs() < 1e-6);
    }
}

/// 1 + S(1)/(1 + d) + S(2)/(1 + d)² + …: the discounted lifetimes are these sums for both models, small parameters included.
#[test]
fn discounted_lifetimes_are_sums() {
    let close = |got: f64, want: f64| assert!((got / want - 1.0).abs() < 1e-9, "{got} for {want}");
    for (alpha, beta) in [(3.8, 15.2), (0.05, 0.02), (1e-4, 1e-6)] {
        let model = ShiftedBetaGeometric::new(alpha, beta).expect("positive");
        let same = BetaDiscreteWeibull::new(alpha, beta, 1.0).expect("positive");
        let (mut sum, mut weight) = (0.0, 1.0);
        for period in 0..2000 {
            sum += weight * model.survival(period);
            weight /= 1.1;
        }
        close(model.discounted_lifetime(0.1).expect("a value"), sum);
        for renewals in [0, 7, 300] {
            let value = model.discounted_residual_lifetime(renewals, 0.1);
            let value = value.expect("a value");
            let series = model.discounted_renewals(renewals, 2000, 0.1);
            close(value, series.expect("a sum"));
            let weibull = same.discounted_residual_lifetime(renewals, 0.1);
            close(value, weibull.expect("a value"));
            let next = model.discounted_renewals(renewals, 1, 0.1);
            close(next.expect("one renewal"), model.retention(renewals));
        }
    }
}

#[test]
fn nonsense_is_refused_by_name() {
    let tenure = |periods, lost, known_from| Tenure {
        periods,
        lost,
        known_from,
        customers: 5,
    };
    for wrong in [tenure(0, true, 0), tenure(3, true, 3), tenure(2, false, 3)] {
        let error = Tenures::new([wrong]).expect_err("outside");
        assert!(matches!(error, LabError::TenureOutside { .. }), "{error}");
        assert!(
            error
                .to_string()
                .contains("leaves in period 1 at the earliest")
        );
    }
    for nobody in [vec![], vec![tenure(0, false, 0)], vec![tenure(4, false, 4)]] {
        let error = Tenures::new(nobody).expect_err("nobody");
        assert_eq!(
            error.to_string(),
            "a fit to tenures, which counts whole periods, needs at least one value, none was given"
        );
    }
    assert!(matches!(
        fit_shifted_beta_geometric_cohorts(&[]),
        Err(LabError::Empty { .. })
    ));
    let all_kept = Tenures::new([tenure(9, false, 0), tenure(4, false, 2)]).expect("watched");
    let fit = fit_shifted_beta_geometric_tenures(&all_kept);
    assert!(matches!(fit, Err(LabError::NotConverged { .. })), "{fit:?}");
    let model = BetaDiscreteWeibull::new(1.0, 1.0, 1.0).expect("positive");
    let error = model.discounted_renewals(0, 5, -0.1).expect_err("a rate");
    assert_eq!(
        error.to_string(),
        "a discount rate can not be negative, -0.1 was given"
    );
    assert!(model.discounted_residual_lifetime(0, 1e-5).is_err());
    assert!(model.discounted_residual_lifetime(0, f64::NAN).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_the_customers_does_not_matter(
        raw in prop::collection::vec((1_u32..9, any::<bool>(), 0_u32..4, 1_u64..50), 1..40)
    ) {
        let mut tenures: Vec<Tenure> = raw
            .iter()
            .map(|&(periods, lost, behind, customers)| Tenure {
                periods,
                lost,
                known_from: behind.min(periods - 1),
                customers,
            })
            .collect();
        let forward = Tenures::new(tenures.iter().copied());
        tenures.reverse();
        prop_assert_eq!(&forward, &Tenures::new(tenures));
        // Whatever the data: a fit with finite figures, or a refusal.
        if let Ok(fit) = fit_shifted_beta_geometric_tenures(&forward.expect("watched")) {
            let (low, high) = fit.survival_interval(12).expect("an interval");
            prop_assert!((0.0..=1.0).contains(&low) && low <= high && high <= 1.0);
            let value = fit.model.discounted_residual_lifetime(5, 0.01).expect("a value");
            prop_assert!(value.is_finite() && value >= 0.0);
            let error = fit.standard_error_of(|model| model.discounted_residual_lifetime(5, 0.01));
            prop_assert!(error.expect("an error") >= 0.0);
        }
    }
}
