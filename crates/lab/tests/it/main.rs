//! The statistics against published values and laws.

mod bg_nbd;
mod cdnow;
mod concentration;
mod gamma_gamma;
mod quantile;
mod random;
mod sbg;
mod survival;
