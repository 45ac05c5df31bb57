//! Files as people have them, read through the façade; and what is kept of them.
#![expect(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod answered;
mod attributes;
mod bad_input;
mod book;
mod carts;
mod catalogue;
mod commerce;
mod commerceml;
mod directory;
mod files;
mod forms;
mod fuzz;
mod kept;
mod orders;
mod people;
mod preview;
mod quality;
mod quizzes;
mod rules;
mod sources;
mod spend;
mod subscriptions;
mod tracking;
