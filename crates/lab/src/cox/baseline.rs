//! The hazard that all subjects share, and how well it is known.

use crate::cox::partial::Partial;
use crate::cox::product;
use crate::delta::NORMAL_975;
use crate::error::{LabError, check_finite};
use crate::history::check_time;
use crate::survival::Estimate;

/// Sums over the times with events, up to and with each of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Baseline {
    /// Rising.
    times: Vec<f64>,
    /// Σ d/S for a subject with mean covariates; S is Σ exp(β'x) over those at risk, d the number of events.
    hazard: Vec<f64>,
    /// Σ d/S².
    variance: Vec<f64>,
    /// Σ d/S·x̄, a row for each time; x̄ is the mean covariate of those at risk, weighted with exp(β'x).
    means: Vec<f64>,
    longest: f64,
}

/// What lies between two times.
pub(crate) struct Stretch {
    hazard: f64,
    variance: f64,
    /// x·ΔΛ − Σ d/S·x̄: how the coefficients move the logarithm of the hazard.
    lever: Vec<f64>,
}

impl Baseline {
    pub(crate) fn new(partial: &Partial<'_>, at: &[f64]) -> Self {
        let (mut times, mut steps, mut means) = (Vec::new(), Vec::new(), Vec::new());
        let most = partial.for_each_event(at, |event| {
            let share = event.events / event.weight;
            times.push(event.time);
            steps.push([share, share / event.weight]);
            means.push(
                event
                    .first
                    .iter()
                    .map(|sum| share * sum / event.weight)
                    .collect::<Vec<f64>>(),
            );
        });
        // The sums leave e^most out.
        let back = (-most).exp();
        times.reverse();
        let (mut hazard, mut variance) = (Vec::new(), Vec::new());
        let (mut total, mut total_means) = ([0.0; 2], vec![0.0; at.len()]);
        let mut cumulated = Vec::with_capacity(times.len() * at.len());
        for (step, mean) in steps.iter().zip(&means).rev() {
            total[0] += step[0] * back;
            total[1] += step[1] * back * back;
            hazard.push(total[0]);
            variance.push(total[1]);
            let cells = total_means.iter_mut().zip(mean);
            cells.for_each(|(sum, part)| *sum += part * back);
            cumulated.extend_from_slice(&total_means);
        }
        Self {
            times,
            hazard,
            variance,
            means: cumulated,
            longest: partial.longest(),
        }
    }

    /// What lies after `from` and not after `until`, for a subject with these scaled covariates.
    pub(crate) fn between(&self, from: f64, until: f64, row: &[f64]) -> Result<Stretch, LabError> {
        check_time(from)?;
        check_time(until)?;
        check_time(until - from)?;
        if until > self.longest {
            return Err(LabError::BeyondObserved {
                time: until,
                last: self.longest,
            });
        }
        let count = |time: f64| self.times.partition_point(|at| *at <= time);
        // Events at time 0 belong to every stretch that starts there.
        let (before, after) = (if from > 0.0 { count(from) } else { 0 }, count(until));
        let sum = |sums: &[f64], count: usize| match count {
            0 => 0.0,
            count => sums[count - 1],
        };
        let difference = |sums: &[f64]| sum(sums, after) - sum(sums, before);
        let hazard = difference(&self.hazard);
        let width = row.len();
        let mean = |count: usize, column: usize| match count {
            0 => 0.0,
            count => self.means[(count - 1) * width + column],
        };
        let cells = row.iter().zip(0..);
        let lever =
            cells.map(|(x, column)| x * hazard - (mean(after, column) - mean(before, column)));
        Ok(Stretch {
            hazard,
            variance: difference(&self.variance),
            lever: lever.collect(),
        })
    }

    /// The first time at which the hazard has summed up to this.
    pub(crate) fn first_at(&self, hazard: f64) -> Option<f64> {
        // A product that reaches it but for rounding has reached it.
        let place = self
            .hazard
            .partition_point(|sum| *sum < hazard * (1.0 - 1e-12));
        self.times.get(place).copied()
    }
}

impl Stretch {
    /// Survival of a subject with this logarithm of the relative hazard.
    pub(crate) fn estimate(
        &self,
        predictor: f64,
        covariance: &[f64],
    ) -> Result<Estimate, LabError> {
        if self.hazard <= 0.0 {
            return Ok(Estimate {
                survival: 1.0,
                interval: Some((1.0, 1.0)),
            });
        }
        let rows = covariance.chunks(self.lever.len()).zip(&self.lever);
        let from_coefficients: f64 = rows
            .map(|(row, left)| left * product(row, &self.lever))
            .sum();
        let width = (self.variance + from_coefficients.max(0.0)).sqrt() / self.hazard;
        let middle = self.hazard.ln() + predictor;
        check_finite(
            "a survival, of the effect of covariates and its error,",
            &[middle, width],
        )?;
        let survival = |ln_hazard: f64| (-ln_hazard.exp()).exp();
        let reach = NORMAL_975 * width;
        Ok(Estimate {
            survival: survival(middle),
            interval: Some((survival(middle + reach), survival(middle - reach))),
        })
    }
}
