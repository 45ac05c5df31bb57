//! From profiles to the figures of cells, segments and flows.

use std::collections::BTreeMap;

use lab::count_to_f64;

use crate::money::{count_ratio, per, ratio};
use crate::rfm::profile::{Classes, Profile};
use crate::rfm::report::{Flow, GridCell, Means, NOT_YET, SegmentFigures};
use crate::rfm::segment::Segment;

/// What a group of customers adds up to.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    customers: u64,
    recency_days: i64,
    orders: u64,
    monetary_minor: i64,
}

impl Sum {
    fn add(&mut self, profile: &Profile) {
        self.customers += 1;
        self.recency_days += i64::from(profile.recency_days);
        self.orders += u64::from(profile.orders);
        self.monetary_minor += profile.monetary_minor;
    }

    fn join(mut self, other: &Self) -> Self {
        self.customers += other.customers;
        self.recency_days += other.recency_days;
        self.orders += other.orders;
        self.monetary_minor += other.monetary_minor;
        self
    }

    fn segment(&self, name: Segment, all: &Self) -> SegmentFigures {
        SegmentFigures {
            name,
            customers: self.customers,
            share: count_ratio(self.customers, all.customers),
            revenue_minor: self.monetary_minor,
            revenue_share: ratio(
                lab::minor_to_f64(self.monetary_minor),
                lab::minor_to_f64(all.monetary_minor),
            ),
            mean_recency_days: per(self.recency_days, self.customers),
            mean_frequency: count_ratio(self.orders, self.customers),
            mean_monetary_minor: per(self.monetary_minor, self.customers),
        }
    }
}

/// The 25 cells of a base, by score for recency and for frequency.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cells([[Sum; 5]; 5]);

impl Cells {
    pub(crate) fn of(profiles: &[Profile], classes: &Classes) -> Self {
        let mut cells = Self::default();
        for profile in profiles {
            let (recency_score, frequency_score) = classes.scores(profile);
            cells.0[usize::from(recency_score - 1)][usize::from(frequency_score - 1)].add(profile);
        }
        cells
    }

    fn each(&self) -> impl Iterator<Item = (u8, u8, &Sum)> {
        (1..=5)
            .zip(&self.0)
            .flat_map(|(r, row)| (1..=5).zip(row).map(move |(f, sum)| (r, f, sum)))
    }

    fn all(&self) -> Sum {
        self.each()
            .fold(Sum::default(), |all, (_, _, sum)| all.join(sum))
    }

    /// The means over all customers; `None` without customers.
    pub(crate) fn means(&self) -> Option<Means> {
        let all = self.all();
        Some(Means {
            recency_days: per(all.recency_days, all.customers)?,
            frequency: count_ratio(all.orders, all.customers)?,
            monetary_minor: per(all.monetary_minor, all.customers)?,
        })
    }

    pub(crate) fn grid(&self) -> Vec<GridCell> {
        self.each()
            .map(|(r, f, sum)| GridCell {
                r,
                f,
                customers: sum.customers,
                revenue_minor: sum.monetary_minor,
                mean_monetary_minor: per(sum.monetary_minor, sum.customers),
            })
            .collect()
    }

    pub(crate) fn segments(&self) -> Vec<SegmentFigures> {
        let all = self.all();
        Segment::ALL
            .into_iter()
            .map(|name| {
                self.each()
                    .filter(|&(r, f, _)| Segment::of(r, f) == name)
                    .fold(Sum::default(), |sum, (_, _, cell)| sum.join(cell))
                    .segment(name, &all)
            })
            .collect()
    }
}

/// Share of the customers with more than one order.
pub(crate) fn repeat_rate(profiles: &[Profile]) -> Option<f64> {
    let repeat = profiles.iter().filter(|profile| profile.orders > 1).count();
    ratio(
        count_to_f64(repeat as u64),
        count_to_f64(profiles.len() as u64),
    )
}

/// Counts the moves between segments; `None` is not yet a customer.
pub(crate) fn flows(moves: impl Iterator<Item = (Option<Segment>, Segment)>) -> Vec<Flow> {
    let mut counts: BTreeMap<(Option<Segment>, Segment), u64> = BTreeMap::new();
    for step in moves {
        *counts.entry(step).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|((from, to), customers)| Flow {
            from: from.map_or(NOT_YET, Segment::name),
            to,
            customers,
        })
        .collect()
}
