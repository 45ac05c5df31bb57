//! Survivors of one cohort by period: the data of the models of a contract's length.
//!
//! # Invariants
//!
//! - The counts never rise, and somebody is there at the start and through at least one period.

use crate::error::LabError;
use crate::number::count_to_f64;

/// How many of one cohort are still customers after 0, 1, 2, … periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survivors {
    counts: Vec<u64>,
}

impl Survivors {
    /// Takes the counts after 0, 1, 2, … periods, the first being the size of the cohort.
    ///
    /// # Errors
    ///
    /// [`LabError::Empty`] without customers or without a whole period, [`LabError::SurvivorsRise`] when a count is above the
    /// one before.
    pub fn new(counts: &[u64]) -> Result<Self, LabError> {
        if counts.len() < 2 || counts[0] == 0 {
            return Err(LabError::Empty {
                what: "a curve of survivors, besides the start,",
            });
        }
        match counts.windows(2).position(|pair| pair[1] > pair[0]) {
            None => Ok(Self {
                counts: counts.to_vec(),
            }),
            Some(before) => Err(LabError::SurvivorsRise { period: before + 1 }),
        }
    }

    /// Log likelihood of the counts, given the logarithm of survival after 0, 1, 2, … periods.
    ///
    /// Who is lost in period t counts with S(t − 1) − S(t), who is left at the end with S.
    pub(crate) fn ln_likelihood(&self, ln_survival: impl Fn(f64) -> f64) -> f64 {
        let (mut sum, mut before, mut periods) = (0.0, 0.0, 0.0);
        for pair in self.counts.windows(2) {
            periods += 1.0;
            let after = ln_survival(periods);
            if pair[0] > pair[1] {
                let lost: f64 = before + (-(after - before).exp_m1()).ln();
                sum += count_to_f64(pair[0] - pair[1]) * lost;
            }
            before = after;
        }
        match self.counts.last() {
            Some(&left) if left > 0 => sum + count_to_f64(left) * before,
            _ => sum,
        }
    }
}
