//! The log of events, and those who follow it.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// How far the log goes, and everybody is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LogState {
    /// The newest event's position, 0 when there is none.
    pub position: i64,
    /// Those who follow the log, by name.
    pub consumers: Vec<LogConsumer>,
    /// The first hundred events that could not be applied, in order.
    pub set_aside: Vec<SetAsideEvent>,
}

/// How far a consumer is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LogConsumer {
    /// Its name.
    pub name: String,
    /// The last event that it has applied.
    pub position: i64,
    /// Positions between it and the newest event.
    pub lag_events: i64,
    /// How long the oldest event that it has not applied has been waiting, seconds.
    pub lag_seconds: i64,
    /// Events that it has set aside.
    pub set_aside: i64,
}

/// An event that could not be applied.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SetAsideEvent {
    /// The consumer.
    pub consumer: String,
    /// The event's place in the log.
    pub position: i64,
    /// Why it can not be applied.
    pub reason: String,
    /// Since when it is set aside.
    pub set_aside_at: Timestamp,
    /// The sender's own id of it.
    pub message_id: String,
    /// What sort of fact it is.
    pub kind: String,
}

impl From<store::log::ConsumerStatus> for LogConsumer {
    fn from(status: store::log::ConsumerStatus) -> Self {
        Self {
            name: status.name,
            position: status.position,
            lag_events: status.lag_events,
            lag_seconds: status.lag_seconds,
            set_aside: status.set_aside,
        }
    }
}

impl From<store::log::SetAside> for SetAsideEvent {
    fn from(aside: store::log::SetAside) -> Self {
        Self {
            consumer: aside.consumer,
            position: aside.position,
            reason: aside.reason,
            set_aside_at: aside.set_aside_at,
            message_id: aside.message_id,
            kind: aside.kind,
        }
    }
}
