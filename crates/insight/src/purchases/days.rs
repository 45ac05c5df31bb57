//! Days as a condition by which the engine leaves out what lies far from them.

use crate::calendar::{Day, date_of};

/// A condition has so many ranges of days at most.
const RANGES: usize = 16;

/// A condition that holds on these days, and on some between them.
pub(super) fn around(days: Vec<Day>) -> String {
    let ranges = ranges(days).into_iter().map(|(first, last)| {
        let (first, last) = (date_of(first), date_of(last));
        format!("day between date '{first}' and date '{last}'")
    });
    let all: Vec<String> = ranges.collect();
    if all.is_empty() {
        return "false".to_owned();
    }
    format!("({})", all.join(" or "))
}

/// Ranges that hold all days, few of them: the narrowest gaps are filled.
fn ranges(mut days: Vec<Day>) -> Vec<(Day, Day)> {
    days.sort_unstable();
    let gap = |pair: &[Day]| pair[1].saturating_sub(pair[0]);
    let mut gaps: Vec<Day> = days.windows(2).map(gap).collect();
    gaps.sort_unstable_by(|a, b| b.cmp(a));
    // Up to so many days apart, two days are in one range.
    let together = gaps.get(RANGES - 1).copied().unwrap_or(1).max(1);
    let mut ranges: Vec<(Day, Day)> = Vec::new();
    for day in days {
        match ranges.last_mut() {
            Some((_, last)) if day.saturating_sub(*last) <= together => *last = day,
            _ => ranges.push((day, day)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_far_apart_are_ranges_of_their_own() {
        assert_eq!(ranges(vec![40, 2, 1, 41, 90]), [(1, 2), (40, 41), (90, 90)]);
        assert_eq!(
            around(vec![0, 1, 20]),
            "(day between date '1970-01-01' and date '1970-01-02' or day between date '1970-01-21' and date '1970-01-21')"
        );
        assert_eq!(around(Vec::new()), "false");
    }

    proptest! {
        #[test]
        fn few_ranges_hold_all_days(days in prop::collection::vec(-20_000..30_000_i32, 0..200)) {
            let ranges = ranges(days.clone());
            prop_assert!(ranges.len() <= RANGES);
            for day in days {
                prop_assert!(ranges.iter().any(|&(first, last)| (first..=last).contains(&day)));
            }
        }
    }
}
