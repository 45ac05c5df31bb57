//! The traits of a sample as covariates: which levels, and the group of each customer.

use crate::value::coding::{Coding, Count};
use crate::value::evidence::LeftOut;
use crate::value::sample::{Observed, Sample, recounted};
use crate::value::traits::Trait;

/// The covariates of a fit.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Covariates {
    /// What was asked for.
    pub(crate) asked: Vec<Trait>,
    /// What can not be used.
    pub(crate) left_out: Vec<LeftOut>,
    /// The levels that the compared customers of the calibration have.
    pub(crate) calibration: Coding,
    /// The levels that all customers have.
    pub(crate) whole: Coding,
}

impl Covariates {
    /// Hands over, word by word, what two fits with the same covariates have in common.
    pub(super) fn each_word(&self, mut take: impl FnMut(u64)) {
        let codings = [&self.calibration, &self.whole];
        for coded in codings.iter().flat_map(|coding| &coding.covariates) {
            for (level, customers) in &coded.levels {
                take(*customers);
                let texts = [coded.name.as_str(), level.as_deref().unwrap_or_default()];
                for byte in texts.iter().flat_map(|text| text.bytes()) {
                    take(u64::from(byte));
                }
            }
        }
    }
}

impl Sample {
    /// Turns the numbers of the customers' texts into groups: what the calibration tells decides which covariates there are and, for the
    /// comparison, which levels; the levels of the model are those of everybody.
    pub(super) fn deal_out(&mut self, asked: Vec<Trait>, texts: &[String]) {
        if asked.is_empty() {
            return;
        }
        let held = self.held.iter();
        let counts = counts(
            held.map(|&(held, customers)| (held.observed, customers)),
            texts.len(),
        );
        let (calibration, left_out) = Coding::of(&asked, texts, &counts);
        let counts = self::counts(self.observed.iter().copied(), texts.len());
        let (whole, _) = Coding::of(&calibration.traits(), texts, &counts);
        let groups =
            |coding: &Coding| -> Vec<u32> { texts.iter().map(|text| coding.group(text)).collect() };
        let (held, observed) = (groups(&calibration), groups(&whole));
        for (one, _) in &mut self.held {
            one.observed.group = group(&held, one.observed);
        }
        for (one, _) in &mut self.observed {
            one.group = group(&observed, *one);
        }
        recounted(&mut self.held);
        recounted(&mut self.observed);
        self.covariates = Covariates {
            asked,
            left_out,
            calibration,
            whole,
        };
    }
}

fn group(groups: &[u32], observed: Observed) -> u32 {
    let place = usize::try_from(observed.group).unwrap_or(usize::MAX);
    groups.get(place).copied().unwrap_or(0)
}

/// The customers of each text.
fn counts(customers: impl Iterator<Item = (Observed, u64)>, texts: usize) -> Vec<Count> {
    let mut counts = vec![Count::default(); texts];
    for (observed, customers) in customers {
        let place = usize::try_from(observed.group).unwrap_or(usize::MAX);
        if let Some(count) = counts.get_mut(place) {
            count.add(Count {
                customers,
                repeat: if observed.repeats > 0 { customers } else { 0 },
            });
        }
    }
    counts
}
