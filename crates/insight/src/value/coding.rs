//! How traits become covariates: which levels have an effect of their own, and what stands for all others.
//!
//! A level has an effect of its own when [`LEAST_CUSTOMERS`] customers have it, [`LEAST_REPEAT`] of whom came again; of more than
//! [`MOST_LEVELS`] the most frequent. The most frequent of all is the base that the others are compared with. What is left is gathered
//! into one level, if that is frequent enough itself; otherwise these customers count as the average one. So does a level that was not
//! seen. Customers of whom a trait is not known have the level `unknown`, to which the same applies.
//!
//! A *group* is a number for one level of each covariate; 0 is the average customer.

use std::collections::HashMap;

use lab::count_to_f64;

use crate::value::evidence::{Covariate, LeftOut};
use crate::value::traits::{self, Trait};

/// So many customers must have a level.
const LEAST_CUSTOMERS: u64 = 50;

/// So many of them must have come again.
const LEAST_REPEAT: u64 = 20;

/// So many levels of a covariate have effects of their own at most.
const MOST_LEVELS: usize = 11;

/// The level of those of whom nothing is known.
const UNKNOWN: &str = "unknown";

/// The customers of a level, or of a text of traits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) customers: u64,
    /// Those of them who came again.
    pub(crate) repeat: u64,
}

impl Count {
    /// The same with some more.
    pub(crate) fn add(&mut self, other: Self) {
        self.customers += other.customers;
        self.repeat += other.repeat;
    }

    fn is_enough(self) -> bool {
        self.customers >= LEAST_CUSTOMERS && self.repeat >= LEAST_REPEAT
    }
}

/// One covariate: its levels, the base first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Coded {
    pub(crate) name: String,
    /// Level and customers; a level without a name is that of the gathered ones.
    pub(crate) levels: Vec<(Option<String>, u64)>,
    /// How many levels are not among them.
    pub(crate) gathered: u64,
    /// The places of the levels.
    places: HashMap<String, usize>,
}

/// The covariates of a model.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Coding {
    pub(crate) covariates: Vec<Coded>,
}

impl Coding {
    /// Looks at the customers of each text of traits; tells why a trait can not be used.
    pub(crate) fn of(wanted: &[Trait], texts: &[String], counts: &[Count]) -> (Self, Vec<LeftOut>) {
        let (mut coding, mut left_out) = (Self::default(), Vec::new());
        for one in wanted {
            let mut levels: HashMap<&str, Count> = HashMap::new();
            for (text, &count) in texts.iter().zip(counts) {
                if count.customers > 0 {
                    let level = traits::level(text, one.name()).unwrap_or(UNKNOWN);
                    levels.entry(level).or_default().add(count);
                }
            }
            match Coded::of(one.name(), levels) {
                Ok(coded) => coding.covariates.push(coded),
                Err(reason) => left_out.push(LeftOut {
                    name: one.name().to_owned(),
                    reason,
                }),
            }
        }
        (coding, left_out)
    }

    /// The covariates that a model was kept with.
    pub(crate) fn kept(covariates: &[Covariate]) -> Self {
        let coded = covariates.iter().map(|covariate| {
            let levels = covariate.levels.iter();
            let levels = levels.map(|level| (level.level.clone(), level.customers));
            Coded::with(&covariate.name, levels.collect(), covariate.gathered)
        });
        Self {
            covariates: coded.collect(),
        }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.covariates.is_empty()
    }

    /// The traits that are looked at.
    pub(crate) fn traits(&self) -> Vec<Trait> {
        let names = self.covariates.iter().map(|one| one.name.parse());
        names.filter_map(Result::ok).collect()
    }

    /// The group of a text of traits.
    pub(crate) fn group(&self, text: &str) -> u32 {
        let number = self.covariates.iter().rev().fold(0, |number, one| {
            number * (one.levels.len() + 1) + one.place(text).map_or(0, |place| place + 1)
        });
        u32::try_from(number).unwrap_or(0)
    }

    /// How many groups there can be.
    pub(crate) fn groups(&self) -> usize {
        let each = self.covariates.iter().map(|one| one.levels.len() + 1);
        each.product()
    }

    /// The names of the columns: one a level but for the base.
    pub(crate) fn columns(&self) -> Vec<String> {
        let each = self.covariates.iter().flat_map(|one| {
            let levels = one.levels.iter().skip(1);
            levels.map(|(level, _)| {
                let level = level.as_deref().unwrap_or("all others");
                format!("{}={level}", one.name)
            })
        });
        each.collect()
    }

    /// The mean of each column, over the customers with a level.
    pub(crate) fn means(&self) -> Vec<f64> {
        let each = self.covariates.iter().flat_map(|one| {
            let all: u64 = one.levels.iter().map(|(_, customers)| customers).sum();
            let levels = one.levels.iter().skip(1);
            levels.map(move |(_, customers)| count_to_f64(*customers) / count_to_f64(all.max(1)))
        });
        each.collect()
    }

    /// The columns of a group: the average customer of a covariate has its means.
    pub(crate) fn row(&self, group: u32) -> Vec<f64> {
        let mut row = self.means();
        let mut rest = usize::try_from(group).unwrap_or(0);
        let mut from = 0;
        for one in &self.covariates {
            let place = rest % (one.levels.len() + 1);
            rest /= one.levels.len() + 1;
            let width = one.levels.len() - 1;
            if let Some(level) = place.checked_sub(1) {
                for (column, cell) in row[from..from + width].iter_mut().enumerate() {
                    *cell = f64::from(u8::from(column + 1 == level));
                }
            }
            from += width;
        }
        row
    }
}

impl Coded {
    fn of(name: &str, levels: HashMap<&str, Count>) -> Result<Self, String> {
        let all: u64 = levels.values().map(|count| count.customers).sum();
        let different = levels.len();
        if different < 2 {
            return Err(format!("it is the same for all {all} customers"));
        }
        let mut levels: Vec<(&str, Count)> = levels.into_iter().collect();
        levels.sort_unstable_by(|(left, one), (right, other)| {
            (other.customers.cmp(&one.customers)).then(left.cmp(right))
        });
        let (mut own, mut rest) = (Vec::new(), Count::default());
        for (level, count) in levels {
            if own.len() < MOST_LEVELS && count.is_enough() {
                own.push((Some(level.to_owned()), count.customers));
            } else {
                rest.add(count);
            }
        }
        let gathered = (different - own.len()) as u64;
        if !own.is_empty() && rest.is_enough() {
            own.push((None, rest.customers));
        }
        if own.len() < 2 {
            return Err(format!(
                "of its {different} levels {} is had by {LEAST_CUSTOMERS} customers, {LEAST_REPEAT} of whom came again, and two \
                 can be compared at least",
                if own.is_empty() { "none" } else { "one" }
            ));
        }
        Ok(Self::with(name, own, gathered))
    }

    fn with(name: &str, levels: Vec<(Option<String>, u64)>, gathered: u64) -> Self {
        let named = levels.iter().enumerate();
        let places = named.filter_map(|(place, (level, _))| Some((level.clone()?, place)));
        Self {
            name: name.to_owned(),
            places: places.collect(),
            levels,
            gathered,
        }
    }

    /// The place of the level that a text tells; `None` for the average customer.
    fn place(&self, text: &str) -> Option<usize> {
        let level = traits::level(text, &self.name).unwrap_or(UNKNOWN);
        let rest = || self.levels.iter().position(|(level, _)| level.is_none());
        self.places.get(level).copied().or_else(rest)
    }
}

#[cfg(test)]
mod tests;
