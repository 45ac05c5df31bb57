//! Outgoing webhooks: endpoints and what was sent to them.

use std::collections::BTreeMap;

use app::webhooks::{self, EndpointTerms, Filter, Tested};
use customers::{FactKind, SourceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::import::told;
use super::reason::FaultCode;
use crate::problem::Problem;

/// An endpoint: the address of another system that is told of facts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookEndpoint {
    /// Its id.
    #[schema(example = "ep_0000000000000")]
    pub id: String,
    /// Where it is.
    pub url: String,
    /// What people say of it.
    pub description: String,
    /// Kinds of facts that it is told of; all when empty.
    pub kinds: Vec<String>,
    /// Names of facts that it is told of; all when empty.
    pub names: Vec<String>,
    /// Sources whose facts it is told of; all when empty.
    pub sources: Vec<String>,
    /// Whether it is told of addresses, traits and all properties.
    pub with_personal_data: bool,
    /// Since when nothing is sent to it; null while it is.
    pub disabled_at: Option<Timestamp>,
    /// Why nothing is sent to it, as a sentence.
    pub disabled_reason: Option<String>,
    /// The name of that sentence; null when it has none.
    pub disabled_reason_code: Option<FaultCode>,
    /// The values in the sentence, by name.
    pub disabled_reason_args: BTreeMap<String, String>,
    /// Since when no attempt succeeded; null while the last one did.
    pub failing_since: Option<Timestamp>,
    /// Until when the secret before this one signs as well.
    pub old_secret_until: Option<Timestamp>,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// All endpoints.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookEndpointList {
    /// The endpoints, oldest first.
    pub items: Vec<WebhookEndpoint>,
}

/// An endpoint as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebhookEndpointInput {
    /// Where it is: https:// or http://, at a public address.
    #[schema(example = "https://example.org/hooks")]
    pub url: String,
    /// What people say of it.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub description: String,
    /// Kinds of facts, such as `order`; all when empty.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Names of facts, such as `Order Completed`; all when empty.
    #[serde(default)]
    pub names: Vec<String>,
    /// Sources, by their ids; all when empty.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Whether it is told of addresses, traits and all properties.
    #[serde(default)]
    pub with_personal_data: bool,
}

/// An endpoint whose secret was just drawn.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NewWebhookEndpoint {
    /// The endpoint.
    pub endpoint: WebhookEndpoint,
    /// The secret by which the receiver verifies signatures (Standard Webhooks); it is in this answer and nowhere else.
    #[schema(example = "whsec_…")]
    pub secret: String,
}

/// One event for one endpoint.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookDelivery {
    /// The message's id: the header `webhook-id`, the same at every attempt.
    #[schema(example = "msg_0000000000000")]
    pub id: String,
    /// The event's position in the log.
    pub position: i64,
    /// The event's kind.
    pub kind: String,
    /// Whether it arrived.
    pub state: WebhookDeliveryState,
    /// Attempts so far.
    pub attempts: u32,
    /// When it is tried next; null when it is not.
    pub next_at: Option<Timestamp>,
    /// When it was tried last.
    pub attempted_at: Option<Timestamp>,
    /// The status of the last answer; null when there was none.
    pub last_status: Option<u16>,
    /// What was wrong with the last attempt, as a sentence.
    pub last_error: Option<String>,
    /// The name of that sentence; null when it has none, and when an earlier version tried.
    pub last_error_code: Option<FaultCode>,
    /// The values in the sentence, by name.
    #[schema(example = json!({"status": "500"}))]
    pub last_error_args: BTreeMap<String, String>,
    /// How long the last attempt took, milliseconds.
    pub duration_ms: Option<i64>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Whether a delivery arrived.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WebhookDeliveryState {
    /// It is to be tried.
    Pending,
    /// The receiver has it.
    Delivered,
    /// There are no attempts left.
    Failed,
}

/// A page of deliveries.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookDeliveryPage {
    /// The deliveries, newest first.
    pub items: Vec<WebhookDelivery>,
    /// What to ask for the next page with; null at the end.
    pub next_cursor: Option<String>,
}

