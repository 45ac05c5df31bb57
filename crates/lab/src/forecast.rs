//! The purchases of a whole base to come, with an interval that holds chance and doubt.

use crate::error::LabError;
use crate::history::{Fitted, Histories};
use crate::incomplete::normal_quantile;
use crate::purchase::PurchaseModel;
use crate::purchases_made::check_level;
use crate::sums::sum;

/// Step of the differences by the logarithms of the parameters.
const STEP: f64 = 1e-4;

/// A number to expect, and the interval in which it lies with a probability of `level`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// The expected number.
    pub mean: f64,
    /// Lower end, ≥ 0.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Probability of the interval, between 0 and 1.
    pub level: f64,
}

/// The purchases to expect from all these customers together within a horizon.
///
/// # Model
///
/// Customers are independent given the parameters, so the variance of the total is the sum of theirs (chance) and g′Vg
/// (doubt), where g are the derivatives of the total by the parameters and V their covariance (delta method). The total of
/// many is taken as normal; with fewer than some thirty expected purchases the interval is rough.
///
/// # Inputs
///
/// - `fitted`: the model with the covariance of its parameters
/// - `histories`: the customers, in the unit of time of the fit; these may be others than those of the fit
/// - `horizon`: time after the end of the observation, ≥ 0
/// - `level`: probability of the interval, between 0 and 1
///
/// # Output
///
/// Purchases of customers who are known today; those who come new are not in it. Neither is what the model leaves out, as
/// seasons.
///
/// # Errors
///
/// [`LabError::NotAShare`] for the level, [`LabError::NegativeTime`] and [`LabError::NotFinite`] for the horizon,
/// [`LabError::NoCovariance`] for a model whose errors are not known.
///
/// # Source
///
/// Delta method: Casella & Berger (2002), Statistical Inference, section 5.5.4.
///
/// # Example
///
/// ```
/// use lab::{BgNbd, Histories, LabError};
/// let nobody = Histories::compress([]);
/// assert!(matches!(BgNbd::fit(&nobody), Err(LabError::Empty { .. })));
/// ```
pub fn forecast_total(
    fitted: &Fitted<PurchaseModel>,
    histories: &Histories,
    horizon: f64,
    level: f64,
) -> Result<Forecast, LabError> {
    check_level(level)?;
    let covariance = fitted.covariance.as_ref().ok_or(LabError::NoCovariance)?;
    let Spread {
        mean,
        variance: chance,
        slopes,
    } = spread(&fitted.model, histories, horizon)?;
    let parameters = fitted.model.parameters();
    let slopes: [f64; 4] = std::array::from_fn(|index| slopes[index] / parameters[index]);
    let doubt: f64 = covariance
        .iter()
        .zip(slopes)
        .flat_map(|(row, left)| {
            row.iter()
                .zip(slopes)
                .map(move |(cell, right)| left * cell * right)
        })
        .sum();
    let reach = normal_quantile(f64::midpoint(1.0, level)) * (chance + doubt.max(0.0)).sqrt();
    Ok(Forecast {
        mean,
        low: (mean - reach).max(0.0),
        high: mean + reach,
        level,
    })
}

/// What is known of the purchases of all together, given the model.
pub(crate) struct Spread {
    /// The expected number.
    pub(crate) mean: f64,
    /// The variance by chance.
    pub(crate) variance: f64,
    /// By how much the expected number changes with the logarithm of each parameter.
    pub(crate) slopes: [f64; 4],
}

/// The purchases of all together within a horizon, given the model.
pub(crate) fn spread(
    model: &PurchaseModel,
    histories: &Histories,
    horizon: f64,
) -> Result<Spread, LabError> {
    // Refuses a horizon that is none, once for all customers.
    model.expected_new(horizon)?;
    let [mean, variance] = sum(histories.all(), |rows| {
        let mut sums = [0.0; 2];
        for (history, weight) in rows {
            if let Ok((mean, variance)) = model.purchases_spread(history, horizon) {
                sums[0] += weight * mean;
                sums[1] += weight * variance;
            }
        }
        sums
    });
    // How the total changes with the parameters is told by some of many histories as well.
    let thinned = histories.thinned();
    let some = thinned.as_ref().unwrap_or(histories);
    let share = mean / total(model, some, horizon).max(f64::MIN_POSITIVE);
    let mut slopes = [0.0; 4];
    for (index, slope) in slopes.iter_mut().enumerate() {
        let moved = |step: f64| {
            let mut parameters = model.parameters();
            parameters[index] *= step.exp();
            let model = PurchaseModel::new(model.kind(), &parameters)?;
            Ok::<f64, LabError>(total(&model, some, horizon))
        };
        *slope = share * (moved(STEP)? - moved(-STEP)?) / (2.0 * STEP);
    }
    Ok(Spread {
        mean,
        variance,
        slopes,
    })
}

/// Expected purchases of all; the horizon must have been checked.
fn total(model: &PurchaseModel, histories: &Histories, horizon: f64) -> f64 {
    let [total] = sum(histories.all(), |rows| {
        let expected = rows.iter().map(|(history, weight)| {
            weight * model.p_alive(history) * model.purchases_while_alive(history, horizon, 0.0)
        });
        [expected.sum()]
    });
    total
}
