//! Carts: what somebody has put together to buy, until they order it.
//!
//! A cart is kept by the ids that its events name, the shop's own id of it first, then the user and the visitor; whose it is
//! follows from them when it is asked for, so that a visitor's cart becomes the customer's who turns out to be behind it. An
//! order closes the cart. An abandoned cart is no state: it is an open one that has not changed for a while.

mod basket;
mod cart;
mod consumer;
mod list;
mod statements;

pub use basket::CartItem;
pub use consumer::CartKeeper;
pub use list::{Cart, CartId, Carts};
