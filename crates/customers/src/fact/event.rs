//! Facts into the log and out of it.

use ::store::{Event, NewEvent};

use super::Fact;
use crate::error::CustomersError;
use crate::sources::SourceId;

impl Fact {
    /// The event that the log keeps of the fact.
    pub fn into_event(self, source: SourceId) -> NewEvent {
        NewEvent {
            source_id: source.raw(),
            body: self.body(),
            kind: self.kind.as_str().to_owned(),
            message_id: self.message_id,
            happened_at: self.happened_at,
        }
    }

    /// The fact that an event of the log keeps.
    ///
    /// # Errors
    ///
    /// When the event's kind or body is none of ours.
    pub fn from_event(event: &Event) -> Result<Self, CustomersError> {
        Self::from_parts(
            &event.kind,
            &event.message_id,
            event.happened_at,
            &event.body,
        )
    }
}
