//! The two engines: how each is opened.

pub(crate) mod postgres;
pub(crate) mod sqlite;
