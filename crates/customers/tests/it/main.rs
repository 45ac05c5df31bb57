//! Files as people have them, read through the façade.

mod attributes;
mod bad_input;
mod files;
mod forms;
mod fuzz;
mod orders;
mod preview;
mod rules;
