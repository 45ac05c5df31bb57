//! What can go wrong with webhooks.

use customers::CustomersError;
use customers::hooks::HookProblem;
use kernel::{Fault, FaultKind};
use store::StoreError;

use super::client::SendError;
use super::{AddressError, SecretError};

/// Why something about webhooks could not be done.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// There is no endpoint with the id.
    #[error("there is no webhook endpoint {0}")]
    EndpointMissing(String),
    /// There is no delivery with the id.
    #[error("the endpoint has no delivery {0}: it may have been long ago")]
    DeliveryMissing(String),
    /// There are as many endpoints as there may be.
    #[error("there are {0} webhook endpoints already, and there may be no more: remove one first")]
    EndpointsMany(usize),
    /// Nothing is sent to the address.
    #[error("the endpoint's address is not taken: {0}")]
    Address(AddressError),
    /// The description is too long.
    #[error(
        "an endpoint's description has at most 200 characters, none of them a control character"
    )]
    Description,
    /// The filter makes no sense.
    #[error("the endpoint's filter is not valid: {0}")]
    Filter(String),
    /// No secret could be made.
    #[error("no secret could be made for the webhook")]
    Secret(#[source] SecretError),
    /// The secret that was given is none.
    #[error("the secret is not taken: {0}")]
    SecretGiven(SecretError),
    /// Nothing can be sent.
    #[error("webhooks can not be sent from this machine")]
    Sending(#[source] SendError),
    /// There is no incoming webhook with the id.
    #[error("there is no incoming webhook {0}")]
    IncomingMissing(String),
    /// There are as many incoming webhooks as there may be.
    #[error("there are {0} incoming webhooks already, and there may be no more: remove one first")]
    IncomingMany(usize),
    /// The mapping has problems.
    #[error("the mapping is not valid: {}", first_of(.0))]
    Definition(Vec<HookProblem>),
    /// The way in which the sender proves itself is not complete.
    #[error("the check of the sender is not valid: {0}")]
    Check(String),
    /// Another one has the name.
    #[error("there is an incoming webhook '{0}' already: choose another name")]
    IncomingTaken(String),
    /// From sources and their refusals.
    #[error(transparent)]
    Customers(#[from] CustomersError),
    /// From the store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn first_of(problems: &[HookProblem]) -> String {
    match problems {
        [] => "it is empty".to_owned(),
        [one] => format!("{}: {}", one.at, one.sentence),
        [one, rest @ ..] => format!("{}: {} (and {} more)", one.at, one.sentence, rest.len()),
    }
}

impl Fault for WebhookError {
    fn kind(&self) -> FaultKind {
        match self {
            Self::EndpointMissing(_) | Self::DeliveryMissing(_) | Self::IncomingMissing(_) => {
                FaultKind::NotFound
            }
            Self::EndpointsMany(_) | Self::IncomingMany(_) => FaultKind::Exhausted,
            Self::Address(_)
            | Self::Description
            | Self::Filter(_)
            | Self::SecretGiven(_)
            | Self::Definition(_)
            | Self::Check(_) => FaultKind::Invalid,
            Self::Secret(_) | Self::Sending(_) => FaultKind::Internal,
            Self::IncomingTaken(_) => FaultKind::Conflict,
            Self::Customers(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::EndpointMissing(_) => "webhook.endpoint_missing",
            Self::DeliveryMissing(_) => "webhook.delivery_missing",
            Self::EndpointsMany(_) => "webhook.endpoints_many",
            Self::Address(_) => "webhook.address_refused",
            Self::Description => "webhook.description_invalid",
            Self::Filter(_) => "webhook.filter_invalid",
            Self::Secret(_) => "webhook.secret_unavailable",
            Self::SecretGiven(_) => "webhook.secret_invalid",
            Self::Sending(_) => "webhook.sending_unavailable",
            Self::IncomingMissing(_) => "webhook.incoming_missing",
            Self::IncomingMany(_) => "webhook.incoming_many",
            Self::Definition(_) => "webhook.mapping_invalid",
            Self::Check(_) => "webhook.check_invalid",
            Self::IncomingTaken(_) => "webhook.incoming_taken",
            Self::Customers(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}
