//! What is usual: the median of the same hours of the last four same weekdays, and how far below it is low.

use serde::Serialize;

/// Weeks that tell what is usual.
pub(super) const WEEKS: usize = 4;
/// From the mean distance of a normal distribution's values to its standard deviation.
const DEVIATION: f64 = 1.4826;
/// Standard deviations that chance explains.
const EXPLAINED: f64 = 3.0;

/// What an hour or a day usually brings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Usual {
    /// The median of the four before.
    pub usual: f64,
    /// Less than this is low: less than half, and less than chance and the spread of the four explain.
    pub bound: f64,
}

impl Usual {
    /// Of the same hours or days of four weeks; nothing where they bring too little to judge by, less than `least`.
    ///
    /// The spread is the median distance from the median, as a standard deviation, and at least that of events which come by
    /// chance alone, which is the root of their number.
    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers of events are far below 2^53"
    )]
    pub(super) fn of(counts: [i64; WEEKS], least: f64) -> Option<Self> {
        let counts = counts.map(|count| count as f64);
        let usual = median(counts);
        if usual < least {
            return None;
        }
        let distance = median(counts.map(|count| (count - usual).abs()));
        let spread = (DEVIATION * distance).max(usual.sqrt());
        let bound = (usual / 2.0).min(EXPLAINED.mul_add(-spread, usual));
        (bound > 0.0).then_some(Self { usual, bound })
    }

    /// What share of the usual so many are.
    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers of events are far below 2^53"
    )]
    pub(super) fn share(&self, count: i64) -> f64 {
        count as f64 / self.usual
    }

    /// Whether so many are low.
    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers of events are far below 2^53"
    )]
    pub(super) fn is_low(&self, count: i64) -> bool {
        (count as f64) < self.bound
    }
}

fn median(mut values: [f64; WEEKS]) -> f64 {
    values.sort_by(f64::total_cmp);
    f64::midpoint(values[1], values[2])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn low_is_below_half_and_below_what_chance_explains() {
        let steady = Usual::of([100, 100, 100, 100], 30.0).unwrap();
        assert!((steady.usual - 100.0).abs() < 1e-9 && (steady.bound - 50.0).abs() < 1e-9);
        // 36 by chance alone: 36 - 3 · 6.
        let few = Usual::of([36, 36, 36, 36], 30.0).unwrap();
        assert!((few.bound - 18.0).abs() < 1e-9);
        // A week without anything, such as an outage, changes little.
        let outage = Usual::of([100, 0, 100, 100], 30.0).unwrap();
        assert!((outage.usual - 100.0).abs() < 1e-9);
        // What goes up and down by itself is not judged, nor what brings little.
        assert_eq!(Usual::of([0, 400, 0, 400], 30.0), None);
        assert_eq!(Usual::of([29, 29, 29, 29], 30.0), None);
    }

    proptest! {
        #[test]
        fn what_is_usual_is_not_low(counts in proptest::array::uniform4(0_i64..100_000)) {
            if let Some(usual) = Usual::of(counts, 30.0) {
                prop_assert!(usual.bound <= usual.usual / 2.0 && usual.bound > 0.0);
                #[expect(clippy::cast_possible_truncation, reason = "a count")]
                let median = usual.usual as i64;
                prop_assert!(!usual.is_low(median) && usual.is_low(0));
            }
        }

        #[test]
        fn the_order_of_the_weeks_does_not_matter(counts in proptest::array::uniform4(0_i64..1_000), turn in 0_usize..4) {
            let mut turned = counts;
            turned.rotate_left(turn);
            prop_assert_eq!(Usual::of(counts, 10.0), Usual::of(turned, 10.0));
        }
    }
}
