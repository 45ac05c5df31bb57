//! What a fit looks at: every customer at the end of the training window, and the same customers at an earlier day
//! with what they did since.

use lab::{Histories, History, LabError, SpendHistory};

use crate::calendar::Day;
use crate::history::{self, Part, Reading};
use crate::source::Source;
use crate::value::histories;
use crate::{InsightError, MoneyKind};

/// The report's name in errors.
pub(crate) const REPORT: &str = "value";

/// What the purchase models know of a customer, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Observed {
    /// Occasions after the first.
    pub(crate) repeats: u32,
    /// Days from the first occasion to the last.
    pub(crate) recency_days: u32,
    /// Days from the first occasion to the end of the observation.
    pub(crate) age_days: u32,
}

impl Observed {
    /// A customer with so many occasions, seen until the end of `as_of`; days before the first count as none.
    pub(crate) fn new(repeats: u32, first: Day, last: Day, as_of: Day) -> Self {
        let days = |until: Day| u32::try_from(until.saturating_sub(first)).unwrap_or(0);
        Self {
            repeats,
            recency_days: days(last),
            age_days: days(as_of),
        }
    }

    /// The same for the models.
    pub(crate) fn history(&self) -> Result<History, LabError> {
        History::new(
            u64::from(self.repeats),
            f64::from(self.recency_days),
            f64::from(self.age_days),
        )
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
    /// The customers of the calibration.
    pub(crate) held: Vec<(Held, u64)>,
    /// Occasions of these customers on each day after the calibration.
    pub(crate) later_by_day: Vec<u64>,
    /// Customers with repeat occasions that brought something.
    pub(crate) spent: Vec<Spent>,
    /// Customers with repeat occasions that brought nothing, all being given back.
    pub(crate) spent_nothing: u64,
    /// What all occasions brought, minor units.
    pub(crate) revenue_minor: i64,
    /// All occasions.
    pub(crate) occasions: u64,
}

/// One thread's share.
#[derive(Debug, Clone, Default)]
struct Share {
    observed: Vec<Observed>,
    held: Vec<Held>,
    later_by_day: Vec<u64>,
    spent: Vec<Spent>,
    spent_nothing: u64,
    revenue_minor: i64,
    occasions: u64,
}

impl Sample {
    /// Reads the lake once.
    pub(crate) async fn read(
        source: &Source<'_>,
        window: Window,
        money: MoneyKind,
    ) -> Result<Self, InsightError> {
        let reading = Reading {
            report: REPORT,
            until: window.until,
            returns: money == MoneyKind::Net,
        };
        let days = window.split.map_or(0, |split| window.until - split);
        let start = Share {
            later_by_day: vec![0; usize::try_from(days).unwrap_or(0)],
            ..Share::default()
        };
        let shares = history::walk(source, reading, start, move |share, part| {
            share.add(part, window);
        })
        .await?;
        Ok(Self::of(shares))
    }

    fn of(shares: Vec<Share>) -> Self {
        let mut all = Self::default();
        let (mut observed, mut held) = (Vec::new(), Vec::new());
        for share in shares {
            observed.extend(share.observed);
            held.extend(share.held);
            all.spent.extend(share.spent);
            all.spent_nothing += share.spent_nothing;
            all.revenue_minor += share.revenue_minor;
            all.occasions += share.occasions;
            all.later_by_day.resize(share.later_by_day.len(), 0);
            for (sum, count) in all.later_by_day.iter_mut().zip(share.later_by_day) {
                *sum += count;
            }
        }
        all.observed = counted(observed);
        all.held = counted(held);
        // The order of the threads does not matter.
        all.spent.sort_unstable_by(|left, right| {
            (left.repeats.cmp(&right.repeats)).then(left.mean_minor.total_cmp(&right.mean_minor))
        });
        all
    }

    /// The customers at the end of the window, for the models.
    pub(crate) fn histories(&self) -> Result<Histories, LabError> {
        compressed(self.observed.iter().copied())
    }

    /// The customers at the end of the calibration, for the models.
    pub(crate) fn calibration(&self) -> Result<Histories, LabError> {
        compressed(
            self.held
                .iter()
                .map(|&(held, customers)| (held.observed, customers)),
        )
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
        for &orders in &self.later_by_day {
            hash.word(orders);
        }
        for spent in &self.spent {
            hash.word(u64::from(spent.repeats));
            hash.word(spent.mean_minor.to_bits());
        }
        hash.word(self.revenue_minor.cast_unsigned());
        format!("{:032x}", hash.0)
    }
}

impl Share {
    fn add(&mut self, part: &Part, window: Window) {
        let now = histories::of(part, window.until);
        for (orders, customer) in part.customers().zip(&now) {
            let Some(customer) = customer else { continue };
            let repeats = customer.repeats();
            let (first, last) = (customer.first_day, customer.last_day);
            let observed = Observed::new(repeats, first, last, window.until);
            self.observed.push(observed);
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
            let Some(split) = window.split.filter(|&split| first <= split) else {
                continue;
            };
            let (mut before, mut last_before, mut day) = (0_u32, first, None);
            for placed in orders {
                if day == Some(placed.day) {
                    continue;
                }
                day = Some(placed.day);
                if placed.day <= split {
                    before += 1;
                    last_before = placed.day;
                } else if let Ok(after) = usize::try_from(placed.day - split - 1)
                    && let Some(count) = self.later_by_day.get_mut(after)
                {
                    *count += 1;
                }
            }
            self.held.push(Held {
                observed: Observed::new(before.saturating_sub(1), first, last_before, split),
                later: customer.occasions.saturating_sub(before),
            });
        }
    }
}

/// Equal ones once, each with its number.
fn counted<T: Copy + Ord>(mut all: Vec<T>) -> Vec<(T, u64)> {
    all.sort_unstable();
    all.chunk_by(PartialEq::eq)
        .map(|equal| (equal[0], equal.len() as u64))
        .collect()
}

fn compressed(all: impl Iterator<Item = (Observed, u64)>) -> Result<Histories, LabError> {
    let histories: Result<Vec<(History, u64)>, LabError> = all
        .map(|(observed, customers)| Ok((observed.history()?, customers)))
        .collect();
    Ok(Histories::compress(histories?))
}

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
        for number in [observed.repeats, observed.recency_days, observed.age_days] {
            self.word(u64::from(number));
        }
        self.word(customers);
    }
}
