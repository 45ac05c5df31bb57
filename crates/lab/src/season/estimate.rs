//! The season that makes the purchases most probable, together with the model in its operational time.

use crate::bg_nbd::BgNbd;
use crate::error::LabError;
use crate::history::{Fitted, Histories, History};
use crate::number::count_to_f64;
use crate::season::month::{month_of, start_of};
use crate::season::prior::{cholesky, dot, root};
use crate::season::search::{
    Slope, climb, half_log_determinant, solve, solve_transposed, width_at,
};
use crate::season::{DatedHistory, MONTHS_AHEAD, Season};

/// Of more paces than this the curvature is taken as if the model's parameters were known: it is larger, so the evidence is too
/// small rather than too large.
const MANY: usize = 120;
/// Of more different customers than this, every n-th is read: months have enough purchases by far.
const ENOUGH: usize = 20_000;
/// Months that differ by less are no season. With a million customers any small misfit of the model speaks for a drift of the
/// months, and prolonging that drift is worse than none.
const SLIGHT: f64 = 0.1;

/// A season as estimated.
#[derive(Debug, Clone, PartialEq)]
pub struct SeasonFit {
    /// The season.
    pub season: Season,
    /// How much the purchases speak for a season: logarithm of the odds against none.
    pub evidence: f64,
    /// Steps of the search.
    pub iterations: usize,
}

impl SeasonFit {
    /// Whether the season is to be used: the purchases speak for one, and its months differ by more than slightly.
    pub fn is_taken(&self) -> bool {
        self.evidence > 0.0 && self.season.spread() >= SLIGHT
    }

    /// The season if it is to be used, otherwise none.
    pub fn into_taken(self) -> Season {
        if self.is_taken() {
            self.season
        } else {
            Season::flat()
        }
    }
}

/// Estimates the season from customers, each with the number of those who are alike, and from the repeat purchases of each
/// day: customers who bought on it and not for the first time.
///
/// # Model
///
/// BG/NBD in the operational time of [`Season`], with its parameters at their maximum for every season tried; the season is the
/// mode of the posterior. The evidence is Laplace's approximation of the integral over all seasons, the parameters at their maximum.
///
/// # Errors
///
/// [`LabError::Empty`] without customers or repeat purchases, [`LabError::PurchasesDiffer`] when days and customers have not the same
/// number of repeat purchases, [`LabError::NotConverged`], and those of [`Season::history`].
pub fn estimate_season(
    customers: &[(DatedHistory, u64)],
    repeat_purchases_by_day: &[(i64, u64)],
    as_of_day: i64,
) -> Result<SeasonFit, LabError> {
    let problem = Problem::new(customers, repeat_purchases_by_day, as_of_day)?;
    let flat = problem.fit(&Season::flat())?.log_likelihood;
    let root = root(problem.months, problem.purchases.len() - problem.months);
    // The curvature for known parameters, from the purchases expected of them: where the search starts, and how it scales.
    let curvature = curvature(&root, &problem.purchases);
    let lower = cholesky(&curvature).ok_or(LabError::NotConverged {
        iterations: 0,
        gradient_norm: f64::INFINITY,
    })?;
    let slope = |at: &[f64]| -> Result<Slope, LabError> {
        let (value, slope) = problem.posterior(&root, &solve_transposed(&lower, at))?;
        Ok((value, solve(&lower, &slope)))
    };
    let (at, value, iterations) = climb(lower.len(), slope)?;
    let mut width = half_log_determinant(&lower);
    if lower.len() <= MANY {
        width += half_log_determinant(&width_at(&at, slope)?);
    }
    Ok(SeasonFit {
        season: problem.season(&root, &solve_transposed(&lower, &at), MONTHS_AHEAD),
        evidence: value - width - flat,
        iterations,
    })
}

/// What a season is estimated from.
struct Problem {
    /// Sorted, each with its weight.
    customers: Vec<(DatedHistory, f64)>,
    as_of_day: i64,
    first_month: i64,
    /// How many months there are until then.
    months: usize,
    /// Repeat purchases of each month, then of the customers acquired in each three months.
    purchases: Vec<f64>,
}

impl Problem {
    fn new(
        customers: &[(DatedHistory, u64)],
        by_day: &[(i64, u64)],
        as_of_day: i64,
    ) -> Result<Self, LabError> {
        let empty = LabError::Empty {
            what: "the estimate of a season",
        };
        let first_day = customers.iter().map(|(customer, _)| customer.first_day);
        let first_month = first_day.min().map(month_of).ok_or(empty)?;
        let known: u64 = customers
            .iter()
            .map(|(customer, count)| customer.repeat_purchases * count)
            .sum();
        let counted = by_day.iter().map(|(_, count)| count).sum();
        if known != counted {
            return Err(LabError::PurchasesDiffer { counted, known });
        }
        let mut all: Vec<(DatedHistory, f64)> = customers
            .iter()
            .map(|&(customer, count)| (customer, count_to_f64(count)))
            .collect();
        all.sort_by_key(|(customer, _)| *customer);
        all.dedup_by(|(later, more), (earlier, weight)| {
            let same = later == earlier;
            if same {
                *weight += *more;
            }
            same
        });
        let step = all.len().div_ceil(ENOUGH);
        let read: Vec<_> = all.into_iter().step_by(step).collect();
        let read_purchases: f64 = read
            .iter()
            .map(|(customer, weight)| weight * count_to_f64(customer.repeat_purchases))
            .sum();
        let share = read_purchases / count_to_f64(known.max(1));
        let months = usize::try_from(month_of(as_of_day) - first_month + 1).unwrap_or(0);
        let mut purchases = vec![0.0; months + months.div_ceil(3)];
        for &(day, count) in by_day {
            let place = usize::try_from(month_of(day) - first_month).ok();
            let outside = LabError::NegativeTime {
                time: super::month::days(as_of_day - day),
            };
            let month = place.and_then(|place| purchases[..months].get_mut(place));
            *month.ok_or(outside)? += share * count_to_f64(count);
        }
        for (customer, weight) in &read {
            let since = month_of(customer.first_day) - first_month;
            let quarter = months + usize::try_from(since / 3).unwrap_or(0);
            if let Some(sum) = purchases.get_mut(quarter) {
                *sum += weight * count_to_f64(customer.repeat_purchases);
            }
        }
        Ok(Self {
            customers: read,
            as_of_day,
            first_month,
            months,
            purchases,
        })
    }

