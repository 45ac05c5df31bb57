//! Customers as the purchase models take them: all together, and by group where covariates make a difference.

use lab::{CovariateGroup, DatedGroup, DatedHistory, Histories, LabError, Season};

use crate::calendar::Day;
use crate::value::coding::Coding;
use crate::value::sample::{COMPARED, Observed, Sample, histories, recounted};

/// Different customers, each with the number of those who are like it.
type Counted = Vec<(DatedHistory, u64)>;

/// Customers at the end of a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Compared {
    /// All of them, whatever their group, by what is known of them.
    pub(crate) all: Counted,
    /// The columns of each group, and who is in it; empty without covariates.
    pub(crate) by_group: Vec<DatedGroup>,
}

impl Sample {
    /// The customers at the end of the window.
    pub(crate) fn everybody(&self) -> Compared {
        Compared::of(&self.observed, &self.covariates.whole)
    }

    /// The compared customers at the end of the calibration.
    pub(crate) fn calibration(&self) -> Compared {
        let alike = (self.held).chunk_by(|left, right| left.0.observed == right.0.observed);
        let counted = alike.map(|alike| {
            let customers = alike.iter().map(|&(_, customers)| customers).sum();
            (alike[0].0.observed, customers)
        });
        Compared::of(&counted.collect::<Vec<_>>(), &self.covariates.calibration)
    }
}

impl Compared {
    /// Of customers in rising order.
    fn of(customers: &[(Observed, u64)], coding: &Coding) -> Self {
        let dated = |customers: &[(Observed, u64)]| -> Counted {
            let each = customers.iter();
            each.map(|(observed, count)| (observed.dated(), *count))
                .collect()
        };
        if coding.is_empty() {
            return Self {
                all: dated(customers),
                by_group: vec![],
            };
        }
        let groups = customers.chunk_by(|left, right| left.0.group == right.0.group);
        let mut ungrouped = customers.to_vec();
        for (observed, _) in &mut ungrouped {
            observed.group = 0;
        }
        recounted(&mut ungrouped);
        Self {
            all: dated(&ungrouped),
            by_group: groups
                .map(|group| DatedGroup {
                    row: coding.row(group[0].0.group),
                    customers: dated(group),
                })
                .collect(),
        }
    }

    /// Some of the customers, if they are many: every n-th, in the order of what is known of them.
    pub(crate) fn thinned(&self) -> Counted {
        let every = self.customers().div_ceil(COMPARED).max(1);
        let mut before = every / 2;
        let thinned = self.all.iter().filter_map(|&(customer, count)| {
            let after = before + count;
            let taken = after / every - before / every;
            before = after;
            (taken > 0).then_some((customer, taken))
        });
        thinned.collect()
    }

    /// How many they are.
    pub(crate) fn customers(&self) -> u64 {
        self.all.iter().map(|(_, count)| count).sum()
    }

    /// The groups in the time of a season, for a fit.
    pub(crate) fn groups(
        &self,
        season: &Season,
        as_of: Day,
    ) -> Result<Vec<CovariateGroup>, LabError> {
        let groups = self.by_group.iter().map(|DatedGroup { row, customers }| {
            let histories: Histories = histories(customers, season, as_of)?;
            Ok(CovariateGroup {
                row: row.clone(),
                histories,
            })
        });
        groups.collect()
    }
}
