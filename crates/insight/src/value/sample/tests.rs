//! Tests of which customers are compared.

use super::*;
use crate::history::Placed;

const WINDOW: Window = Window {
    from: 10,
    split: Some(19),
    until: 29,
};

/// A thread's share of customers who came on day 10, 12 and, every other one, on day 25.
fn share(customers: std::ops::Range<u32>) -> Share {
    let level = Level {
        later_by_day: vec![0; 10],
        repeats_by_day: vec![0; 20],
        held: vec![],
    };
    let mut share = Share {
        levels: std::array::from_fn(|_| level.clone()),
        ..Share::default()
    };
    let orders: Vec<(i64, Placed)> = customers
        .flat_map(|customer| {
            let days: &[Day] = if customer % 2 == 0 {
                &[10, 12, 25]
            } else {
                &[10, 12]
            };
            days.iter().map(move |&day| {
                let placed = Placed {
                    day,
                    amount_minor: 100,
                };
                (i64::from(customer), placed)
            })
        })
        .collect();
    let mut part = Part::default();
    part.fill(&orders, &[]);
    share.add(&part, WINDOW);
    share
}

#[test]
fn few_customers_are_all_compared() {
    let sample = Sample::of(vec![share(0..600), share(600..1_000)], 1_000);
    let held: u64 = sample.held.iter().map(|&(_, customers)| customers).sum();
    assert_eq!((held, sample.calibrated), (1_000, 1_000));
    assert_eq!(sample.later_by_day.iter().sum::<u64>(), 500);
    assert_eq!(sample.held_repeats_by_day, sample.repeats_by_day);
}

#[test]
fn of_many_customers_some_are_compared_with_what_they_did() {
    let sample = Sample::of(vec![share(0..6_000), share(6_000..10_000)], 1_500);
    let held: u64 = sample.held.iter().map(|&(_, customers)| customers).sum();
    assert!((1_100..=1_500).contains(&held), "{held}");
    assert_eq!((sample.calibrated, sample.customers()), (10_000, 10_000));
    let later: u64 = (sample.held.iter())
        .map(|&(held, customers)| u64::from(held.later) * customers)
        .sum();
    assert_eq!(sample.later_by_day[5], later);
    assert!(
        held / 3 < later && later < held * 2 / 3,
        "{later} of {held}"
    );
    assert_eq!(sample.held_repeats_by_day[2], held);
    assert_eq!(sample.repeats_by_day[2], 10_000);
}

#[test]
fn the_thinned_are_an_even_part_of_all() {
    let mut sample = Sample::default();
    for repeats in 0..10 {
        let observed = Observed {
            group: 0,
            repeats,
            first_day: 1,
            last_day: 9,
        };
        sample.observed.push((observed, 100_000));
    }
    let thinned = sample.everybody().thinned();
    assert_eq!(thinned.len(), 10);
    assert!(thinned.iter().all(|&(_, customers)| customers == 20_000));
}
