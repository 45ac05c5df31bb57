//! Customers with their values, and what groups of them add up to.

use serde::Serialize;

use lab::count_to_f64;

use crate::money::ratio;
use crate::value::worth::YEARS;

/// One customer's value, and the groups that the customer is in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Valued {
    /// Minor units, over each of [`YEARS`].
    pub(super) clv_minor: [f64; 3],
    /// Number of the RFM segment.
    pub(super) segment: u8,
    /// Number of the country.
    pub(super) country: u16,
    /// Number of the month of the first order.
    pub(super) month: u16,
}

/// A group of customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValueGroup {
    /// Its name: a segment, a country, a month.
    pub name: String,
    /// How many customers it has.
    pub customers: u64,
    /// Their share of all customers.
    pub customers_share: f64,
    /// Their value over 12, 24 and 36 months.
    pub clv: Vec<HorizonValue>,
}

/// The value of customers over a horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HorizonValue {
    /// The horizon.
    pub months: u32,
    /// Of all of them together, minor units.
    pub sum_minor: f64,
    /// Of one of them, minor units; absent without customers.
    pub mean_minor: Option<f64>,
    /// Half of them are worth more than this, half less, minor units; absent without customers.
    pub median_minor: Option<f64>,
    /// Their share of the value of all; absent when that is 0.
    pub share: Option<f64>,
}

/// All customers as one group.
pub(super) fn whole(valued: &[Valued]) -> Vec<HorizonValue> {
    let mut all: Vec<[f64; 3]> = valued.iter().map(|customer| customer.clv_minor).collect();
    let totals = sums(&all);
    horizons(&mut all, totals)
}

/// The groups that `number` deals the customers out into, with the number of each; empty ones are left out.
pub(super) fn groups(
    valued: &[Valued],
    count: usize,
    number: impl Fn(&Valued) -> usize,
) -> Vec<(usize, ValueGroup)> {
    let mut members: Vec<Vec<[f64; 3]>> = vec![Vec::new(); count];
    for customer in valued {
        if let Some(group) = members.get_mut(number(customer)) {
            group.push(customer.clv_minor);
        }
    }
    let mut totals = [0.0; 3];
    for group in &members {
        for (total, sum) in totals.iter_mut().zip(sums(group)) {
            *total += sum;
        }
    }
    let all = count_to_f64(valued.len() as u64);
    members
        .into_iter()
        .enumerate()
        .filter(|(_, group)| !group.is_empty())
        .map(|(place, mut group)| {
            let customers = group.len() as u64;
            let figures = ValueGroup {
                name: String::new(),
                customers,
                customers_share: count_to_f64(customers) / all,
                clv: horizons(&mut group, totals),
            };
            (place, figures)
        })
        .collect()
}

fn sums(values: &[[f64; 3]]) -> [f64; 3] {
    values.iter().fold([0.0; 3], |mut sums, value| {
        for (sum, value) in sums.iter_mut().zip(value) {
            *sum += value;
        }
        sums
    })
}

fn horizons(values: &mut [[f64; 3]], totals: [f64; 3]) -> Vec<HorizonValue> {
    let customers = count_to_f64(values.len() as u64);
    let sums = sums(values);
    (0..YEARS.len())
        .map(|horizon| HorizonValue {
            months: 12 * YEARS[horizon],
            sum_minor: sums[horizon],
            mean_minor: ratio(sums[horizon], customers),
            median_minor: median(values, horizon),
            share: ratio(sums[horizon], totals[horizon]),
        })
        .collect()
}

/// The middle value, or the mean of the two in the middle.
fn median(values: &mut [[f64; 3]], horizon: usize) -> Option<f64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let by = |left: &[f64; 3], right: &[f64; 3]| left[horizon].total_cmp(&right[horizon]);
    let odd = values.len() % 2 == 1;
    let (below, at, _) = values.select_nth_unstable_by(middle, by);
    let upper = at[horizon];
    if odd {
        return Some(upper);
    }
    let lower = below
        .iter()
        .map(|value| value[horizon])
        .fold(f64::NEG_INFINITY, f64::max);
    Some(f64::midpoint(lower, upper))
}
