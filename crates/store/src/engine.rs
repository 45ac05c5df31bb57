//! The two engines: how each is opened.

mod checkpoint;
pub(crate) mod postgres;
pub(crate) mod sqlite;
