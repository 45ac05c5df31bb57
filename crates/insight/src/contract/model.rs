//! A model of how long contracts are kept, whichever was taken.

use lab::{
    BetaDiscreteWeibull, BetaDiscreteWeibullFit, LabError, ShiftedBetaGeometric,
    ShiftedBetaGeometricFit, Tenures, fit_beta_discrete_weibull_tenures,
    fit_shifted_beta_geometric_tenures,
};
use serde::Serialize;

use super::report::ContractParameter;

/// The models that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractFamily {
    /// Shifted beta-geometric: two parameters, each customer leaves with their own probability.
    Sbg,
    /// Beta-discrete-Weibull: a third parameter, by which the readiness to leave depends on the time.
    Bdw,
}

impl ContractFamily {
    /// Both, the one with fewer parameters first.
    pub const ALL: [Self; 2] = [Self::Sbg, Self::Bdw];

    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sbg => "sbg",
            Self::Bdw => "bdw",
        }
    }
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fit {
    Sbg(ShiftedBetaGeometricFit),
    Bdw(BetaDiscreteWeibullFit),
}

impl Fit {
    pub(crate) fn of(family: ContractFamily, tenures: &Tenures) -> Result<Self, LabError> {
        match family {
            ContractFamily::Sbg => fit_shifted_beta_geometric_tenures(tenures).map(Self::Sbg),
            ContractFamily::Bdw => fit_beta_discrete_weibull_tenures(tenures).map(Self::Bdw),
        }
    }

    pub(crate) fn log_likelihood(&self) -> f64 {
        match self {
            Self::Sbg(fit) => fit.log_likelihood,
            Self::Bdw(fit) => fit.log_likelihood,
        }
    }

    /// The parameters with their standard errors.
    pub(crate) fn parameters(&self) -> Vec<ContractParameter> {
        let named = |values: &[f64], errors: &[f64]| {
            let names = ["alpha", "beta", "c"];
            let each = names.into_iter().zip(values.iter().zip(errors));
            each.map(|(name, (value, error))| ContractParameter {
                name,
                value: *value,
                standard_error: *error,
            })
            .collect()
        };
        match self {
            Self::Sbg(fit) => named(&fit.model.parameters(), &fit.standard_errors),
            Self::Bdw(fit) => named(&fit.model.parameters(), &fit.standard_errors),
        }
    }

    /// Probability to be there after so many periods.
    pub(crate) fn survival(&self, periods: u32) -> f64 {
        match self {
            Self::Sbg(fit) => fit.model.survival(periods),
            Self::Bdw(fit) => fit.model.survival(periods),
        }
    }

    /// Its 95 % interval.
    pub(crate) fn survival_interval(&self, periods: u32) -> Result<(f64, f64), LabError> {
        match self {
            Self::Sbg(fit) => fit.survival_interval(periods),
            Self::Bdw(fit) => fit.survival_interval(periods),
        }
    }

    /// The probability of the next renewal after 0, 1, 2, … renewals, `len` of them.
    pub(crate) fn retention(&self, len: u32) -> Vec<f64> {
        match self {
            Self::Sbg(fit) => of_sbg(&fit.model, len),
            Self::Bdw(fit) => of_bdw(&fit.model, len),
        }
    }

    /// Standard error, from the parameters', of a figure of the retention after 0, 1, 2, … renewals.
    pub(crate) fn standard_error_of(
        &self,
        len: u32,
        figure: impl Fn(&[f64]) -> f64,
    ) -> Result<f64, LabError> {
        match self {
            Self::Sbg(fit) => fit.standard_error_of(|model| Ok(figure(&of_sbg(model, len)))),
            Self::Bdw(fit) => fit.standard_error_of(|model| Ok(figure(&of_bdw(model, len)))),
        }
    }
}

fn of_sbg(model: &ShiftedBetaGeometric, len: u32) -> Vec<f64> {
    (0..len).map(|renewals| model.retention(renewals)).collect()
}

fn of_bdw(model: &BetaDiscreteWeibull, len: u32) -> Vec<f64> {
    (0..len).map(|renewals| model.retention(renewals)).collect()
}
