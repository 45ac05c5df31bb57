//! The statistics against published values and laws.

mod concentration;
mod gamma_gamma;
mod quantile;
mod random;
mod survival;
