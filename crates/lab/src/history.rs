//! What the models of value know about a customer: how often, how recently, since when.

use std::num::NonZeroUsize;
use std::thread;

use crate::error::{LabError, check_finite};
use crate::newton::Peak;
use crate::number::count_to_f64;

/// The purchases of one customer, as far as the models need them. Times in any one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History {
    repeat_purchases: u64,
    recency: f64,
    age: f64,
}

impl History {
    /// A history: purchases after the first, time from the first to the last purchase, time from the first
    /// purchase to the end of the observation.
    ///
    /// # Errors
    ///
    /// [`LabError::NotFinite`], [`LabError::NegativeTime`], and [`LabError::RecencyOutside`] for a recency above
    /// the age, or above 0 without a repeat purchase.
    pub fn new(repeat_purchases: u64, recency: f64, age: f64) -> Result<Self, LabError> {
        check_finite("a history", &[recency, age])?;
        check_time(recency)?;
        if recency > age || (repeat_purchases == 0 && recency > 0.0) {
            return Err(LabError::RecencyOutside { recency, age });
        }
        Ok(Self {
            repeat_purchases,
            // A zero without a sign, so that the bits of equal times are equal.
            recency: recency + 0.0,
            age: age + 0.0,
        })
    }

    /// The same customer with a last purchase at the first: what is alike when only the age and the number count.
    pub(crate) fn without_recency(mut self) -> Self {
        self.recency = 0.0;
        self
    }

    /// One of so many places (a power of two), spread evenly over them.
    pub(crate) fn hashed(&self, places: usize) -> usize {
        // Multiplicative hashing (Knuth): the upper bits of the product depend on all bits.
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        let words = [
            self.repeat_purchases,
            self.recency.to_bits(),
            self.age.to_bits(),
        ];
        let mixed = words.into_iter().fold(0_u64, |mixed, word| {
            (mixed.rotate_left(26) ^ word).wrapping_mul(FACTOR)
        });
        usize::try_from(mixed >> (64 - places.trailing_zeros())).unwrap_or(0)
    }

    /// Purchases after the first.
    pub fn repeat_purchases(&self) -> u64 {
        self.repeat_purchases
    }

    /// Time from the first to the last purchase.
    pub fn recency(&self) -> f64 {
        self.recency
    }

    /// Time from the first purchase to the end of the observation.
    pub fn age(&self) -> f64 {
        self.age
    }
}

/// Refuses a time that is infinite, negative or not a number.
pub(crate) fn check_time(time: f64) -> Result<(), LabError> {
    check_finite("a time", &[time])?;
    if time < 0.0 {
        return Err(LabError::NegativeTime { time });
    }
    Ok(())
}

/// Rows of which a search for a start reads only some.
const MANY: usize = 40_000;
/// How many it reads.
const SOME: usize = 8_000;
/// Places at which equal histories are looked for; a power of two.
const PLACES: usize = 1 << 15;

/// Histories of many customers; equal ones are kept once, with their number.
#[derive(Debug, Clone, PartialEq)]
pub struct Histories {
    /// Rising by repeat purchases, recency and age.
    rows: Vec<(History, f64)>,
    /// Customers by number of repeat purchases.
    counts: Vec<(u64, f64)>,
}

impl Histories {
    /// Joins equal histories, given with the number of customers that have them, in any order.
    pub fn compress(histories: impl IntoIterator<Item = (History, u64)>) -> Self {
        let mut all = joined_on_sight(histories);
        sort_on_all_cores(&mut all);
        all.dedup_by(|(later, more), (earlier, customers)| {
            let same = later == earlier;
            if same {
                *customers += *more;
            }
            same
        });
        let rows = all.into_iter();
        Self::of_rows(
            rows.map(|(history, customers)| (history, count_to_f64(customers)))
                .collect(),
        )
    }

    /// Histories with any weights, in any order, equal ones not joined.
    pub(crate) fn weighted(mut rows: Vec<(History, f64)>) -> Self {
        rows.sort_by_key(|(history, _)| history.repeat_purchases);
        Self::of_rows(rows)
    }

    /// Joins equal ones of a few histories that rise by repeat purchases, recency and age already.
    pub(crate) fn of_sorted(histories: impl IntoIterator<Item = History>) -> Self {
        let mut rows: Vec<(History, f64)> = Vec::new();
        for history in histories {
            match rows.last_mut() {
                Some((last, customers)) if *last == history => *customers += 1.0,
                _ => rows.push((history, 1.0)),
            }
        }
        Self::of_rows(rows)
    }

