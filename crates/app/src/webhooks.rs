//! Webhooks: telling other systems what happened, and hearing it from them.
//!
//! Outgoing: every fact of the log becomes a delivery for each endpoint that is told of it, at least once, signed as Standard
//! Webhooks 1.0.0 says, so that receivers verify with the public libraries, and to public addresses only. Decisions (when to try
//! again, when to give up, where nothing may be sent) are pure; only `client` reaches the network.

mod address;
mod attempt;
mod client;
mod consumer;
mod delivery;
mod endpoint;
mod error;
mod filter;
mod health;
mod incoming;
mod job;
mod outgoing;
mod payload;
mod schedule;
mod secret;
mod signature;
mod statements;
mod undelivered;

pub use address::{AddressError, AllowedNetworks, check_url};
pub use client::{ANSWER_WITHIN, Message, SendError, Sender};
pub use delivery::{Delivery, DeliveryId, DeliveryState};
pub use endpoint::{Endpoint, EndpointId, EndpointTerms};
pub use error::WebhookError;
pub use filter::Filter;
pub use health::{Disabled, FAILING_HOURS_MAX, Health, Outcome, Verdict};
pub use incoming::{
    HmacEncoding, Incoming, IncomingId, IncomingWebhooks, Received, Refused, SenderCheck, WithToken,
};
pub use outgoing::{Endpoints, Tested, WithSecret};
pub use payload::PAYLOAD_BYTES_MAX;
pub use schedule::{ATTEMPTS_MAX, retry_after};
pub use secret::{SecretError, WebhookSecret};
pub use signature::{SignatureError, Signed, TOLERANCE, header_value, sign, verify};
pub use undelivered::Undelivered;

pub(crate) use consumer::Deliveries;
pub(crate) use health::GONE;
pub(crate) use job::Sending;

use std::time::Duration;

use store::log::Lease;
use tokio_util::sync::CancellationToken;

use crate::work::{Job as _, Turn};
use crate::{AppError, Workspace};

/// How long the right to send outlives a process that was killed.
const TERM: Duration = Duration::from_secs(45);

impl Workspace {
    /// Those that are told what happens.
    pub fn endpoints(&self) -> Endpoints {
        Endpoints::new(self.log().clone(), self.private_networks.clone())
    }

    /// The doors at which others tell what happens.
    pub fn incoming_webhooks(&self) -> IncomingWebhooks {
        IncomingWebhooks::new(self.log().clone(), self.rulings.clone())
    }

    /// Sends what is due now, and comes back when nothing is; does nothing where a worker does it.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn send_webhooks(&self) -> Result<(), AppError> {
        let job = Sending::of(self);
        let (store, owner) = (self.store(), Lease::owner(self.store()));
        let Some(lease) = Lease::take(store, "job webhooks", &owner, TERM).await? else {
            return Ok(());
        };
        let turn = Turn {
            lease,
            stopping: CancellationToken::new(),
        };
        let done = job.run(&turn).await;
        turn.lease.release().await?;
        done.map(drop)
    }

    /// The same workspace, whose webhooks may be sent to these private networks too.
    #[must_use]
    pub fn allowing(mut self, networks: AllowedNetworks) -> Self {
        self.private_networks = networks;
        self
    }
}
