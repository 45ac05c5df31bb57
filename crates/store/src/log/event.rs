//! Events: as they come, as they are kept, and what came of one.

use jiff::Timestamp;

/// What an event weighs in memory beside its texts, about.
const BYTES: usize = 256;

/// An event to append.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Who sent it.
    pub source_id: i64,
    /// The sender's own id of it: the same one again is the same event, whenever it comes.
    pub message_id: String,
    /// What sort of fact it is, such as `track`.
    pub kind: String,
    /// When it happened, as far as the sender knows.
    pub happened_at: Timestamp,
    /// What it says, JSON.
    pub body: String,
}

/// An event of the log.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place: larger is later. From 1; duplicates leave gaps.
    pub position: i64,
    /// Who sent it.
    pub source_id: i64,
    /// The sender's own id of it.
    pub message_id: String,
    /// What sort of fact it is, such as `track`.
    pub kind: String,
    /// When it happened, as far as the sender knows.
    pub happened_at: Timestamp,
    /// When it was appended.
    pub received_at: Timestamp,
    /// What it says, JSON.
    pub body: String,
}

impl NewEvent {
    /// What it takes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        BYTES + self.message_id.len() + self.kind.len() + self.body.len()
    }

    /// As the log holds it, which knows times to the microsecond.
    pub(super) fn at(self, position: i64, received_at: Timestamp) -> Event {
        let kept = |at: Timestamp| Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at);
        Event {
            position,
            source_id: self.source_id,
            message_id: self.message_id,
            kind: self.kind,
            happened_at: kept(self.happened_at),
            received_at: kept(received_at),
            body: self.body,
        }
    }
}

impl Event {
    /// What it takes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        BYTES + self.message_id.len() + self.kind.len() + self.body.len()
    }
}

/// What came of an event that was handed over. Either way it is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Where the event is in the log.
    pub position: i64,
    /// It was not there before.
    pub is_new: bool,
    /// The same id came before with another kind or body: the first is kept. Unknown, so false, once its body is gone.
    pub differs: bool,
}

// Bodies hold personal data, and logs never show them.
macro_rules! debug_without_body {
    ($type:ident: $($field:ident)*) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut shown = out.debug_struct(stringify!($type));
                $(shown.field(stringify!($field), &self.$field);)*
                shown.finish_non_exhaustive()
            }
        }
    };
}

debug_without_body!(NewEvent: source_id message_id kind happened_at);
debug_without_body!(Event: position source_id message_id kind happened_at received_at);
