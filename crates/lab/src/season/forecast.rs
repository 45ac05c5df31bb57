//! The purchases of a whole base to come, in a season.

use crate::error::LabError;
use crate::forecast::{Forecast, forecast_total};
use crate::history::{Fitted, Histories, History, check_time};
use crate::incomplete::normal_quantile;
use crate::number::count_to_f64;
use crate::purchase::PurchaseModel;
use crate::season::{DatedHistory, Season};
use crate::sums::sum;

/// The purchases to expect from all these customers together from the end of one day to the end of another, by a model that was fitted
/// in operational time.
///
/// # Model
///
/// The mean is the sum of the customers'. The interval has the relative width of [`forecast_total`] (chance, and doubt about the
/// parameters) at the pace of the calendar alone, and that of the months not yet seen ([`Season::span_error`]), as independent errors.
///
/// # Errors
///
/// Those of [`forecast_total`] and of [`Season::history`].
pub fn forecast_season_total(
    fitted: &Fitted<PurchaseModel>,
    season: &Season,
    customers: &[(DatedHistory, u64)],
    (as_of_day, until_day): (i64, i64),
    level: f64,
) -> Result<Forecast, LabError> {
    let customers = seasonal(season, customers, (as_of_day, until_day))?;
    let mean = seasonal_mean(&fitted.model, &customers);
    let histories = customers
        .iter()
        .map(|(history, count, _)| (*history, *count));
    let span = season.span(as_of_day, until_day);
    let even = forecast_total(fitted, &Histories::compress(histories), span, level)?;
    let reach = if even.mean > 0.0 {
        (even.high - even.mean) / even.mean
    } else {
        0.0
    };
    let months =
        normal_quantile(f64::midpoint(1.0, level)) * season.span_error(as_of_day, until_day);
    let reach = mean * reach.hypot(months);
    Ok(Forecast {
        mean,
        low: (mean - reach).max(0.0),
        high: mean + reach,
        level,
    })
}

/// Customers in operational time, each with the operational length of the days to come.
pub(crate) fn seasonal(
    season: &Season,
    customers: &[(DatedHistory, u64)],
    (as_of_day, until_day): (i64, i64),
) -> Result<Vec<(History, u64, f64)>, LabError> {
    customers
        .iter()
        .map(|(customer, count)| {
            let horizon = season.horizon(customer.first_day, as_of_day, until_day);
            check_time(horizon)?;
            Ok((season.history(customer, as_of_day)?, *count, horizon))
        })
        .collect()
}

/// The purchases to expect from all of them.
pub(crate) fn seasonal_mean(model: &PurchaseModel, customers: &[(History, u64, f64)]) -> f64 {
    let [mean] = sum(customers, |rows| {
        // Customers who differ in their last purchase alone would buy the same if they are still there.
        let alike = rows.chunk_by(|(left, _, far), (right, _, other)| {
            left.repeat_purchases() == right.repeat_purchases()
                && left.age().to_bits() == right.age().to_bits()
                && far.to_bits() == other.to_bits()
        });
        let expected = alike.map(|rows| {
            let (first, _, horizon) = rows[0];
            let alive = rows
                .iter()
                .map(|(history, count, _)| count_to_f64(*count) * model.p_alive(history));
            alive.sum::<f64>() * model.purchases_while_alive(&first, horizon, 0.0)
        });
        [expected.sum()]
    });
    mean
}
