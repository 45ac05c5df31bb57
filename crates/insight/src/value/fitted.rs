//! One fit of a candidate: the same model for all customers, or one whose purchase rate depends on covariates.

use std::sync::Arc;

use lab::{
    CovariateEffect, CovariateFit, Fitted, Forecast, Histories, LabError, PurchaseKind,
    PurchaseModel, Season, fit_groups_with_covariates, forecast_season_total,
    forecast_season_total_by_group,
};

use crate::calendar::Day;
use crate::value::coding::Coding;
use crate::value::evidence::{Covariate, CovariateLevel, LEVEL, Parameter, Range};
use crate::value::model::parameters;
use crate::value::purchases::Purchases;
use crate::value::sample::Compared;

/// The normal quantile of a two-sided 95 %, [`LEVEL`].
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// A candidate fitted to customers.
#[derive(Debug, Clone)]
pub(crate) enum Fit {
    /// The same for all.
    Plain(Fitted<PurchaseModel>),
    /// By group.
    ByGroup(Box<CovariateFit>, Arc<Coding>),
}

impl Fit {
    /// The model of a kind that is the same for all, if the data tell its parameters; otherwise why not.
    pub(crate) fn plain(kind: PurchaseKind, histories: &Histories) -> Result<Self, String> {
        let fitted = PurchaseModel::fit(kind, histories).map_err(|error| error.to_string())?;
        if fitted.standard_errors.is_some() {
            Ok(Self::Plain(fitted))
        } else {
            Err("the history does not tell its parameters apart".to_owned())
        }
    }

    /// The same with covariates, from the plain fit to the same customers in the same time.
    pub(crate) fn with(
        &self,
        coding: &Coding,
        customers: &Compared,
        (season, as_of): (&Season, Day),
    ) -> Result<Self, String> {
        let Self::Plain(plain) = self else {
            return Ok(self.clone());
        };
        let groups = customers
            .groups(season, as_of)
            .map_err(|error| error.to_string())?;
        let effect = CovariateEffect::Purchases;
        let fit = fit_groups_with_covariates(plain, &coding.columns(), &groups, effect);
        let fit = fit.map_err(|error| error.to_string())?;
        Ok(Self::ByGroup(Box::new(fit), Arc::new(coding.clone())))
    }

    /// The models of the customers.
    pub(crate) fn purchases(&self) -> Result<Purchases, LabError> {
        match self {
            Self::Plain(fitted) => Ok(fitted.model.into()),
            Self::ByGroup(fit, coding) => {
                Purchases::by_group(fit.base, Arc::clone(coding), fit.purchase.clone())
            }
        }
    }

    /// Logarithm of the likelihood of the customers.
    pub(crate) fn log_likelihood(&self) -> f64 {
        match self {
            Self::Plain(fitted) => fitted.log_likelihood,
            Self::ByGroup(fit, _) => fit.log_likelihood,
        }
    }

    /// The parameters, with covariates those of the average customer.
    pub(crate) fn parameters(&self) -> Vec<Parameter> {
        match self {
            Self::Plain(fitted) => parameters(fitted),
            Self::ByGroup(fit, _) => {
                let names = fit.base.parameter_names().into_iter();
                let values = fit.base.parameters().into_iter();
                let named = names.zip(values).zip(&fit.standard_errors);
                named
                    .map(|((name, value), error)| Parameter {
                        name: name.to_owned(),
                        value,
                        // The fit tells the error of the logarithm.
                        standard_error: Some(value * error),
                    })
                    .collect()
            }
        }
    }

    /// Covariances of the parameters, then of the effects.
    pub(crate) fn covariance(&self) -> Option<Vec<Vec<f64>>> {
        match self {
            Self::Plain(fitted) => fitted.covariance.clone(),
            Self::ByGroup(fit, _) => {
                let base = fit.base.parameters();
                let factor = |place: usize| base.get(place).copied().unwrap_or(1.0);
                let rows = fit.covariance.iter().enumerate().map(|(row, cells)| {
                    let cells = cells.iter().enumerate();
                    cells
                        .map(|(column, cell)| cell * factor(row) * factor(column))
                        .collect()
                });
                Some(rows.collect())
            }
        }
    }

    /// The covariates with their effects.
    pub(crate) fn covariates(&self) -> Vec<Covariate> {
        let Self::ByGroup(fit, coding) = self else {
            return vec![];
        };
        let errors = fit.standard_errors.iter().skip(fit.base.parameters().len());
        let mut effects = fit.purchase.iter().copied().zip(errors.copied());
        let each = coding.covariates.iter().map(|coded| Covariate {
            name: coded.name.clone(),
            levels: (coded.levels.iter().enumerate())
                .map(|(place, (level, customers))| {
                    let told = if place > 0 { effects.next() } else { None };
                    of_level(level.clone(), *customers, told)
                })
                .collect(),
            gathered: coded.gathered,
        });
        each.collect()
    }

    /// What all customers together will order from the end of one day to the end of another.
    pub(crate) fn total(
        &self,
        season: &Season,
        customers: &Compared,
        (as_of, until): (Day, Day),
    ) -> Result<Forecast, LabError> {
        let days = (i64::from(as_of), i64::from(until));
        match self {
            Self::Plain(fitted) => {
                forecast_season_total(fitted, season, &customers.all, days, LEVEL)
            }
            Self::ByGroup(fit, _) => {
                forecast_season_total_by_group(fit, season, &customers.by_group, days, LEVEL)
            }
        }
    }
}

/// A level; without an effect and its standard error it is the base.
fn of_level(level: Option<String>, customers: u64, told: Option<(f64, f64)>) -> CovariateLevel {
    let (effect, error) = told.unwrap_or((0.0, 0.0));
    CovariateLevel {
        level,
        customers,
        effect,
        standard_error: told.map(|(_, error)| error),
        rate_ratio: Range {
            mean: effect.exp(),
            low: (effect - NORMAL_95 * error).exp(),
            high: (effect + NORMAL_95 * error).exp(),
        },
    }
}
