//! The calendar's season as operational time: days in which more is bought count for more.

mod estimate;
mod forecast;
mod month;
mod prior;
mod search;

pub use estimate::{SeasonFit, estimate_season};
pub use forecast::forecast_season_total;
pub(crate) use forecast::{seasonal, seasonal_mean};

use crate::error::LabError;
use crate::history::History;
use crate::maximise::check_positive;
use crate::number::count_to_f64;
use month::{days_in, month_of, start_of};

/// Months after the last one observed for which the pace is kept ready.
const MONTHS_AHEAD: i64 = 600;

/// The purchases of one customer, with their days. A day is a number of days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DatedHistory {
    /// The day of the first purchase.
    pub first_day: i64,
    /// The day of the last purchase.
    pub last_day: i64,
    /// Days with a purchase after the first.
    pub repeat_purchases: u64,
}

/// How fast purchases follow each other in each month of the calendar, and for the customers acquired in each quarter, compared
/// with what is usual.
///
/// # Model
///
/// A customer acquired in quarter q buys, while alive, at rate λ·c(q)·s(m) in calendar month m (Poisson). In operational time, where
/// a day is c(q)·s(m) long, the rate is λ again, and BG/NBD, MBG/NBD and Pareto/NBD hold as they are. The logarithms are normal
/// around 0. That of s(m) is the sum of a season that returns every year, a level that drifts, and what is peculiar to the month; a
/// month that has not been observed has the pace that the observed ones let expect. Quarters count from the first month.
///
/// # Inputs
///
/// Days as numbers of days since 1970-01-01; a day is over when it counts. [`estimate_season`] makes one from purchases.
///
/// # Output
///
/// [`Season::history`] and [`Season::span`]: what the models of purchases ask for, in operational days.
///
/// # Errors
///
/// [`LabError::NotPositive`] for a pace that is not above 0; [`LabError::RecencyOutside`] and [`LabError::NegativeTime`] for days in
/// another order than first, last, as of.
///
/// # Example
///
/// ```
/// use lab::{DatedHistory, Season};
/// let march_1997 = 1997 * 12 + 2;
/// let season = Season::new(march_1997, &[2.0], &[1.5])?;
/// let customer = DatedHistory { first_day: 9_921, last_day: 9_931, repeat_purchases: 1 }; // the first and the eleventh
/// let history = season.history(&customer, 9_951)?; // the thirty-first
/// assert_eq!((history.recency(), history.age()), (30.0, 90.0));
/// # Ok::<(), lab::LabError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Season {
    /// Year · 12 + month − 1 of the first pace; the months follow each other.
    first_month: i64,
    /// How many of them have been observed.
    observed: usize,
    paces: Vec<f64>,
    /// Pace of the customers acquired in each three months, from the first month on.
    quarters: Vec<f64>,
    /// The first day of each month.
    starts: Vec<i64>,
    /// Operational days before it.
    before: Vec<f64>,
}

impl Season {
    /// No season: operational days are days.
    pub fn flat() -> Self {
        Self {
            first_month: 0,
            observed: 0,
            paces: vec![],
            quarters: vec![],
            starts: vec![],
            before: vec![],
        }
    }

    /// A season with known paces of months in a row, the first of them given as year · 12 + month − 1, and of the customers
    /// acquired in each three of them.
    ///
    /// # Errors
    ///
    /// [`LabError::NotPositive`].
    pub fn new(first_month: i64, months: &[f64], quarters: &[f64]) -> Result<Self, LabError> {
        for pace in months.iter().chain(quarters) {
            check_positive("the pace of a month or a quarter", *pace)?;
        }
        if months.is_empty() {
            return Ok(Self::flat());
        }
        let logarithms = |paces: &[f64]| paces.iter().map(|pace| pace.ln()).collect::<Vec<f64>>();
        let (months, quarters) = (logarithms(months), logarithms(quarters));
        Ok(Self::of_effects(
            first_month,
            &months,
            &quarters,
            MONTHS_AHEAD,
        ))
    }

    /// Of logarithms of paces, which are finite; known for so many months ahead.
    pub(crate) fn of_effects(
        first_month: i64,
        effects: &[f64],
        quarters: &[f64],
        ahead: i64,
    ) -> Self {
        let mut months: Vec<(i64, f64)> = (first_month..).zip(effects.iter().copied()).collect();
        if ahead > 0 {
            months.extend(prior::after(first_month, effects, ahead));
        }
        let mut season = Self {
            first_month,
            observed: effects.len(),
            quarters: quarters.iter().map(|effect| effect.exp()).collect(),
            ..Self::flat()
        };
        let mut so_far = 0.0;
        for (month, effect) in months {
            season.paces.push(effect.exp());
            season.starts.push(start_of(month));
            season.before.push(so_far);
            so_far += effect.exp() * days_in(month);
        }
        season
    }

