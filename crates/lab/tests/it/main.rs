//! The statistics against published values and laws.

mod concentration;
mod quantile;
mod survival;
