//! Statistics over plain arrays: numbers in, numbers out, no input or output of its own.
//!
//! Every function states its model, its inputs with their units, its output, when it refuses, and
//! its source, and is tested against published values.
//!
//! # Invariants
//!
//! - A result is finite, or the function returns an error or `None`; `NaN` neither enters nor leaves.
//! - The same numbers in another order give the same result.

mod ascent;
mod bdw;
mod beta_geometric;
mod bg_nbd;
mod bgbb;
mod concentration;
mod concordance;
mod course;
mod covariates;
mod cox;
mod curvature;
mod delta;
mod durations;
mod error;
mod forecast;
mod gamma_gamma;
mod history;
mod incomplete;
mod legendre;
mod maximise;
mod mbg_nbd;
mod newton;
mod number;
mod pareto_nbd;
mod purchase;
mod purchase_covariates;
mod purchases_made;
mod quantile;
mod quintile;
mod sbg;
mod scorer;
mod season;
mod special;
mod spend_forecast;
mod sums;
mod survival;
mod survivors;
mod tenures;
mod weibull;

pub use bdw::{
    BetaDiscreteWeibull, BetaDiscreteWeibullFit, fit_beta_discrete_weibull,
    fit_beta_discrete_weibull_cohorts, fit_beta_discrete_weibull_tenures,
};
pub use bg_nbd::BgNbd;
pub use bgbb::{BgBb, BgBbFit, PeriodHistory, fit_bg_bb};
pub use concentration::top_share;
pub use concordance::concordance;
pub use course::{BaseCourse, CourseYear, rate_of_period, retention_value};
pub use covariates::{Cell, Covariates};
pub use cox::{CoxFit, fit_cox};
pub use durations::Durations;
pub use error::LabError;
pub use forecast::{Forecast, forecast_total};
pub use gamma_gamma::{GammaGamma, GammaGammaFit, SpendHistory, fit_gamma_gamma};
pub use history::{Fitted, Histories, History};
pub use maximise::{MaximiseOptions, Maximum, maximise, maximise_from};
pub use mbg_nbd::MbgNbd;
pub use number::{count_to_f64, minor_to_f64};
pub use pareto_nbd::ParetoNbd;
pub use purchase::{PurchaseKind, PurchaseModel};
pub use purchase_covariates::{
    CovariateEffect, CovariateFit, CovariateGroup, DatedGroup, LikelihoodRatio,
    fit_groups_with_covariates, fit_with_covariates, forecast_season_total_by_group,
};
pub use quantile::quantiles;
pub use quintile::Cuts;
pub use sbg::{
    ShiftedBetaGeometric, ShiftedBetaGeometricFit, fit_shifted_beta_geometric,
    fit_shifted_beta_geometric_cohorts, fit_shifted_beta_geometric_tenures,
};
pub use scorer::{Score, Scorer};
pub use season::{DatedHistory, Season, SeasonFit, estimate_season, forecast_season_total};
pub use special::{digamma, ln_beta, ln_gamma};
pub use spend_forecast::{Outlook, SpendForecast, forecast_spend};
pub use survival::{Estimate, ObservedAt, Step, SurvivalCurve, kaplan_meier};
pub use survivors::Survivors;
pub use tenures::{Tenure, Tenures};
pub use weibull::{
    Bounded, Weibull, WeibullFit, WeibullRegression, fit_weibull, fit_weibull_regression,
};
