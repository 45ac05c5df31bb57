//! Who renewed: the counts behind a retention curve, and the curve.

use lab::{ObservedAt, Tenure, kaplan_meier};

use super::REPORT;
use super::report::ContractRetention;
use super::terms::Fate;
use crate::InsightError;

/// Contracts by how often they were renewed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fates {
    /// Contracts given up at the k-th renewal; the 0th is none.
    lost: Vec<u64>,
    /// Contracts that were renewed k times and had no further chance yet.
    kept: Vec<u64>,
    /// The fewest chances that one of them had.
    fewest: Option<u32>,
    pub(crate) contracts: u64,
}

impl Fates {
    pub(crate) fn add(&mut self, fate: Fate) {
        let (counts, place) = match fate.lost_at {
            Some(lost_at) => (&mut self.lost, lost_at),
            None => (&mut self.kept, fate.chances),
        };
        let place = place as usize;
        if counts.len() <= place {
            counts.resize(place + 1, 0);
        }
        counts[place] += 1;
        self.contracts += 1;
        self.fewest = Some(
            self.fewest
                .map_or(fate.chances, |least| least.min(fate.chances)),
        );
    }

    /// The last renewal at which somebody had a choice.
    pub(crate) fn longest(&self) -> u32 {
        let last = self.lost.len().max(self.kept.len()).saturating_sub(1);
        u32::try_from(last).unwrap_or(u32::MAX)
    }

    fn each(&self) -> impl Iterator<Item = (u32, bool, u64)> {
        let lost = self.lost.iter().zip(0_u32..).map(|(n, at)| (at, true, *n));
        let kept = self.kept.iter().zip(0_u32..).map(|(n, at)| (at, false, *n));
        lost.chain(kept).filter(|(.., contracts)| *contracts > 0)
    }

    /// The data of a fit.
    pub(crate) fn tenures(&self) -> impl Iterator<Item = Tenure> {
        self.each().map(|(periods, lost, customers)| Tenure {
            periods,
            lost,
            known_from: 0,
            customers,
        })
    }

    /// The Kaplan-Meier estimate of being there after each number of periods.
    pub(crate) fn curve(&self) -> Result<Vec<ContractRetention>, InsightError> {
        let observed: Vec<ObservedAt> = self
            .each()
            .map(|(periods, lost, contracts)| ObservedAt {
                time: f64::from(periods),
                events: if lost { contracts } else { 0 },
                censored: if lost { 0 } else { contracts },
            })
            .collect();
        if observed.is_empty() {
            return Ok(Vec::new());
        }
        let curve = kaplan_meier(&observed).map_err(|source| InsightError::Numbers {
            report: REPORT,
            source,
        })?;
        let point = |period: u32| {
            let time = f64::from(period);
            let estimate = curve.at(time);
            ContractRetention {
                period,
                at_risk: curve.at_risk(time),
                lost: curve.events_within(time - 0.5, time),
                survival: estimate.survival,
                low: estimate.interval.map(|interval| interval.0),
                high: estimate.interval.map(|interval| interval.1),
                complete: self.fewest.is_some_and(|fewest| period <= fewest),
            }
        };
        Ok((0..=self.longest()).map(point).collect())
    }
}
