//! Outgoing webhooks: telling other systems what happened, at least once, signed, and to public addresses only.
//!
//! The signature and the headers are those of Standard Webhooks 1.0.0, so that receivers verify with the public libraries.
//! Decisions (when to try again, when to give up, where nothing may be sent) are pure; only [`client`] reaches the network.

mod address;
pub mod client;
mod health;
mod schedule;
mod secret;
mod signature;

pub use address::{AddressError, AllowedNetworks, check_url};
pub use health::{FAILING_HOURS_MAX, Health, Outcome, Verdict};
pub use schedule::{ATTEMPTS_MAX, retry_after};
pub use secret::{SecretError, WebhookSecret};
pub use signature::{SignatureError, Signed, TOLERANCE, header_value, sign, verify};