    fn season(&self, root: &[Vec<f64>], noise: &[f64], ahead: i64) -> Season {
        let effects: Vec<f64> = root.iter().map(|row| dot(row, noise)).collect();
        let (months, quarters) = effects.split_at(self.months);
        Season::of_effects(self.first_month, months, quarters, ahead)
    }

    fn histories(&self, season: &Season) -> Result<Vec<(History, f64)>, LabError> {
        let customers = self.customers.iter();
        customers
            .map(|(customer, weight)| Ok((season.history(customer, self.as_of_day)?, *weight)))
            .collect()
    }

    fn fit(&self, season: &Season) -> Result<Fitted<BgNbd>, LabError> {
        BgNbd::fit(&Histories::weighted(self.histories(season)?))
    }

    /// Logarithm of the posterior of the white noise behind the effects, up to a constant, and its slope.
    fn posterior(&self, root: &[Vec<f64>], noise: &[f64]) -> Result<Slope, LabError> {
        let season = self.season(root, noise, 0);
        let histories = self.histories(&season)?;
        let fitted = BgNbd::fit(&Histories::weighted(histories.clone()))?;
        let paces = season.months().map(|(_, pace)| pace);
        let paces = paces.chain(season.quarters().iter().copied());
        let exposures = self.exposures(&fitted.model, &season, &histories);
        let mut value = fitted.log_likelihood - 0.5 * dot(noise, noise);
        let mut slope: Vec<f64> = noise.iter().map(|part| -part).collect();
        let effects = paces.zip(&self.purchases).zip(exposures);
        for (row, ((pace, purchases), exposure)) in root.iter().zip(effects) {
            value += purchases * pace.ln();
            for (slope, part) in slope.iter_mut().zip(row) {
                *slope += part * (purchases - exposure);
            }
        }
        Ok((value, slope))
    }

    /// Purchases to expect in each month and of the customers of each quarter, of what is known of the customers: at their rate
    /// while they are known to be there, afterwards times the chance of it.
    fn exposures(&self, model: &BgNbd, season: &Season, histories: &[(History, f64)]) -> Vec<f64> {
        let [r, alpha, ..] = model.parameters();
        let start = start_of(self.first_month);
        let place = |day: i64| usize::try_from(day - start).unwrap_or(0);
        let mut exposures = vec![0.0; self.purchases.len()];
        let (by_month, by_quarter) = exposures.split_at_mut(self.months);
        // By day, as differences: a customer counts from the day after the first purchase on.
        let mut steps = vec![0.0; place(self.as_of_day) + 2];
        for ((customer, _), (history, weight)) in self.customers.iter().zip(histories) {
            let shape = r + count_to_f64(history.repeat_purchases());
            let alive = model.p_alive(history);
            let to_the_end = weight * alive * shape / (alpha + history.age());
            let to_the_last = weight * (1.0 - alive) * shape / (alpha + history.recency());
            if let Some(quarter) = season.quarter_of(customer.first_day) {
                by_quarter[quarter] += to_the_end * history.age() + to_the_last * history.recency();
            }
            let pace = season.pace_of_acquired(customer.first_day);
            steps[place(customer.first_day + 1)] += pace * (to_the_end + to_the_last);
            steps[place(customer.last_day + 1)] -= pace * to_the_last;
        }
        let mut rate = 0.0;
        for (sum, (month, pace)) in by_month.iter_mut().zip(season.months()) {
            let last = (start_of(month + 1) - 1).min(self.as_of_day);
            let days = steps[..=place(last)].iter().skip(place(start_of(month)));
            for step in days {
                rate += step;
                *sum += pace * rate;
            }
        }
        exposures
    }
}

/// 1 + rootᵀ · purchases · root.
fn curvature(root: &[Vec<f64>], purchases: &[f64]) -> Vec<Vec<f64>> {
    let size = purchases.len();
    let cell = |row: usize, column: usize| -> f64 {
        let months = root.iter().zip(purchases);
        let sum: f64 = months
            .map(|(line, count)| line[row] * count * line[column])
            .sum();
        if row == column { 1.0 + sum } else { sum }
    };
    (0..size)
        .map(|row| (0..size).map(|column| cell(row, column)).collect())
        .collect()
}
