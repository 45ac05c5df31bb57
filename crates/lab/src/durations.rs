//! Time until something happens, with what is known of each subject.
//!
//! # Invariants
//!
//! - As many durations as marks and rows of covariates, at least one; durations are finite and not negative; at least one event.

use crate::covariates::Covariates;
use crate::error::{LabError, check_finite};

/// How long each subject was observed, whether the event ended it, and the subject's covariates.
#[derive(Debug, Clone, PartialEq)]
pub struct Durations {
    times: Vec<f64>,
    happened: Vec<bool>,
    covariates: Covariates,
}

impl Durations {
    /// Joins durations in any one unit, whether the event happened at their end, and covariates, all in the same order.
    ///
    /// # Errors
    ///
    /// [`LabError::Empty`], [`LabError::LengthsDiffer`], [`LabError::NotFinite`], [`LabError::NegativeTime`], and
    /// [`LabError::NoEvents`] when all were still under observation.
    pub fn new(
        times: Vec<f64>,
        happened: Vec<bool>,
        covariates: Covariates,
    ) -> Result<Self, LabError> {
        if times.is_empty() {
            return Err(LabError::Empty {
                what: "a model of durations",
            });
        }
        let lengths = [
            ("a mark of the event for each duration", happened.len()),
            ("a row of covariates for each duration", covariates.rows()),
        ];
        for (what, given) in lengths {
            if given != times.len() {
                return Err(LabError::LengthsDiffer {
                    what: what.to_owned(),
                    wanted: times.len(),
                    given,
                });
            }
        }
        check_finite("a model of durations", &times)?;
        if let Some(&time) = times.iter().find(|time| **time < 0.0) {
            return Err(LabError::NegativeTime { time });
        }
        if !happened.contains(&true) {
            return Err(LabError::NoEvents {
                subjects: times.len(),
            });
        }
        Ok(Self {
            times,
            happened,
            covariates,
        })
    }

    /// The durations.
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// Whether the event happened at the end of each.
    pub fn happened(&self) -> &[bool] {
        &self.happened
    }

    /// The covariates.
    pub fn covariates(&self) -> &Covariates {
        &self.covariates
    }

    /// The rows from the longest duration down, events first; rows that tie in all that differ are equal, so that sums in
    /// this order do not depend on the order given.
    pub(crate) fn longest_first(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.times.len()).collect();
        order.sort_unstable_by(|&left, &right| {
            self.times[right]
                .total_cmp(&self.times[left])
                .then(self.happened[right].cmp(&self.happened[left]))
                .then_with(|| self.covariates.compare(left, right))
        });
        order
    }
}
