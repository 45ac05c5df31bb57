//! What a fit looks at: every customer at the end of the training window, and the same customers at an earlier day
//! with what they did since.

mod compared;
mod covariates;

use std::sync::Arc;

use lab::{DatedHistory, Histories, LabError, Season, SeasonFit, SpendHistory, estimate_season};

use crate::calendar::Day;
use crate::history::{self, Part, Reading, level_of};
use crate::source::Source;
use crate::value::histories;
use crate::value::traits::{Trait, Traits};
use crate::{InsightError, MoneyKind};
pub(crate) use compared::Compared;
pub(crate) use covariates::Covariates;

/// The report's name in errors.
pub(crate) const REPORT: &str = "value";

/// Of more customers than this, some are compared: the errors of the candidates differ by far more than chance does among so many.
pub(crate) const COMPARED: u64 = 200_000;

/// How often the customers can be halved for that.
const LEVELS: usize = 16;

/// What the purchase models know of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Observed {
    /// The group of customers with the same covariates; 0 where covariates make no difference.
    pub(crate) group: u32,
    /// Occasions after the first.
    pub(crate) repeats: u32,
    /// The day of the first occasion.
    pub(crate) first_day: Day,
    /// The day of the last one.
    pub(crate) last_day: Day,
}

impl Observed {
    /// The same with its days, for a season.
    pub(crate) fn dated(&self) -> DatedHistory {
        DatedHistory {
            first_day: i64::from(self.first_day),
            last_day: i64::from(self.last_day),
            repeat_purchases: u64::from(self.repeats),
        }
    }
}

/// A customer at the end of the calibration, and the occasions since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Held {
    /// What was known then.
    pub(crate) observed: Observed,
    /// Occasions from then to the end of the training window.
    pub(crate) later: u32,
}

/// What the spend model knows of a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spent {
    /// Occasions after the first.
    pub(crate) repeats: u32,
    /// Mean of what they brought, minor units, above 0.
    pub(crate) mean_minor: f64,
}

/// The days of a fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    /// The first day with an order.
    pub(crate) from: Day,
    /// The last day of the calibration; `None` without a comparison.
    pub(crate) split: Option<Day>,
    /// The last day that is looked at.
    pub(crate) until: Day,
}

/// What a fit looks at. Equal customers are counted together; nobody is named.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sample {
    /// All customers at the end of the window.
    pub(crate) observed: Vec<(Observed, u64)>,
    /// The customers of the calibration that are compared.
    pub(crate) held: Vec<(Held, u64)>,
    /// Occasions of these customers on each day after the calibration.
    pub(crate) later_by_day: Vec<u64>,
    /// Their occasions after the first on each day from the first day with an order on.
    pub(crate) held_repeats_by_day: Vec<u64>,
    /// The customers of the calibration, whether compared or not.
    pub(crate) calibrated: u64,
    /// The first day with an order.
    pub(crate) from: Day,
    /// Occasions after the first on each day from then on, of all customers.
    pub(crate) repeats_by_day: Vec<u64>,
    /// Customers with repeat occasions that brought something.
    pub(crate) spent: Vec<Spent>,
    /// Customers with repeat occasions that brought nothing, all being given back.
    pub(crate) spent_nothing: u64,
    /// What all occasions brought, minor units.
    pub(crate) revenue_minor: i64,
    /// All occasions.
    pub(crate) occasions: u64,
    /// What tells the groups of the customers apart.
    pub(crate) covariates: Covariates,
}

/// One thread's share.
#[derive(Debug, Clone, Default)]
struct Share {
    traits: Arc<Traits>,
    observed: Vec<Observed>,
    levels: [Level; LEVELS],
    spent: Vec<Spent>,
    spent_nothing: u64,
    revenue_minor: i64,
    occasions: u64,
}

/// The customers whose ids come to one level: half of all to the first, half of the rest to the next, and so on. The customers
/// from a level on are a fair choice, and what they did is counted without the others.
#[derive(Debug, Clone, Default)]
struct Level {
    held: Vec<Held>,
    later_by_day: Vec<u64>,
    repeats_by_day: Vec<u64>,
}

