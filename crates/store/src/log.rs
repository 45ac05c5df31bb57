//! The log: every fact in one durable order, and those that follow it.
//!
//! # Invariants
//!
//! - **LOG-1** An acknowledged event is never lost, never skipped by a consumer, and never applied twice.
//!
//! # How it holds
//!
//! - *Never lost*: [`Log::append`] answers after the commit. SQLite syncs each commit; PostgreSQL does unless told otherwise.
//! - *Never skipped*: positions are given in the order of commits. SQLite has one writer. On PostgreSQL a transaction holds
//!   the log's advisory lock from taking positions until its commit, so whoever sees a position sees all before it.
//! - *Never twice*: a source's message id is kept once, for ever; and a consumer's cursor moves in the very transaction
//!   that holds its effect, from the position that was read, under a lease.

mod append;
mod browse;
mod catch_up;
mod commit;
mod consumer;
mod cursor;
mod event;
mod follow;
mod insert;
mod lease;
mod read;
mod replay;
mod retry;
mod set_aside;
mod slices;
mod statements;
mod status;
mod trim;

pub use append::Log;
pub use catch_up::catch_up;
pub use consumer::{ConsumeError, Consumer, Effect};
pub use cursor::{cursor, move_cursor, set_cursor};
pub use event::{Appended, Event, NewEvent};
pub use follow::{Follower, Step};
pub use lease::{HeldLease, Lease, leases};
pub use replay::replay;
pub use retry::{Retried, retry};
pub use set_aside::{SetAside, set_aside};
pub use status::{ConsumerStatus, status};
pub use trim::{Trimmed, trim, trimmed};
