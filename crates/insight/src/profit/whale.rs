//! The whale curve: results added up from the best customer to the worst.

use crate::money::{count_ratio, ratio};
use crate::profit::report::{ProfitDecile, ProfitPeak, ProfitPoint, Unprofitable, part};

/// Steps of the curve.
const STEPS: usize = 100;

/// The customers whose result is negative; results fall.
pub(super) fn unprofitable(results: &[i64]) -> Unprofitable {
    let first = results.partition_point(|&result| result >= 0);
    let customers = (results.len() - first) as u64;
    Unprofitable {
        customers,
        share: count_ratio(customers, results.len() as u64),
        result_minor: sum(&results[first..]),
    }
}

/// Where the curve is highest: after the last positive result.
pub(super) fn peak(results: &[i64]) -> Option<ProfitPeak> {
    let customers = results.partition_point(|&result| result > 0);
    let best = sum(&results[..customers]);
    (!results.is_empty()).then(|| ProfitPeak {
        customers: customers as u64,
        customers_share: part(customers, results.len()),
        result_minor: best,
        share: share(best, results),
    })
}

/// The curve at each percent of the customers, from nobody on; at each customer when they are fewer.
pub(super) fn curve(results: &[i64]) -> Vec<ProfitPoint> {
    if results.is_empty() {
        return Vec::new();
    }
    let mut ends: Vec<usize> = (0..=STEPS)
        .map(|step| cut(results.len(), step, STEPS))
        .collect();
    ends.dedup();
    let mut so_far = 0_i64;
    let mut from = 0;
    ends.into_iter()
        .map(|end| {
            so_far = so_far.saturating_add(sum(&results[from..end]));
            from = end;
            ProfitPoint {
                customers: end as u64,
                customers_share: part(end, results.len()),
                result_minor: so_far,
                share: share(so_far, results),
            }
        })
        .collect()
}

/// Ten groups of customers of the same size, but for one; empty ones are left out.
pub(super) fn deciles(results: &[i64]) -> Vec<ProfitDecile> {
    (1..=10_u8)
        .filter_map(|decile| {
            let number = usize::from(decile);
            let group =
                &results[cut(results.len(), number - 1, 10)..cut(results.len(), number, 10)];
            let (&most_minor, &least_minor) = (group.first()?, group.last()?);
            let result_minor = sum(group);
            Some(ProfitDecile {
                decile,
                customers: group.len() as u64,
                result_minor,
                share: share(result_minor, results),
                most_minor,
                least_minor,
            })
        })
        .collect()
}

/// The end of a step, so that the steps cover all.
pub(super) fn cut(len: usize, step: usize, steps: usize) -> usize {
    len * step / steps
}

fn sum(results: &[i64]) -> i64 {
    results
        .iter()
        .fold(0, |sum, &result| sum.saturating_add(result))
}

/// By the sum of all, when that is positive.
fn share(part: i64, results: &[i64]) -> Option<f64> {
    let total = sum(results);
    ratio(lab::minor_to_f64(part), lab::minor_to_f64(total)).filter(|_| total > 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_whale_is_drawn_by_hand() {
        // 60 + 50 − 10 = 100: the first two bring 110 % of what all do.
        let results = [60, 50, 0, -10];
        let peak = peak(&results).unwrap();
        assert_eq!(
            (peak.customers, peak.result_minor, peak.share),
            (2, 110, Some(1.1))
        );
        let points: Vec<(u64, i64)> = curve(&results)
            .iter()
            .map(|point| (point.customers, point.result_minor))
            .collect();
        assert_eq!(points, [(0, 0), (1, 60), (2, 110), (3, 110), (4, 100)]);
        let loss = unprofitable(&results);
        assert_eq!(
            (loss.customers, loss.share, loss.result_minor),
            (1, Some(0.25), -10)
        );
    }

    #[test]
    fn a_base_that_loses_has_no_shares() {
        let results = [5, -5];
        assert_eq!(peak(&results).unwrap().share, None);
        assert!(
            deciles(&results)
                .iter()
                .all(|decile| decile.share.is_none())
        );
        assert_eq!(
            (peak(&[]), curve(&[]).len(), deciles(&[]).len()),
            (None, 0, 0)
        );
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(mut results in prop::collection::vec(-1_000_i64..1_000, 1..300)) {
            results.sort_unstable_by(|a, b| b.cmp(a));
            let total: i64 = results.iter().sum();
            let curve = curve(&results);
            prop_assert_eq!(curve.last().unwrap().result_minor, total);
            prop_assert_eq!(curve.last().unwrap().customers, results.len() as u64);
            prop_assert_eq!(deciles(&results).iter().map(|decile| decile.result_minor).sum::<i64>(), total);
            prop_assert_eq!(deciles(&results).iter().map(|decile| decile.customers).sum::<u64>(), results.len() as u64);
            let peak = peak(&results).unwrap();
            prop_assert!(curve.iter().all(|point| point.result_minor <= peak.result_minor));
            prop_assert_eq!(peak.result_minor + unprofitable(&results).result_minor, total);
        }
    }
}