impl Sample {
    /// Reads the lake once, and before it what is asked of the customers' traits.
    pub(crate) async fn read(
        source: &Source<'_>,
        window: Window,
        money: MoneyKind,
        asked: Vec<Trait>,
    ) -> Result<Self, InsightError> {
        let traits = Arc::new(Traits::read(source, &asked).await?);
        let reading = Reading {
            report: REPORT,
            until: window.until,
            returns: money == MoneyKind::Net,
        };
        let zeros = |days: Day| vec![0; usize::try_from(days).unwrap_or(0)];
        let level = Level {
            later_by_day: zeros(window.split.map_or(0, |split| window.until - split)),
            repeats_by_day: zeros(window.until - window.from + 1),
            held: vec![],
        };
        let start = Share {
            traits: Arc::clone(&traits),
            levels: std::array::from_fn(|_| level.clone()),
            ..Share::default()
        };
        let shares = history::walk(source, reading, start, move |share, part| {
            share.add(part, window);
        })
        .await?;
        let mut sample = Self {
            from: window.from,
            ..Self::of(shares, COMPARED)
        };
        sample.deal_out(asked, &traits.texts);
        Ok(sample)
    }

    /// Joins what the threads counted; at most so many customers are compared.
    fn of(shares: Vec<Share>, compared: u64) -> Self {
        let mut all = Self::default();
        let (mut observed, mut held) = (Vec::new(), Vec::new());
        let mut left = [0_u64; LEVELS];
        for share in &shares {
            for (count, level) in left.iter_mut().zip(&share.levels) {
                *count += level.held.len() as u64;
            }
        }
        all.calibrated = left.iter().sum();
        let mut taken = all.calibrated;
        let first = (0..LEVELS - 1).find(|&level| {
            let few = taken <= compared;
            taken -= left[level];
            few
        });
        let first = first.unwrap_or(LEVELS - 1);
        for share in shares {
            observed.extend(share.observed);
            for (place, level) in share.levels.into_iter().enumerate() {
                add(&mut all.repeats_by_day, &level.repeats_by_day);
                if place >= first {
                    held.extend(level.held);
                    add(&mut all.later_by_day, &level.later_by_day);
                    add(&mut all.held_repeats_by_day, &level.repeats_by_day);
                }
            }
            all.spent.extend(share.spent);
            all.spent_nothing += share.spent_nothing;
            all.revenue_minor += share.revenue_minor;
            all.occasions += share.occasions;
        }
        all.observed = counted(observed);
        all.held = counted(held);
        // The order of the threads does not matter.
        all.spent.sort_unstable_by(|left, right| {
            (left.repeats.cmp(&right.repeats)).then(left.mean_minor.total_cmp(&right.mean_minor))
        });
        all
    }

    /// The pace of the calendar until the end of a day, from customers as they were then and their repeat occasions of each
    /// day; `None` where it can not be told.
    pub(crate) fn season(
        &self,
        customers: &[(DatedHistory, u64)],
        repeats_by_day: &[u64],
        until: Day,
    ) -> Option<SeasonFit> {
        let by_day: Vec<(i64, u64)> = (i64::from(self.from)..=i64::from(until))
            .zip(repeats_by_day.iter().copied())
            .collect();
        estimate_season(customers, &by_day, i64::from(until)).ok()
    }

    /// Customers at the end of the window.
    pub(crate) fn customers(&self) -> u64 {
        self.observed.iter().map(|&(_, customers)| customers).sum()
    }

    /// Customers who came on more than one day.
    pub(crate) fn repeat_customers(&self) -> u64 {
        let repeat = |&&(observed, _): &&(Observed, u64)| observed.repeats > 0;
        (self
            .observed
            .iter()
            .filter(repeat)
            .map(|&(_, customers)| customers))
        .sum()
    }

    /// For the spend model.
    pub(crate) fn spend_histories(&self) -> Vec<SpendHistory> {
        (self.spent.iter())
            .map(|spent| SpendHistory {
                repeat_purchases: u64::from(spent.repeats),
                mean_value: spent.mean_minor,
            })
            .collect()
    }

