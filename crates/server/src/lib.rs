//! The server: operations over HTTP, sign-in, OpenAPI, problems, health, counters, and the console's files.
//!
//! # Invariants
//!
//! - Every operation has a line in the table of `rules.rs`; what has none is refused.
//! - Every refusal is an RFC 9457 problem, and every answer carries `x-request-id`.
//! - A file that is uploaded is never held in memory, and is gone when its import has ended.
//! - The log holds no personal data: routes instead of paths, no query strings, no addresses, no bodies.

mod address;
mod caller;
mod console;
mod cookie;
mod docs;
mod dto;
mod exchange;
mod extract;
mod forms;
mod freshness;
mod headers;
mod health;
mod hosted;
mod html;
mod intake;
mod metrics;
mod notices;
mod openapi;
mod paging;
mod problem;
mod request_id;
mod router;
mod routes;
mod rules;
mod running;
mod secret;
mod serve;
mod staged;
mod state;
mod tracking;
mod upload;

pub use hosted::{Hosted, hosted_router};
pub use metrics::Metrics;
pub use openapi::document;
pub use router::router;
pub use rules::{Rule, rule_named};
pub use serve::{Bound, ServeError, bind, serve, serve_bound, stop_signal};
pub use state::{AppState, ServerConfig};
