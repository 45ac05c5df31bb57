//! The store as other crates use it, on both engines.

#[cfg(test)]
mod checkpoint;
#[cfg(test)]
mod log;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod once;
#[cfg(test)]
mod transactions;
#[cfg(test)]
mod turns;
