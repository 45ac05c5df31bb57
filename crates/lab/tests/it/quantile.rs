//! Quantiles, quintiles and scores against worked values and laws.

use lab::{Cuts, LabError, quantiles};
use proptest::prelude::*;

/// `numpy.quantile([1, 2, 3, 4, 100], [.1, .25, .5, .9])` and the same of R's `quantile`.
#[test]
fn type_seven_has_the_values_of_other_tools() {
    let mut values = [100.0, 3.0, 1.0, 4.0, 2.0];
    let found = quantiles(&mut values, &[0.9, 0.1, 0.25, 0.5]).expect("five values");
    for (found, wanted) in found.iter().zip([61.6, 1.4, 2.0, 3.0]) {
        assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
    }
}

#[test]
fn one_value_is_every_quantile() {
    assert_eq!(
        quantiles(&mut [7.0], &[0.0, 0.3, 1.0]),
        Ok(vec![7.0, 7.0, 7.0])
    );
}

#[test]
fn nonsense_is_refused_by_name() {
    assert_eq!(
        quantiles(&mut [], &[0.5]),
        Err(LabError::Empty { what: "a quantile" })
    );
    assert!(matches!(
        quantiles(&mut [1.0, f64::NAN], &[0.5]),
        Err(LabError::NotFinite { position: 1, .. })
    ));
    assert!(matches!(
        quantiles(&mut [1.0], &[1.5]),
        Err(LabError::NotAShare { .. })
    ));
    assert_eq!(
        Cuts::at([1.0, 2.0, 2.0, 3.0]),
        Err(LabError::NotAscending {
            first: 2.0,
            second: 2.0
        })
    );
    assert!(matches!(
        Cuts::at([1.0, 2.0, f64::NAN, 3.0]),
        Err(LabError::NotFinite { .. })
    ));
}

#[test]
fn ties_share_a_score() {
    let cuts = Cuts::at([1.0, 2.0, 3.0, 6.0]).expect("rising");
    let scores = [0.0, 1.0, 1.5, 2.0, 3.0, 6.0, 6.1].map(|value| cuts.score(value));
    assert_eq!(scores, [1, 1, 2, 2, 3, 4, 5]);
}

/// The definition, by sorting.
fn by_sorting(values: &[f64], probability: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let position = lab::count_to_f64(sorted.len() as u64 - 1) * probability;
    let below = |rank: &usize| lab::count_to_f64(*rank as u64) <= position;
    let rank = (0..sorted.len()).rfind(below).unwrap_or_default();
    let next = sorted[(rank + 1).min(sorted.len() - 1)];
    sorted[rank] + (position - lab::count_to_f64(rank as u64)) * (next - sorted[rank])
}

proptest! {
    #[test]
    fn selection_agrees_with_sorting(
        values in prop::collection::vec(-50_i32..50, 1..80),
        probabilities in prop::collection::vec(0.0_f64..=1.0, 1..6),
    ) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let found = quantiles(&mut values.clone(), &probabilities).expect("values");
        for (found, &probability) in found.iter().zip(&probabilities) {
            prop_assert!((found - by_sorting(&values, probability)).abs() < 1e-9);
        }
    }

    #[test]
    fn scores_rise_with_the_value(values in prop::collection::vec(-9_i32..9, 1..80)) {
        let mut values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let cuts = Cuts::quintiles(&mut values).expect("values");
        values.sort_by(f64::total_cmp);
        let scores: Vec<u8> = values.iter().map(|&value| cuts.score(value)).collect();
        prop_assert!(scores.is_sorted());
        prop_assert!(scores.iter().all(|score| (1..=5).contains(score)));
    }
}