/// What came of a message that tests an endpoint.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookTest {
    /// The message's id.
    pub id: String,
    /// Whether the receiver took it.
    pub is_delivered: bool,
    /// The status of the answer; null when there was none.
    pub status: Option<u16>,
    /// What was wrong, as a sentence.
    pub error: Option<String>,
    /// The name of that sentence.
    pub error_code: Option<FaultCode>,
    /// The values in the sentence, by name.
    #[schema(example = json!({"status": "500"}))]
    pub error_args: BTreeMap<String, String>,
    /// How long it took, milliseconds.
    pub duration_ms: i64,
}

impl WebhookEndpointInput {
    /// The terms that it asks for.
    pub(crate) fn terms(self) -> Result<EndpointTerms, Problem> {
        let kind = |text: &String| {
            text.parse::<FactKind>().map_err(|_| {
                let all = FactKind::ALL.map(FactKind::as_str).join(", ");
                Problem::invalid(
                    "kinds",
                    format!("`{text}` is no kind of fact: there are {all}"),
                )
            })
        };
        let source = |text: &String| {
            let id = text.parse::<SourceId>();
            id.map_err(|error| Problem::invalid("sources", error.to_string()))
        };
        Ok(EndpointTerms {
            url: self.url,
            description: self.description,
            filter: Filter {
                kinds: self.kinds.iter().map(kind).collect::<Result<_, _>>()?,
                names: self.names,
                sources: self.sources.iter().map(source).collect::<Result<_, _>>()?,
            },
            with_personal_data: self.with_personal_data,
        })
    }
}

impl From<webhooks::Endpoint> for WebhookEndpoint {
    fn from(endpoint: webhooks::Endpoint) -> Self {
        let Filter {
            kinds,
            names,
            sources,
        } = endpoint.filter;
        let (disabled_reason, disabled_reason_code, disabled_reason_args) =
            told(endpoint.disabled_reason);
        Self {
            id: endpoint.id.to_string(),
            url: endpoint.url,
            description: endpoint.description,
            kinds: kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
            names,
            sources: sources.iter().map(ToString::to_string).collect(),
            with_personal_data: endpoint.with_personal_data,
            disabled_at: endpoint.disabled_at,
            disabled_reason,
            disabled_reason_code,
            disabled_reason_args,
            failing_since: endpoint.failing_since,
            old_secret_until: endpoint.old_secret_until,
            created_by: endpoint.created_by,
            created_at: endpoint.created_at,
        }
    }
}

impl From<webhooks::WithSecret> for NewWebhookEndpoint {
    fn from(made: webhooks::WithSecret) -> Self {
        Self {
            secret: made.secret.expose(),
            endpoint: made.endpoint.into(),
        }
    }
}

impl From<webhooks::Delivery> for WebhookDelivery {
    fn from(delivery: webhooks::Delivery) -> Self {
        let (last_error, last_error_code, last_error_args) = told(delivery.last_error);
        Self {
            id: delivery.id.to_string(),
            position: delivery.position,
            kind: delivery.kind,
            state: delivery.state.into(),
            attempts: delivery.attempts,
            next_at: delivery.next_at,
            attempted_at: delivery.attempted_at,
            last_status: delivery.last_status,
            last_error,
            last_error_code,
            last_error_args,
            duration_ms: delivery.duration_ms,
            created_at: delivery.created_at,
        }
    }
}

impl From<webhooks::DeliveryState> for WebhookDeliveryState {
    fn from(state: webhooks::DeliveryState) -> Self {
        match state {
            webhooks::DeliveryState::Pending => Self::Pending,
            webhooks::DeliveryState::Delivered => Self::Delivered,
            webhooks::DeliveryState::Failed => Self::Failed,
        }
    }
}

impl From<WebhookDeliveryState> for webhooks::DeliveryState {
    fn from(state: WebhookDeliveryState) -> Self {
        match state {
            WebhookDeliveryState::Pending => Self::Pending,
            WebhookDeliveryState::Delivered => Self::Delivered,
            WebhookDeliveryState::Failed => Self::Failed,
        }
    }
}

impl From<Tested> for WebhookTest {
    fn from(tested: Tested) -> Self {
        let (error, error_code, error_args) = told(tested.error);
        Self {
            id: tested.id.to_string(),
            is_delivered: tested.is_delivered,
            status: tested.status,
            error,
            error_code,
            error_args,
            duration_ms: tested.duration_ms,
        }
    }
}