    /// Equal for equal samples, and otherwise hardly ever.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hash = Fnv::default();
        for &(observed, customers) in &self.observed {
            hash.observed(observed, customers);
        }
        for &(held, customers) in &self.held {
            hash.observed(held.observed, customers);
            hash.word(u64::from(held.later));
        }
        for &orders in self.later_by_day.iter().chain(&self.repeats_by_day) {
            hash.word(orders);
        }
        for spent in &self.spent {
            hash.word(u64::from(spent.repeats));
            hash.word(spent.mean_minor.to_bits());
        }
        hash.word(self.revenue_minor.cast_unsigned());
        self.covariates.each_word(|word| hash.word(word));
        format!("{:032x}", hash.0)
    }
}

impl Share {
    fn add(&mut self, part: &Part, window: Window) {
        let now = histories::of(part, window.until);
        for ((orders, customer), &id) in part.customers().zip(&now).zip(part.ids()) {
            let Some(customer) = customer else { continue };
            let level = &mut self.levels[level_of(id, LEVELS)];
            let repeats = customer.repeats();
            let (first, last) = (customer.first_day, customer.last_day);
            let group = self.traits.of(id);
            self.observed.push(Observed {
                group,
                repeats,
                first_day: first,
                last_day: last,
            });
            self.revenue_minor += customer.revenue_minor;
            self.occasions += u64::from(customer.occasions);
            if customer.mean_spend_minor > 0.0 {
                self.spent.push(Spent {
                    repeats,
                    mean_minor: customer.mean_spend_minor,
                });
            } else if repeats > 0 {
                self.spent_nothing += 1;
            }
            let split = window.split.filter(|&split| first <= split);
            let (mut before, mut last_before, mut day) = (0_u32, first, first);
            for placed in orders {
                if day == placed.day {
                    continue;
                }
                day = placed.day;
                count(&mut level.repeats_by_day, day - window.from);
                match split {
                    Some(split) if split < day => count(&mut level.later_by_day, day - split - 1),
                    _ => (before, last_before) = (before + 1, day),
                }
            }
            if split.is_some() {
                level.held.push(Held {
                    observed: Observed {
                        group,
                        repeats: before,
                        first_day: first,
                        last_day: last_before,
                    },
                    later: repeats.saturating_sub(before),
                });
            }
        }
    }
}

fn count(days: &mut [u64], place: Day) {
    if let Some(count) = usize::try_from(place)
        .ok()
        .and_then(|place| days.get_mut(place))
    {
        *count += 1;
    }
}

fn add(sums: &mut Vec<u64>, counts: &[u64]) {
    sums.resize(counts.len(), 0);
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += count;
    }
}

/// Equal ones once, each with its number.
fn counted<T: Copy + Ord>(mut all: Vec<T>) -> Vec<(T, u64)> {
    all.sort_unstable();
    all.chunk_by(PartialEq::eq)
        .map(|equal| (equal[0], equal.len() as u64))
        .collect()
}

/// Brings counted ones that changed into order again, equal ones once.
fn recounted<T: Copy + Ord>(all: &mut Vec<(T, u64)>) {
    all.sort_unstable();
    all.dedup_by(|(later, more), (earlier, count)| {
        let same = later == earlier;
        if same {
            *count += *more;
        }
        same
    });
}

/// Customers for the models, in the time of a season.
pub(crate) fn histories(
    customers: &[(DatedHistory, u64)],
    season: &Season,
    as_of: Day,
) -> Result<Histories, LabError> {
    let histories: Result<Vec<_>, LabError> = customers
        .iter()
        .map(|(customer, count)| Ok((season.history(customer, i64::from(as_of))?, *count)))
        .collect();
    Ok(Histories::compress(histories?))
}

#[cfg(test)]
mod tests;

/// FNV-1a with 128 bits, fed with words.
struct Fnv(u128);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fnv {
    fn word(&mut self, word: u64) {
        for byte in word.to_le_bytes() {
            self.0 ^= u128::from(byte);
            self.0 = self
                .0
                .wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }

    fn observed(&mut self, observed: Observed, customers: u64) {
        if observed.group > 0 {
            self.word(u64::from(observed.group));
        }
        self.word(u64::from(observed.repeats));
        for day in [observed.first_day, observed.last_day] {
            self.word(u64::from(day.cast_unsigned()));
        }
        self.word(customers);
    }
}
