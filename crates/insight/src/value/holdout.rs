//! One candidate against the held-out part of the history.

use lab::{LabError, Season, count_to_f64};

use crate::calendar::{Day, Unit, date_of, day_of};
use crate::value::evidence::{Holdout, PastOrders, Range, Tracking};
use crate::value::fitted::Fit;
use crate::value::parallel::in_pieces;
use crate::value::purchases::Purchases;
use crate::value::sample::{Compared, Held, Sample};

/// Up to so many days the tracking goes by week, then by month.
const DAYS_BY_WEEK: Day = 120;

/// Customers with so many repeat orders and more are told together.
const MANY_ORDERS: usize = 7;

/// The periods of the held-out part: label, last day.
pub(crate) fn periods(split: Day, until: Day) -> Vec<(String, Day)> {
    let unit = if until - split <= DAYS_BY_WEEK {
        Unit::Week
    } else {
        Unit::Month
    };
    let mut periods = Vec::new();
    let mut start = unit.start(date_of(split + 1));
    while day_of(start) <= until {
        let next = unit.next(start);
        periods.push((unit.label(start), (day_of(next) - 1).min(until)));
        start = next;
    }
    periods
}

/// A candidate fitted on the calibration, with the pace that its days follow.
pub(crate) struct Calibrated<'a> {
    pub(crate) fit: &'a Fit,
    /// The models of the customers.
    pub(crate) purchases: Purchases,
    pub(crate) season: &'a Season,
    /// The customers of the calibration.
    pub(crate) customers: &'a Compared,
    /// The last day of the calibration.
    pub(crate) split: Day,
}

/// Holds a candidate against the rest of the window. The loss is without the others' errors yet.
pub(crate) fn holdout(
    candidate: &Calibrated<'_>,
    sample: &Sample,
    until: Day,
) -> Result<Holdout, LabError> {
    let split = candidate.split;
    let periods = periods(split, until);
    // Customers of whom the model knows the same have the same forecast: it is made once.
    let alike: Vec<&[(Held, u64)]> = sample
        .held
        .chunk_by(|left, right| left.0.observed == right.0.observed)
        .collect();
    let pieces = in_pieces(&alike, |piece| {
        let mut sums = Sums::new(periods.len());
        // Those who differ in the last order alone would buy the same if they are still there.
        let pairs = piece.chunk_by(|left, right| pair(left) == pair(right));
        for same in pairs {
            let while_there = candidate.while_there(same[0], &periods)?;
            for customers in same {
                sums.add(candidate, customers, &while_there)?;
            }
        }
        Ok(sums)
    })?;
    let sums = pieces.iter().fold(Sums::new(periods.len()), Sums::join);
    let (season, customers) = (candidate.season, candidate.customers);
    let total = candidate.fit.total(season, customers, (split, until))?;
    let actual = sums.actual();
    let error = (actual > 0.0).then(|| sums.forecast() / actual - 1.0);
    Ok(Holdout {
        orders: Range {
            mean: total.mean,
            low: total.low,
            high: total.high,
        },
        error,
        mae: sums.absolute / sums.customers,
        rmse: (sums.squared / sums.customers).sqrt(),
        correlation: sums.correlation(),
        loss: error.map_or(sums.forecast(), f64::abs),
        by_past_orders: sums.by_past_orders(),
        tracking: tracking(&periods, &sums, sample, split),
    })
}

/// What decides on the orders of customers who are still there.
fn pair(customers: &[(Held, u64)]) -> Option<(u32, u32, Day)> {
    let (Held { observed, .. }, _) = customers.first()?;
    Some((observed.group, observed.repeats, observed.first_day))
}

impl Calibrated<'_> {
    /// Orders until the end of each period of customers who are still there.
    fn while_there(
        &self,
        customers: &[(Held, u64)],
        periods: &[(String, Day)],
    ) -> Result<Vec<f64>, LabError> {
        let Some((held, _)) = customers.first() else {
            return Ok(vec![]);
        };
        let (dated, split) = (held.observed.dated(), i64::from(self.split));
        let history = self.season.history(&dated, split)?;
        let model = self.purchases.of(held.observed.group);
        let until = periods.iter().map(|&(_, until)| {
            let horizon = (self.season).horizon(dated.first_day, split, i64::from(until));
            model.discounted_while_alive(&history, horizon, 0.0)
        });
        until.collect()
    }
}

