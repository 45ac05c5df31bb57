//! The statistics against published values and laws.

mod bdw;
mod bg_nbd;
mod bgbb;
mod cdnow;
mod closed_forms;
mod concentration;
mod course;
mod covariate_levels;
mod cox;
mod forecast;
mod forecast_errors;
mod gamma_gamma;
mod pareto_nbd;
mod purchase_covariates;
mod quantile;
mod random;
mod sbg;
mod season;
mod spend_forecast;
mod survival;
mod tables;
mod tenures;
mod weibull;
