//! How far the value of all customers together can be off: chance, and parameters that are not known exactly.
//!
//! **Chance.** Given the parameters, customers are independent. For one of them, N orders to come of a mean worth that
//! itself is not known: Var(V) = E(N)·E(σ²) + Var(N)·m² + E(N²)·Var(m), the spend's parts from the Gamma-Gamma posterior.
//! Discounting scales an order by what it does on average.
//!
//! **Parameters.** The delta method: the sum's derivatives by the parameters of purchases and of spend, by central
//! differences, with their covariances. The two are fitted apart and taken as independent. Months that have not been seen yet
//! have a pace of their own doubt, which comes to it.
//!
//! Both are computed on every k-th customer of the sorted base, 20 000 at most, and scaled up: a width needs no more.

use lab::{GammaGamma, LabError, count_to_f64};

use crate::value::evidence::Range;
use crate::value::histories::CustomerHistory;
use crate::value::model::{Found, ValueModel};
use crate::value::parallel::in_pieces;
use crate::value::worth::{Valuation, YEAR_DAYS, YEARS};

/// Customers that are looked at.
const SAMPLE: usize = 20_000;

/// The normal quantile of a two-sided 95 %.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// A step of the central differences, as a share of the parameter; of an effect as it is.
const STEP: f64 = 1e-4;

/// So many parameters of the purchases come before the effects of covariates.
const PARAMETERS: usize = 4;

/// The interval around a sum; a value can not be less than nothing where the margin is positive.
pub(super) fn range(mean: f64, error: f64) -> Range {
    let half = NORMAL_95 * error;
    Range {
        mean,
        low: if mean >= 0.0 {
            (mean - half).max(0.0)
        } else {
            mean - half
        },
        high: mean + half,
    }
}

/// The standard errors of the value of all customers over each of [`YEARS`], minor units.
pub(super) fn errors(
    parts: &[Vec<CustomerHistory>],
    found: &Found,
    valuation: &Valuation,
) -> Result<[f64; 3], LabError> {
    let all: usize = parts.iter().map(Vec::len).sum();
    let sample: Vec<CustomerHistory> = (parts.iter().flatten())
        .step_by(all.div_ceil(SAMPLE).max(1))
        .copied()
        .collect();
    if sample.is_empty() {
        return Ok([0.0; 3]);
    }
    let scale = count_to_f64(all as u64) / count_to_f64(sample.len() as u64);
    let chance = chance(&sample, valuation)?;
    let doubt = doubt(&sample, found, valuation)?;
    let mut errors = [0.0; 3];
    for ((error, chance), doubt) in errors.iter_mut().zip(chance).zip(doubt) {
        *error = valuation.margin.abs() * (chance * scale + doubt * scale * scale).sqrt();
    }
    Ok(errors)
}

/// The variance of the sampled customers' value, before costs, for given parameters.
fn chance(sample: &[CustomerHistory], valuation: &Valuation) -> Result<[f64; 3], LabError> {
    let purchases = &valuation.model.purchases;
    let pieces = in_pieces(sample, |piece| {
        let mut sums = [0.0; 3];
        for customer in piece {
            let observed = customer.observed();
            let history = valuation.model.history(&observed, valuation.as_of)?;
            let purchases = purchases.of(observed.group);
            let spend = Spend::of(customer, valuation);
            for (sum, years) in sums.iter_mut().zip(YEARS) {
                let days = YEAR_DAYS * f64::from(years);
                let horizon = valuation.model.horizon(&observed, valuation.as_of, days);
                let orders = purchases.expected_purchases(&history, horizon)?;
                if orders <= 0.0 {
                    continue;
                }
                let variance = purchases.purchases_variance(&history, horizon)?;
                let kept = valuation.discounted_orders(&observed, years)? / orders;
                let value = orders * spend.within
                    + variance * spend.mean * spend.mean
                    + (variance + orders * orders) * spend.between;
                *sum += kept * kept * value;
            }
        }
        Ok(sums)
    })?;
    Ok(added(pieces))
}

/// What is known of the worth of a customer's orders: its mean, the expected variance of one order around the
/// customer's own mean, the variance of that mean.
struct Spend {
    mean: f64,
    within: f64,
    between: f64,
}

impl Spend {
    fn of(customer: &CustomerHistory, valuation: &Valuation) -> Self {
        let mean = valuation.spend_minor(customer);
        let spend = valuation.model.spend;
        let known = spend.and_then(|spend| posterior(customer, &spend));
        // Without a finite variance, orders are taken to vary as much as they bring.
        let (within, between) = known.unwrap_or((mean * mean, 0.0));
        Self {
            mean,
            within,
            between,
        }
    }
}

