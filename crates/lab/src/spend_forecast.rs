//! What a customer will spend in a time to come, with an interval: purchases and their values together.

use crate::error::LabError;
use crate::gamma_gamma::{GammaGamma, SpendHistory};
use crate::history::History;
use crate::incomplete::{beta_below, increasing_root};
use crate::number::count_to_f64;
use crate::purchase::PurchaseModel;
use crate::purchases_made::{check_level, count_interval};

/// Numbers of purchases, or groups of them, that are told apart.
const GROUPS: u64 = 200;
/// Numbers with a smaller probability together are left out on either side.
const LEFT_OUT: f64 = 1e-6;

/// What one customer will spend, in the unit of money of the fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpendForecast {
    /// The expected sum; `None` when the mean value of a purchase is infinite.
    pub mean: Option<f64>,
    /// Lower end, ≥ 0.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Probability of the interval, between 0 and 1.
    pub level: f64,
}

/// How far, and at what discount, a forecast looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// Time after the end of the observation, ≥ 0, in the unit of the histories.
    pub horizon: f64,
    /// Rate of discount per unit of time, ≥ 0: ln 1.1 per year for 10 % a year.
    pub rate: f64,
    /// Probability of the interval, between 0 and 1.
    pub level: f64,
}

/// The sum of a customer's purchases within a horizon, at present value.
///
/// # Model
///
/// The number Y of purchases follows the purchase model, their values Gamma-Gamma, independently. With the customer's ν known, the
/// sum of y values is Gamma(py, ν); over what is known of ν it is γ + xz times a beta prime number with p·y and px + q, so
/// P(S ≤ s) = Σ over y of P(Y = y)·I(s/(s + γ + xz); p·y, px + q), which is solved for its ends.
///
/// # Inputs
///
/// - `purchases`, `spend`: fitted models; `history`, `seen`: what is known of the customer
/// - `outlook`: horizon, discount and level
///
/// # Output
///
/// Money, in the unit of the fit; times the margin it is the customer's value. The mean is exact. The interval takes every
/// purchase at the mean discount, and is exact without one. The errors of the parameters are not in it.
///
/// # Errors
///
/// [`LabError::NegativeTime`] and [`LabError::NotFinite`] for horizon and rate, [`LabError::NotAShare`] for the level,
/// [`LabError::NotPositive`] for a mean value seen.
///
/// # Source
///
/// Fader & Hardie (2013), note 025, section 3, for ν after the purchases seen; ratio of gamma numbers: Johnson, Kotz &
/// Balakrishnan (1995), Continuous Univariate Distributions, volume 2, chapter 27.
///
/// # Example
///
/// ```
/// use lab::{GammaGamma, History, Outlook, PurchaseKind, PurchaseModel, SpendHistory, forecast_spend};
/// let purchases = PurchaseModel::new(PurchaseKind::BgNbd, &[0.243, 4.414, 0.793, 2.426])?;
/// let spend = GammaGamma::new(6.25, 3.74, 15.44)?;
/// let customer = History::new(2, 30.43, 38.86)?;
/// let seen = SpendHistory { repeat_purchases: 2, mean_value: 40.0 };
/// let outlook = Outlook { horizon: 39.0, rate: 0.0, level: 0.9 };
/// let forecast = forecast_spend(&purchases, &spend, &customer, seen, outlook)?;
/// assert!(forecast.mean.is_some_and(|mean| (mean - 1.226 * 39.14).abs() < 0.05));
/// assert!(forecast.low < 1e-9 && forecast.high > 175.0 && forecast.high < 190.0, "{forecast:?}");
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn forecast_spend(
    purchases: &PurchaseModel,
    spend: &GammaGamma,
    history: &History,
    seen: SpendHistory,
    outlook: Outlook,
) -> Result<SpendForecast, LabError> {
    let Outlook {
        horizon,
        rate,
        level,
    } = outlook;
    check_level(level)?;
    let expected = purchases.expected_purchases(history, horizon)?;
    let today = purchases.discounted_purchases(history, horizon, rate)?;
    let (shape, scale) = spend.posterior(seen)?;
    let value = spend.conditional_mean(seen)?;
    let numbers = numbers(purchases, history, horizon)?;
    let none: f64 = 1.0
        - numbers
            .iter()
            .map(|(_, probability)| probability)
            .sum::<f64>();
    let [p, _, _] = spend.parameters();
    let below = |sum: f64| {
        let share = sum / (sum + scale);
        let parts = numbers.iter();
        none + parts
            .map(|(number, probability)| probability * beta_below(p * number, shape, share))
            .sum::<f64>()
    };
    let guess = expected.max(1.0) * p * scale / shape;
    let discount = if expected > 0.0 {
        today / expected
    } else {
        1.0
    };
    let end = |probability: f64| {
        if none >= probability {
            0.0
        } else {
            discount * increasing_root(guess, 1e-9, |sum| below(sum) - probability)
        }
    };
    let tail = 0.5 * (1.0 - level);
    Ok(SpendForecast {
        mean: value.map(|value| value * today),
        low: end(tail),
        high: end(1.0 - tail),
        level,
    })
}

/// Numbers of purchases above 0 with their probabilities; many are taken in groups, by their middles.
fn numbers(
    purchases: &PurchaseModel,
    history: &History,
    horizon: f64,
) -> Result<Vec<(f64, f64)>, LabError> {
    let at_least = |number| purchases.purchases_at_least(history, horizon, number);
    // Checked here, so that no number below can fail.
    let mut from_here = at_least(1)?;
    let (low, high) = count_interval(1.0 - LEFT_OUT, |number| at_least(number).unwrap_or(0.0));
    let from = low.max(1);
    let width = (high.saturating_sub(from) / GROUPS).max(1);
    let mut numbers = Vec::new();
    let mut first = from;
    while first <= high {
        let next = first + width;
        let beyond = if next > high { 0.0 } else { at_least(next)? };
        let middle = count_to_f64(first) + 0.5 * count_to_f64(width - 1);
        numbers.push((middle, (from_here - beyond).max(0.0)));
        (first, from_here) = (next, beyond);
    }
    Ok(numbers)
}
