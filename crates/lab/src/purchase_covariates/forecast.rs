//! The purchases of a whole base to come, by a model with covariates.

use crate::error::LabError;
use crate::forecast::{Forecast, spread};
use crate::history::{Histories, History, check_time};
use crate::incomplete::normal_quantile;
use crate::purchase_covariates::CovariateFit;
use crate::purchase_covariates::likelihood::links;
use crate::purchases_made::check_level;
use crate::season::{DatedHistory, Season, seasonal, seasonal_mean};

/// Customers with the same covariates, with their days.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedGroup {
    /// Their covariates.
    pub row: Vec<f64>,
    /// Different customers, each with the number of those who are like it.
    pub customers: Vec<(DatedHistory, u64)>,
}

/// As [`forecast_season_total`](crate::forecast_season_total), of customers who are dealt out by their covariates.
///
/// # Model
///
/// The sum over the groups. All groups share the parameters of the fit, so that the doubt about these adds up before it is squared: the
/// derivatives of the whole total by the logarithms of the base's parameters and by the effects, with their covariance (delta method).
///
/// # Inputs
///
/// - `groups`: a row of covariates each, and who has it
///
/// # Errors
///
/// Those of [`forecast_season_total`](crate::forecast_season_total) and of [`CovariateFit::model_for`].
pub fn forecast_season_total_by_group(
    fit: &CovariateFit,
    season: &Season,
    groups: &[DatedGroup],
    (as_of_day, until_day): (i64, i64),
    level: f64,
) -> Result<Forecast, LabError> {
    check_level(level)?;
    let span = season.span(as_of_day, until_day);
    check_time(span)?;
    let (mut mean, mut even, mut chance) = (0.0, 0.0, 0.0);
    let mut slopes = vec![0.0; fit.standard_errors.len()];
    for DatedGroup { row, customers } in groups {
        let model = fit.model_for(row)?;
        let seen = seasonal(season, customers, (as_of_day, until_day))?;
        mean += seasonal_mean(&model, &seen);
        let histories = seen
            .iter()
            .map(|(history, count, _)| (*history, *count))
            .collect::<Vec<(History, u64)>>();
        let group = spread(&model, &Histories::compress(histories), span)?;
        even += group.mean;
        chance += group.variance;
        fit.add_slopes(&mut slopes, row, &group.slopes);
    }
    let doubt: f64 = (fit.covariance.iter().zip(&slopes))
        .map(|(cells, left)| {
            let cells = cells.iter().zip(&slopes);
            left * cells.map(|(cell, right)| cell * right).sum::<f64>()
        })
        .sum();
    let sigmas = normal_quantile(f64::midpoint(1.0, level));
    let parameters = if even > 0.0 {
        sigmas * (chance + doubt.max(0.0)).sqrt() / even
    } else {
        0.0
    };
    let months = sigmas * season.span_error(as_of_day, until_day);
    let reach = mean * parameters.hypot(months);
    Ok(Forecast {
        mean,
        low: (mean - reach).max(0.0),
        high: mean + reach,
        level,
    })
}

impl CovariateFit {
    /// Adds what a group's total changes by with the parameters of the fit, from what it changes by with the logarithms of its own four.
    fn add_slopes(&self, slopes: &mut [f64], row: &[f64], own: &[f64; 4]) {
        for (slope, own) in slopes.iter_mut().zip(own) {
            *slope += own;
        }
        let links = links(self.base.kind(), self.effect());
        for (block, link) in links.iter().enumerate() {
            let from = 4 + block * row.len();
            let distances = row.iter().zip(&self.means);
            for (slope, (value, mean)) in slopes[from..].iter_mut().zip(distances) {
                *slope += link.sign * (value - mean) * own[link.parameter];
            }
        }
    }
}