/// E(p/ν²) and Var(p/ν) where ν is Gamma(px + q) with rate γ + xz; `None` where they are infinite.
fn posterior(customer: &CustomerHistory, spend: &GammaGamma) -> Option<(f64, f64)> {
    let [p, q, gamma] = spend.parameters();
    let repeats = f64::from(customer.repeats());
    let shape = p * repeats + q;
    let spent = gamma + repeats * customer.mean_spend_minor;
    let inverse_square = spent * spent / ((shape - 1.0) * (shape - 2.0));
    (shape > 2.0).then(|| (p * inverse_square, p * p * inverse_square / (shape - 1.0)))
}

/// The variance of the sampled customers' value, before costs, from parameters that are not known exactly.
fn doubt(
    sample: &[CustomerHistory],
    found: &Found,
    valuation: &Valuation,
) -> Result<[f64; 3], LabError> {
    let model = &valuation.model;
    let with = |model| Valuation {
        model,
        ..valuation.clone()
    };
    let season = &model.season;
    let from = i64::from(valuation.as_of);
    let mut variances = total(sample, valuation)?;
    for (variance, years) in variances.iter_mut().zip(YEARS) {
        *variance = (*variance * season.span_error(from, from + 365 * i64::from(years))).powi(2);
    }
    if let Some(covariance) = &found.covariance {
        let slopes = slopes(&model.purchases.parameters(), |moved| {
            let purchases = model.purchases.with(moved)?;
            total(
                sample,
                &with(ValueModel {
                    purchases,
                    ..model.clone()
                }),
            )
        })?;
        add(&mut variances, covariance, &slopes);
    }
    if let (Some(covariance), Some(spend)) = (&found.spend_covariance, model.spend) {
        let slopes = slopes(&spend.parameters(), |moved| {
            let &[p, q, gamma] = moved else {
                return Err(LabError::ParameterCount {
                    expected: 3,
                    given: moved.len(),
                });
            };
            let spend = Some(GammaGamma::new(p, q, gamma)?);
            total(
                sample,
                &with(ValueModel {
                    spend,
                    ..model.clone()
                }),
            )
        })?;
        add(&mut variances, covariance, &slopes);
    }
    Ok(variances.map(|variance| variance.max(0.0)))
}

/// The sampled customers' value, before costs.
fn total(sample: &[CustomerHistory], valuation: &Valuation) -> Result<[f64; 3], LabError> {
    let pieces = in_pieces(sample, |piece| {
        let mut sums = [0.0; 3];
        for customer in piece {
            let observed = customer.observed();
            let spend = valuation.spend_minor(customer);
            for (sum, years) in sums.iter_mut().zip(YEARS) {
                *sum += spend * valuation.discounted_orders(&observed, years)?;
            }
        }
        Ok(sums)
    })?;
    Ok(added(pieces))
}

/// The derivatives of a total by each parameter, by central differences.
fn slopes(
    at: &[f64],
    total: impl Fn(&[f64]) -> Result<[f64; 3], LabError>,
) -> Result<Vec<[f64; 3]>, LabError> {
    (0..at.len())
        .map(|place| {
            // An effect may be 0, where a share of it is no step.
            let step = STEP * if place < PARAMETERS { at[place] } else { 1.0 };
            let moved = |by: f64| {
                let mut moved = at.to_vec();
                moved[place] += by;
                total(&moved)
            };
            let (up, down) = (moved(step)?, moved(-step)?);
            let width = 2.0 * step;
            Ok([0, 1, 2].map(|horizon| (up[horizon] - down[horizon]) / width))
        })
        .collect()
}

/// Adds g′Vg for each horizon.
fn add(variances: &mut [f64; 3], covariance: &[Vec<f64>], slopes: &[[f64; 3]]) {
    for (row, left) in covariance.iter().zip(slopes) {
        for (covariance, right) in row.iter().zip(slopes) {
            for (horizon, variance) in variances.iter_mut().enumerate() {
                *variance += left[horizon] * covariance * right[horizon];
            }
        }
    }
}

fn added(pieces: Vec<[f64; 3]>) -> [f64; 3] {
    pieces.into_iter().fold([0.0; 3], |mut sums, piece| {
        for (sum, part) in sums.iter_mut().zip(piece) {
            *sum += part;
        }
        sums
    })
}
