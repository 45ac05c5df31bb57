//! Files that wait for their import.

pub(super) mod preview;
pub(super) mod put;
pub(super) mod remove;
