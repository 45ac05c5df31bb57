//! What the models of value know about a customer: how often, how recently, since when.

use crate::error::{LabError, check_finite};
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
            recency,
            age,
        })
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

/// Histories of many customers; equal ones are kept once, with their number.
#[derive(Debug, Clone, PartialEq)]
pub struct Histories {
    rows: Vec<History>,
    weights: Vec<f64>,
}

impl Histories {
    /// Joins equal histories, given with the number of customers that have them, in any order.
    pub fn compress(histories: impl IntoIterator<Item = (History, u64)>) -> Self {
        let mut all: Vec<(History, u64)> = histories
            .into_iter()
            .filter(|(_, customers)| *customers > 0)
            .collect();
        all.sort_by(|(left, _), (right, _)| {
            left.repeat_purchases
                .cmp(&right.repeat_purchases)
                .then(left.recency.total_cmp(&right.recency))
                .then(left.age.total_cmp(&right.age))
        });
        all.dedup_by(|(later, more), (earlier, customers)| {
            let same = later == earlier;
            if same {
                *customers += *more;
            }
            same
        });
        let weights = all.iter().map(|(_, customers)| count_to_f64(*customers));
        Self {
            weights: weights.collect(),
            rows: all.into_iter().map(|(history, _)| history).collect(),
        }
    }

    /// The different histories, each with its number of customers.
    pub fn rows(&self) -> impl Iterator<Item = (&History, f64)> {
        self.rows.iter().zip(self.weights.iter().copied())
    }

    /// Time observed for each repeat purchase, where a search for the parameters starts.
    pub(crate) fn time_per_purchase(&self) -> Result<f64, LabError> {
        let (mut purchases, mut time) = (0.0, 0.0);
        for (history, weight) in self.rows() {
            purchases += weight * count_to_f64(history.repeat_purchases);
            time += weight * history.age;
        }
        if purchases > 0.0 {
            Ok(time / purchases)
        } else {
            Err(LabError::Empty {
                what: "a fit to repeat purchases",
            })
        }
    }
}

/// A model with the parameters that make the histories most probable.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted<M> {
    /// The model.
    pub model: M,
    /// Logarithm of the likelihood of all histories.
    pub log_likelihood: f64,
    /// Standard errors, in the order of the model's parameters; `None` where the data do not tell them.
    pub standard_errors: Option<Vec<f64>>,
    /// Steps of the search.
    pub iterations: usize,
}
