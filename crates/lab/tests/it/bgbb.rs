//! BG/BB against the published donations and its laws.

#![expect(
    clippy::expect_used,
    reason = "a fixture that does not parse must stop the test"
)]

use crate::random::Random;
use lab::{BgBb, LabError, PeriodHistory, count_to_f64, fit_bg_bb};
use proptest::prelude::*;

fn seen(purchases: u32, last: u32, periods: u32) -> PeriodHistory {
    PeriodHistory::new(purchases, last, periods).expect("a history")
}

/// Gifts, the last of them, years and donors, from `testdata/bgbb_donations.csv`.
fn donations() -> Vec<(PeriodHistory, u64)> {
    include_str!("../../testdata/bgbb_donations.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<u32> = line
                .split(',')
                .map(|cell| cell.parse().expect("a count"))
                .collect();
            (seen(cells[0], cells[1], cells[2]), u64::from(cells[3]))
        })
        .collect()
}

/// Published: Fader, Hardie & Shang (2010): 1.204, .750, .657, 2.783, LL −33,225.6; more digits by an independent maximum.
#[test]
fn the_donations_have_the_published_fit() {
    let data = donations();
    let donors: u64 = data.iter().map(|(_, donors)| donors).sum();
    assert_eq!((data.len(), donors), (22, 11_104));
    let fit = fit_bg_bb(&data).expect("11,104 donors");
    let published = [1.203_522, 0.749_716, 0.656_718, 2.783_442];
    for (got, want) in fit.model.parameters().into_iter().zip(published) {
        assert!((got / want - 1.0).abs() < 1e-3, "{got} for {want}");
    }
    assert!((fit.log_likelihood + 33_225.581_3).abs() < 0.01, "{fit:?}");
    assert!(fit.standard_errors.iter().all(|error| *error > 0.0));
    // P(alive in 2002), the gifts of the five years to come, and the donors of 0 and of 6 gifts.
    for (history, published) in [((0, 0), 0.11), ((2, 4), 0.59), ((6, 6), 0.93)] {
        let got = fit.model.probability_alive(seen(history.0, history.1, 6));
        assert!((got - published).abs() < 0.005, "{got} for {published}");
    }
    let total: f64 = data
        .iter()
        .map(|&(history, donors)| count_to_f64(donors) * fit.model.expected_purchases(history, 5))
        .sum();
    assert!((total - 12_884.2).abs() < 0.5, "{total}");
    for (gifts, published) in [(0, 3454.9), (6, 1253.1)] {
        let got = count_to_f64(donors) * fit.model.probability_of(gifts, 6);
        assert!((got - published).abs() < 0.3, "{got} for {published}");
    }
}

#[test]
fn a_simulated_truth_is_recovered() {
    let (truth, mut random) = ([1.2, 0.8, 0.7, 2.5], Random(3));
    let data: Vec<(PeriodHistory, u64)> = (0..8000)
        .map(|_| {
            let buys = random.beta(truth[0], truth[1]);
            let leaves = random.beta(truth[2], truth[3]);
            let (mut count, mut last) = (0, 0);
            for period in 1..9 {
                if random.uniform() < leaves {
                    break;
                }
                if random.uniform() < buys {
                    (count, last) = (count + 1, period);
                }
            }
            (seen(count, last, 8), 1)
        })
        .collect();
    let fit = fit_bg_bb(&data).expect("8000 customers");
    for (position, got) in fit.model.parameters().into_iter().enumerate() {
        let error = fit.standard_errors[position];
        assert!((got - truth[position]).abs() < 3.5 * error, "{fit:?}");
    }
}

