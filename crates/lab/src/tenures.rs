//! How long many customers under contract have stayed so far, whenever they began and however long each was watched.
//!
//! # Invariants
//!
//! - Somebody was watched through at least one period; nobody was watched from after their end.

use std::collections::BTreeMap;

use crate::error::LabError;
use crate::number::count_to_f64;
use crate::survivors::Survivors;

/// Customers who have stayed equally long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenure {
    /// Of the lost: the period, from 1, at whose end they left. Of the others: the whole periods that they have stayed.
    pub periods: u32,
    /// Whether they have left.
    pub lost: bool,
    /// Periods that lay behind them when the records begin; 0 for those known from their start.
    pub known_from: u32,
    /// How many customers these are.
    pub customers: u64,
}

/// Customers who ended, or were last seen, after the same number of periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct At {
    lost: u64,
    kept: u64,
    entered: u64,
}

/// How long customers of any number of cohorts have stayed: the data of a joint fit.
///
/// Who was known only from some period on counts from there, as otherwise those who left before the records began would be
/// missing and the others look too loyal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenures {
    by_period: BTreeMap<u32, At>,
}

impl Tenures {
    /// Joins tenures, in any order.
    ///
    /// # Errors
    ///
    /// [`LabError::Empty`] when nobody was watched through a period, [`LabError::TenureOutside`] for somebody who is known from
    /// after the end only, or left before the end of the first period.
    pub fn new(tenures: impl IntoIterator<Item = Tenure>) -> Result<Self, LabError> {
        let mut by_period: BTreeMap<u32, At> = BTreeMap::new();
        let mut watched = false;
        for tenure in tenures {
            let Tenure {
                periods,
                lost,
                known_from,
                customers,
            } = tenure;
            let stayed = if lost {
                periods.checked_sub(1)
            } else {
                Some(periods)
            };
            if stayed.is_none_or(|stayed| known_from > stayed) {
                return Err(LabError::TenureOutside {
                    periods,
                    known_from,
                });
            }
            if periods == known_from || customers == 0 {
                continue;
            }
            watched = true;
            let end = by_period.entry(periods).or_default();
            if lost {
                end.lost += customers;
            } else {
                end.kept += customers;
            }
            if known_from > 0 {
                by_period.entry(known_from).or_default().entered += customers;
            }
        }
        if watched {
            Ok(Self { by_period })
        } else {
            Err(LabError::Empty {
                what: "a fit to tenures, which counts whole periods,",
            })
        }
    }

    /// Joins cohorts that may have been watched for different numbers of periods.
    ///
    /// # Errors
    ///
    /// [`LabError::Empty`] without a cohort.
    pub fn of_cohorts(cohorts: &[Survivors]) -> Result<Self, LabError> {
        Self::new(cohorts.iter().flat_map(Survivors::tenures))
    }

    /// Log likelihood, given the logarithm of survival after a number of periods.
    ///
    /// Who is lost in period t counts with S(t − 1) − S(t), who has stayed for t with S(t), and who is known from u on with
    /// that divided by S(u).
    pub(crate) fn ln_likelihood(&self, ln_survival: impl Fn(f64) -> f64) -> f64 {
        let mut sum = 0.0;
        let mut last = (0, 0.0);
        for (&period, at) in &self.by_period {
            let after = ln_survival(f64::from(period));
            if at.lost > 0 {
                let before = match period - 1 {
                    0 => 0.0,
                    same if same == last.0 => last.1,
                    other => ln_survival(f64::from(other)),
                };
                let share: f64 = before + (-(after - before).exp_m1()).ln();
                sum += count_to_f64(at.lost) * share;
            }
            // Without anybody there a survival of 0 says nothing against the parameters.
            if at.kept > 0 {
                sum += count_to_f64(at.kept) * after;
            }
            if at.entered > 0 {
                sum -= count_to_f64(at.entered) * after;
            }
            last = (period, after);
        }
        sum
    }
}
