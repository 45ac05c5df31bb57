//! Simulated order histories: the same seed gives the same history.
//!
//! Customers come, buy at a rate of their own, and one day stop, each purchase being the last with a chance of their
//! own: the story that BG/NBD tells. Baskets, prices and products are long-tailed, some goods come back, and some
//! receipts have no customer.

mod csv;
mod history;

pub use csv::write_csv;
pub use history::{SimLine, orders};