    fn of_rows(rows: Vec<(History, f64)>) -> Self {
        let alike =
            rows.chunk_by(|(left, _), (right, _)| left.repeat_purchases == right.repeat_purchases);
        let counts = alike
            .map(|rows| {
                let customers = rows.iter().map(|(_, customers)| customers).sum();
                (rows[0].0.repeat_purchases, customers)
            })
            .collect();
        Self { rows, counts }
    }

    /// How many customers there are.
    pub fn customers(&self) -> f64 {
        self.counts.iter().map(|(_, customers)| customers).sum()
    }

    /// The different histories, each with its number of customers.
    pub fn rows(&self) -> impl Iterator<Item = (&History, f64)> {
        self.rows
            .iter()
            .map(|(history, customers)| (history, *customers))
    }

    /// The same, rising by repeat purchases.
    pub(crate) fn all(&self) -> &[(History, f64)] {
        &self.rows
    }

    /// Customers by number of repeat purchases, rising.
    pub(crate) fn counts(&self) -> &[(u64, f64)] {
        &self.counts
    }

    /// Some of many rows, evenly from the fewest purchases to the most: where a search starts quickly.
    pub(crate) fn thinned(&self) -> Option<Self> {
        if self.rows.len() < MANY {
            return None;
        }
        let step = self.rows.len() / SOME;
        let some = self.rows.iter().skip(step / 2).step_by(step);
        Some(Self::of_rows(some.copied().collect()))
    }

    /// Time observed for each repeat purchase, where a search for the parameters starts.
    pub(crate) fn time_per_purchase(&self) -> Result<f64, LabError> {
        let (mut purchases, mut time) = (0.0, 0.0);
        for (history, weight) in self.rows() {
            purchases += weight * count_to_f64(history.repeat_purchases);
            time += weight * history.age;
        }
        if purchases > 0.0 && time > 0.0 {
            Ok(time / purchases)
        } else {
            Err(LabError::Empty {
                what: "a fit to repeat purchases",
            })
        }
    }
}

/// Joins most of the equal histories before they are sorted: each is looked for at one place, where another may stand.
fn joined_on_sight(histories: impl IntoIterator<Item = (History, u64)>) -> Vec<(History, u64)> {
    let mut places: Vec<Option<usize>> = vec![None; PLACES];
    let mut all: Vec<(History, u64)> = Vec::new();
    for (history, customers) in histories {
        if customers == 0 {
            continue;
        }
        let place = &mut places[history.hashed(PLACES)];
        match place.map(|index| &mut all[index]) {
            Some((before, number)) if *before == history => *number += customers,
            _ => {
                *place = Some(all.len());
                all.push((history, customers));
            }
        }
    }
    all
}

/// Sorts parts at once, then joins them: the last sort finds runs that rise.
fn sort_on_all_cores(all: &mut [(History, u64)]) {
    let key = |(history, _): &(History, u64)| {
        (
            history.repeat_purchases,
            history.recency.to_bits(),
            history.age.to_bits(),
        )
    };
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if all.len() >= MANY && cores > 1 {
        thread::scope(|scope| {
            for part in all.chunks_mut(all.len().div_ceil(cores)) {
                scope.spawn(move || part.sort_unstable_by_key(key));
            }
        });
        all.sort_by_key(key);
    } else {
        all.sort_unstable_by_key(key);
    }
}

/// A model with the parameters that make the histories most probable.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted<M> {
    /// The model.
    pub model: M,
    /// Logarithm of the likelihood of all histories.
    pub log_likelihood: f64,
    /// Variances and covariances of the parameters, in the order of the model's parameters, from the curvature at the
    /// maximum; `None` where they are not known, which a fit never leaves.
    pub covariance: Option<Vec<Vec<f64>>>,
    /// Standard errors, in the same order.
    pub standard_errors: Option<Vec<f64>>,
    /// Steps of the search.
    pub iterations: usize,
}

impl<M> Fitted<M> {
    /// The model at a maximum, with what the curvature there says.
    pub(crate) fn at<const N: usize>(peak: &Peak<N>, model: M) -> Self {
        let rows = peak.covariance.iter().enumerate();
        Self {
            model,
            log_likelihood: peak.value,
            standard_errors: Some(rows.map(|(index, row)| row[index].sqrt()).collect()),
            covariance: Some(peak.covariance.iter().map(|row| row.to_vec()).collect()),
            iterations: peak.iterations,
        }
    }

    /// The same fit of a model in another form.
    pub(crate) fn map<O>(self, form: impl FnOnce(M) -> O) -> Fitted<O> {
        Fitted {
            model: form(self.model),
            log_likelihood: self.log_likelihood,
            covariance: self.covariance,
            standard_errors: self.standard_errors,
            iterations: self.iterations,
        }
    }
}
