//! What tests share: databases that vanish, a clock that stands still, simulated order histories.
//!
//! Development only: no product crate depends on it.

pub mod clock;
mod newer;
pub mod postgres;
pub mod sim;
mod temp_store;

pub use newer::make_newer;
pub use temp_store::{TempStore, on_postgres, on_sqlite};
