//! Survivors of one cohort by period: the data of the models of a contract's length.
//!
//! # Invariants
//!
//! - The counts never rise, and somebody is there at the start and through at least one period.

use crate::error::LabError;
use crate::tenures::Tenure;

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

    /// How long each has stayed: those lost by period, and those who are left.
    pub(crate) fn tenures(&self) -> impl Iterator<Item = Tenure> + '_ {
        let tenure = |periods, lost, customers| Tenure {
            periods,
            lost,
            known_from: 0,
            customers,
        };
        let lost = self.counts.windows(2).zip(1..);
        let lost = lost.map(move |(pair, period)| tenure(period, true, pair[0] - pair[1]));
        let (mut periods, mut left) = (0, 0);
        for (count, period) in self.counts.iter().zip(0..) {
            (periods, left) = (period, *count);
        }
        lost.chain([tenure(periods, false, left)])
    }
}
