//! The lake from outside: what an import leaves, what a second one adds, what an undo takes.

mod imports;
mod queries;
mod sample;
