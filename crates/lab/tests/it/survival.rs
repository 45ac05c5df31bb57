//! Kaplan-Meier against the `lung` data and its laws.

use lab::{Estimate, LabError, ObservedAt, kaplan_meier};
use proptest::prelude::*;

use crate::tables::{lung, telco};

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

/// Published: lifelines 0.30.3 `KaplanMeierFitter`, and `survfit` of R's survival (median 310).
#[test]
fn lung_has_the_published_curve() {
    let (times, died) = lung();
    let curve = kaplan_meier(&observed(&times, &died)).expect("228 patients");
    assert_eq!(curve.steps()[0].at_risk, 228);
    assert_eq!(curve.median(), Some(310.0));
    assert!((curve.at(365.0).survival - 0.409_242).abs() < 1e-6);
    assert!((curve.at(730.0).survival - 0.115_693).abs() < 1e-6);
    let deaths: u64 = curve.steps().iter().map(|step| step.events).sum();
    assert_eq!(deaths, 165);
    assert_eq!(curve.events_within(0.0, 2000.0), 165);
    assert_eq!(curve.at_risk(5.0), 228);
    assert_eq!(curve.at_risk(2000.0), 0);
}

/// By lifelines 0.30.3.
#[test]
fn telco_has_the_known_curve() {
    let telco = telco();
    let curve = kaplan_meier(&observed(telco.times(), telco.happened())).expect("7,043");
    let want = [
        (1.0, 0.945_961),
        (6.0, 0.884_826),
        (12.0, 0.843_2),
        (24.0, 0.788_736),
        (48.0, 0.708_84),
        (72.0, 0.592_79),
    ];
    for (months, survival) in want {
        assert!(
            (curve.at(months).survival - survival).abs() < 1e-6,
            "{months}"
        );
    }
}

/// By hand: S = 1/2 with V = 3/(6·3) = 1/6, so the ends are 0.5^exp(±1.96·√(1/6)/ln 0.5).
#[test]
fn the_interval_is_symmetric_on_the_log_log_scale() {
    let curve = kaplan_meier(&[
        ObservedAt {
            time: 1.0,
            events: 3,
            censored: 0,
        },
        ObservedAt {
            time: 2.0,
            events: 0,
            censored: 3,
        },
    ])
    .expect("six subjects");
    let estimate = curve.at(1.0);
    let (low, high) = estimate.interval.expect("an interval");
    assert!((low - 0.110_948).abs() < 1e-6, "{low}");
    assert!((high - 0.803_709).abs() < 1e-6, "{high}");
    let middle = |share: f64| (-share.ln()).ln();
    assert!((middle(low) + middle(high) - 2.0 * middle(0.5)).abs() < 1e-12);
}

#[test]
fn the_ends_of_the_curve_are_certain_or_unknown() {
    let curve = kaplan_meier(&[ObservedAt {
        time: 4.0,
        events: 2,
        censored: 0,
    }])
    .expect("two");
    assert_eq!(curve.at(3.9).interval, Some((1.0, 1.0)));
    assert!(curve.at(4.0).survival.abs() < f64::EPSILON);
    assert_eq!(curve.at(4.0).interval, None);
    let nobody_left = kaplan_meier(&[ObservedAt {
        time: 4.0,
        events: 0,
        censored: 2,
    }])
    .expect("two");
    assert_eq!(nobody_left.median(), None);
}

#[test]
fn nonsense_is_refused_by_name() {
    assert_eq!(
        kaplan_meier(&[]),
        Err(LabError::Empty {
            what: "a survival curve"
        })
    );
    let negative = [ObservedAt {
        time: -1.0,
        events: 1,
        censored: 0,
    }];
    assert_eq!(
        kaplan_meier(&negative),
        Err(LabError::NegativeTime { time: -1.0 })
    );
    let infinite = [ObservedAt {
        time: f64::INFINITY,
        events: 1,
        censored: 0,
    }];
    assert!(matches!(
        kaplan_meier(&infinite),
        Err(LabError::NotFinite { position: 0, .. })
    ));
}

proptest! {
    #[test]
    fn survival_falls_within_its_interval(
        raw in prop::collection::vec((0_u32..40, 0_u64..4, 0_u64..4), 1..60)
    ) {
        let observed: Vec<ObservedAt> = raw
            .iter()
            .map(|&(time, events, censored)| ObservedAt { time: f64::from(time), events, censored })
            .collect();
        let Ok(curve) = kaplan_meier(&observed) else {
            prop_assert!(raw.iter().all(|group| group.1 + group.2 == 0));
            return Ok(());
        };
        let mut before = 1.0;
        for step in curve.steps() {
            let Estimate { survival, interval } = step.estimate;
            prop_assert!((0.0..=before).contains(&survival));
            before = survival;
            if let Some((low, high)) = interval {
                prop_assert!(0.0 <= low && low <= survival && survival <= high && high <= 1.0);
            }
        }
        let mut reversed = observed;
        reversed.reverse();
        prop_assert_eq!(kaplan_meier(&reversed), Ok(curve));
    }

    #[test]
    fn without_censoring_it_is_the_share_still_there(
        times in prop::collection::vec(0_u32..20, 1..50), at in 0_u32..20
    ) {
        let observed: Vec<ObservedAt> = times
            .iter()
            .map(|&time| ObservedAt { time: f64::from(time), events: 1, censored: 0 })
            .collect();
        let curve = kaplan_meier(&observed).expect("subjects");
        let later = times.iter().filter(|&&time| time > at).count();
        let share = lab::count_to_f64(later as u64) / lab::count_to_f64(times.len() as u64);
        prop_assert!((curve.at(f64::from(at)).survival - share).abs() < 1e-12);
    }
}
