//! Statistics over plain arrays: numbers in, numbers out, no input or output of its own.
//!
//! Every function states its model, its inputs with their units, its output, when it refuses, and
//! its source, and is tested against published values.
//!
//! # Invariants
//!
//! - A result is finite, or the function returns an error or `None`; `NaN` neither enters nor leaves.
//! - The same numbers in another order give the same result.

mod concentration;
mod error;
mod gamma_gamma;
mod maximise;
mod number;
mod quantile;
mod quintile;
mod special;
mod survival;

pub use concentration::top_share;
pub use error::LabError;
pub use gamma_gamma::{GammaGamma, GammaGammaFit, SpendHistory, fit_gamma_gamma};
pub use maximise::{MaximiseOptions, Maximum, maximise, maximise_from};
pub use number::{count_to_f64, minor_to_f64};
pub use quantile::quantiles;
pub use quintile::Cuts;
pub use special::{digamma, ln_beta, ln_gamma};
pub use survival::{Estimate, ObservedAt, Step, SurvivalCurve, kaplan_meier};