fn tracking(periods: &[(String, Day)], sums: &Sums, sample: &Sample, split: Day) -> Vec<Tracking> {
    periods
        .iter()
        .zip(&sums.cumulative)
        .map(|(&(ref period, until), &forecast)| {
            let days = usize::try_from(until - split).unwrap_or(0);
            Tracking {
                period: period.clone(),
                until: date_of(until),
                forecast,
                actual: sample.later_by_day.iter().take(days).sum(),
            }
        })
        .collect()
}

/// What customers add up to; all numbers over customers.
#[derive(Debug, Clone)]
struct Sums {
    customers: f64,
    absolute: f64,
    squared: f64,
    forecast_squared: f64,
    actual_squared: f64,
    product: f64,
    /// Customers, forecast and actual by repeat orders.
    by_past: [[f64; 3]; MANY_ORDERS + 1],
    /// Forecast until the end of each period.
    cumulative: Vec<f64>,
}

impl Sums {
    fn new(periods: usize) -> Self {
        Self {
            customers: 0.0,
            absolute: 0.0,
            squared: 0.0,
            forecast_squared: 0.0,
            actual_squared: 0.0,
            product: 0.0,
            by_past: Default::default(),
            cumulative: vec![0.0; periods],
        }
    }

    /// Adds customers of whom the model knows the same, with their orders until the end of each period if they are still there.
    fn add(
        &mut self,
        candidate: &Calibrated<'_>,
        customers: &[(Held, u64)],
        while_there: &[f64],
    ) -> Result<(), LabError> {
        let Some(&(Held { observed, .. }, _)) = customers.first() else {
            return Ok(());
        };
        let split = i64::from(candidate.split);
        let history = candidate.season.history(&observed.dated(), split)?;
        let model = candidate.purchases.of(observed.group);
        let p_alive = model.p_alive(&history);
        let alike: u64 = customers.iter().map(|&(_, count)| count).sum();
        let mut forecast = 0.0;
        for (sum, while_there) in self.cumulative.iter_mut().zip(while_there) {
            // The last period ends with the held-out part.
            forecast = p_alive * while_there;
            *sum += forecast * count_to_f64(alike);
        }
        let past = usize::try_from(observed.repeats).map_or(MANY_ORDERS, |n| n.min(MANY_ORDERS));
        for &(held, count) in customers {
            let (count, actual) = (count_to_f64(count), f64::from(held.later));
            self.customers += count;
            self.absolute += count * (forecast - actual).abs();
            self.squared += count * (forecast - actual).powi(2);
            self.forecast_squared += count * forecast * forecast;
            self.actual_squared += count * actual * actual;
            self.product += count * forecast * actual;
            let [customers, forecasts, actuals] = &mut self.by_past[past];
            *customers += count;
            *forecasts += count * forecast;
            *actuals += count * actual;
        }
        Ok(())
    }

    fn join(mut self, other: &Self) -> Self {
        self.customers += other.customers;
        self.absolute += other.absolute;
        self.squared += other.squared;
        self.forecast_squared += other.forecast_squared;
        self.actual_squared += other.actual_squared;
        self.product += other.product;
        for (sums, others) in self.by_past.iter_mut().zip(other.by_past) {
            for (sum, other) in sums.iter_mut().zip(others) {
                *sum += other;
            }
        }
        for (sum, other) in self.cumulative.iter_mut().zip(&other.cumulative) {
            *sum += other;
        }
        self
    }

    fn forecast(&self) -> f64 {
        self.by_past.iter().map(|sums| sums[1]).sum()
    }

    fn actual(&self) -> f64 {
        self.by_past.iter().map(|sums| sums[2]).sum()
    }

    fn correlation(&self) -> Option<f64> {
        let (forecast, actual) = (
            self.forecast() / self.customers,
            self.actual() / self.customers,
        );
        let forecasts = self.forecast_squared / self.customers - forecast * forecast;
        let actuals = self.actual_squared / self.customers - actual * actual;
        let scale = (forecasts.max(0.0) * actuals.max(0.0)).sqrt();
        (scale > 1e-12).then(|| (self.product / self.customers - forecast * actual) / scale)
    }

    fn by_past_orders(&self) -> Vec<PastOrders> {
        self.by_past
            .iter()
            .enumerate()
            .map(|(repeats, &[customers, forecast, actual])| {
                let mean = |sum: f64| (customers > 0.0).then(|| sum / customers);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a sum of counts"
                )]
                let count = customers as u64;
                PastOrders {
                    repeat_orders: match repeats {
                        MANY_ORDERS => format!("{repeats}+"),
                        _ => repeats.to_string(),
                    },
                    customers: count,
                    forecast: mean(forecast),
                    actual: mean(actual),
                }
            })
            .collect()
    }
}
