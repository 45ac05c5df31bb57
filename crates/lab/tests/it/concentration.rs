//! The share of the best against worked values and laws.

use lab::{LabError, top_share};
use proptest::prelude::*;

#[test]
fn the_best_part_is_rounded_up() {
    assert_eq!(top_share(&mut [1.0, 2.0, 3.0, 4.0], 0.2), Ok(Some(0.4)));
    assert_eq!(
        top_share(&mut [1.0, 1.0, 1.0, 1.0, 1.0], 0.2),
        Ok(Some(0.2))
    );
    assert_eq!(top_share(&mut [5.0, 3.0, 2.0], 1.0), Ok(Some(1.0)));
}

#[test]
fn without_a_total_there_is_no_share() {
    assert_eq!(top_share(&mut [], 0.2), Ok(None));
    assert_eq!(top_share(&mut [0.0, 0.0], 0.2), Ok(None));
    assert_eq!(top_share(&mut [5.0, -7.0], 0.2), Ok(None));
}

#[test]
fn nonsense_is_refused_by_name() {
    assert!(matches!(
        top_share(&mut [1.0], -0.1),
        Err(LabError::NotAShare { .. })
    ));
    assert!(matches!(
        top_share(&mut [f64::NAN], 0.2),
        Err(LabError::NotFinite { .. })
    ));
}

proptest! {
    #[test]
    fn the_best_hold_at_least_their_part(
        values in prop::collection::vec(0_u32..1000, 1..60), fraction in 0.01_f64..=1.0
    ) {
        let mut values: Vec<f64> = values.into_iter().map(f64::from).collect();
        if let Some(share) = top_share(&mut values, fraction).expect("finite") {
            prop_assert!(share >= fraction - 1e-9 && share <= 1.0 + 1e-12);
        }
    }
}
