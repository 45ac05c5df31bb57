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
mod number;
mod quantile;
mod quintile;
mod survival;

pub use concentration::top_share;
pub use error::LabError;
pub use number::{count_to_f64, minor_to_f64};
pub use quantile::quantiles;
pub use quintile::Cuts;
pub use survival::{Estimate, ObservedAt, Step, SurvivalCurve, kaplan_meier};