/// Eight thousand customers of a known truth, seen for eight periods, and what they buy in the next five.
#[test]
fn intervals_hold_what_comes() {
    let (truth, mut random) = ([1.2, 0.8, 0.7, 2.5], Random(5));
    let people: Vec<(PeriodHistory, u32)> = (0..8000)
        .map(|_| {
            let buys = random.beta(truth[0], truth[1]);
            let leaves = random.beta(truth[2], truth[3]);
            let (mut count, mut last, mut later) = (0, 0, 0);
            for period in 1..14 {
                if random.uniform() < leaves {
                    break;
                }
                if random.uniform() < buys {
                    if period < 9 {
                        (count, last) = (count + 1, period);
                    } else {
                        later += 1;
                    }
                }
            }
            (seen(count, last, 8), later)
        })
        .collect();
    let histories: Vec<_> = people.iter().map(|&(history, _)| (history, 1)).collect();
    let fit = fit_bg_bb(&histories).expect("8000 customers");
    let came: u32 = people.iter().map(|(_, later)| later).sum();
    let total = fit.forecast_total(&histories, 5, 0.99).expect("a total");
    let came = f64::from(came);
    assert!(total.low < came && came < total.high, "{came}: {total:?}");
    assert!(total.high < 1.1 * total.low, "{total:?}");
    let inside = people.iter().filter(|(history, later)| {
        let (low, high) = fit.model.interval(*history, 5, 0.9).expect("an interval");
        (low..=high).contains(later)
    });
    let share = count_to_f64(u64::try_from(inside.count()).expect("a count")) / 8000.0;
    assert!((0.89..0.99).contains(&share), "{share}");
    let level = fit.model.interval(people[0].0, 5, 1.0);
    assert!(
        matches!(level, Err(LabError::NotAShare { .. })),
        "{level:?}"
    );
}

#[test]
fn what_can_not_be_is_refused() {
    assert!(matches!(fit_bg_bb(&[]), Err(LabError::Empty { .. })));
    for (purchases, last, periods) in [(3, 2, 6), (1, 7, 6), (0, 2, 6)] {
        assert!(matches!(
            PeriodHistory::new(purchases, last, periods),
            Err(LabError::PeriodOutside { .. })
        ));
    }
    assert!(BgBb::new([1.0, 0.0, 1.0, 1.0]).is_err());
    assert!(matches!(
        fit_bg_bb(&[(seen(0, 0, 6), 40)]),
        Err(LabError::NotConverged { .. })
    ));
}

proptest! {
    #[test]
    fn probabilities_are_probabilities(
        parameters in prop::array::uniform4(1e-2_f64..1e2),
        periods in 1_u32..60,
        last in 0_u32..60,
        purchases in 0_u32..60,
        horizon in 0_u32..200,
    ) {
        let last = last.min(periods);
        let purchases = if last == 0 { 0 } else { purchases.clamp(1, last) };
        let (model, history) = (BgBb::new(parameters).expect("positive"), seen(purchases, last, periods));
        let alive = model.probability_alive(history);
        prop_assert!((0.0..=1.0).contains(&alive));
        let expected = model.expected_purchases(history, horizon);
        prop_assert!(expected >= 0.0 && expected <= alive * f64::from(horizon) + 1e-9);
        prop_assert!(model.expected_purchases(history, horizon + 1) >= expected);
        let sum: f64 = (0..=periods).map(|count| model.probability_of(count, periods)).sum();
        prop_assert!((sum - 1.0).abs() < 1e-9, "{sum}");
        let next = horizon.min(40);
        let of_next = |count| model.probability_of_next(history, count, next);
        let (sum, mean) = (0..=next).fold((0.0, 0.0), |(sum, mean), count| {
            (sum + of_next(count), mean + f64::from(count) * of_next(count))
        });
        prop_assert!((sum - 1.0).abs() < 1e-9, "{sum}");
        let expected = model.expected_purchases(history, next);
        prop_assert!((mean - expected).abs() < 1e-8 * (1.0 + expected), "{mean} {expected}");
        let (low, high) = model.interval(history, next, 0.9).expect("an interval");
        prop_assert!(low <= high && high <= next);
        prop_assert!(model.purchases_variance(history, next) >= 0.0);
        prop_assert!(model.probability_of(periods + 1, periods) <= 0.0);
    }
}
