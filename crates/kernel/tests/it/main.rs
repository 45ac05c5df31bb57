//! The kernel as other crates use it.

mod id;