    /// Whether operational days are days.
    pub fn is_flat(&self) -> bool {
        self.observed == 0
    }

    /// The months observed, as year · 12 + month − 1, with their paces.
    pub fn months(&self) -> impl Iterator<Item = (i64, f64)> {
        let paces = self.paces.iter().take(self.observed).copied();
        (self.first_month..).zip(paces)
    }

    /// By how much the observed months differ: standard deviation of the logarithms of their paces.
    pub fn spread(&self) -> f64 {
        let logarithms = || self.months().map(|(_, pace)| pace.ln());
        let months = logarithms().count().max(1);
        let mean = logarithms().sum::<f64>() / count_to_f64(months as u64);
        let squares: f64 = logarithms().map(|value| (value - mean).powi(2)).sum();
        (squares / count_to_f64(months as u64)).sqrt()
    }

    /// The first month observed, as year · 12 + month − 1.
    pub fn first_month(&self) -> i64 {
        self.first_month
    }

    /// Paces of the customers acquired in each three months, from the first month on.
    pub fn quarters(&self) -> &[f64] {
        &self.quarters
    }

    /// The pace of a customer by the day of the first purchase: 1 for one acquired in a quarter not observed.
    pub fn pace_of_acquired(&self, first_day: i64) -> f64 {
        let place = self.quarter_of(first_day);
        place
            .and_then(|place| self.quarters.get(place))
            .copied()
            .unwrap_or(1.0)
    }

    /// The pace of a day: 1 in a usual month, and before the first one observed.
    pub fn pace(&self, day: i64) -> f64 {
        let after = self.starts.partition_point(|start| *start <= day);
        match after.checked_sub(1) {
            Some(place) => self.paces[place],
            None => 1.0,
        }
    }

    /// Operational days from the end of one day to the end of another; negative when the other is earlier.
    pub fn span(&self, after_day: i64, until_day: i64) -> f64 {
        self.time_at(until_day) - self.time_at(after_day)
    }

    /// What the models of purchases know about a customer at the end of a day, in operational days.
    ///
    /// # Errors
    ///
    /// [`LabError::RecencyOutside`], [`LabError::NegativeTime`].
    pub fn history(&self, customer: &DatedHistory, as_of_day: i64) -> Result<History, LabError> {
        let time = |until| self.horizon(customer.first_day, customer.first_day, until);
        let (recency, age) = (time(customer.last_day), time(as_of_day));
        History::new(customer.repeat_purchases, recency, age)
    }

    /// [`Season::span`] at the pace of a customer, known by the day of the first purchase.
    pub fn horizon(&self, first_day: i64, after_day: i64, until_day: i64) -> f64 {
        self.pace_of_acquired(first_day) * self.span(after_day, until_day)
    }

    /// Standard error of the span's logarithm, as far as months lie in it that have not been observed.
    pub fn span_error(&self, after_day: i64, until_day: i64) -> f64 {
        let total = self.span(after_day, until_day);
        if self.is_flat() || total <= 0.0 {
            return 0.0;
        }
        let unknown = self.first_month + i64::try_from(self.observed).unwrap_or(i64::MAX);
        let months = month_of(after_day + 1).max(unknown)..=month_of(until_day);
        let shares: Vec<(i64, f64)> = months
            .map(|month| {
                let from = (start_of(month) - 1).max(after_day);
                let until = (start_of(month + 1) - 1).min(until_day);
                (month, self.span(from, until) / total)
            })
            .collect();
        prior::variance(self.first_month, self.observed, &shares).sqrt()
    }

    fn quarter_of(&self, first_day: i64) -> Option<usize> {
        usize::try_from((month_of(first_day) - self.first_month).div_euclid(3)).ok()
    }

    /// Operational time at the end of a day, from the start of the first month.
    fn time_at(&self, day: i64) -> f64 {
        let after = self.starts.partition_point(|start| *start <= day + 1);
        let (start, before, pace) = match after.checked_sub(1) {
            Some(place) => (self.starts[place], self.before[place], self.paces[place]),
            None => (self.starts.first().copied().unwrap_or(0), 0.0, 1.0),
        };
        before + pace * month::days(day + 1 - start)
    }
}
